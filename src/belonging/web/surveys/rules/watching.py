"""What rounded counts can truthfully say: of a class, of a year, and of the way that is left.

Everything here starts from numbers that are rounded already. Exact ones never reach it, so two states that are
rounded alike are told alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from belonging.web.schools.rules.calendar import Calendar
from belonging.web.surveys.rules.rounds import COUNT_STEP

NEARLY_ALL = 0.9
LAGGING = 0.1
"""So much of the whole may be missing beside the time gone before a round is called behind."""


class Sat(StrEnum):
    """How far a class is. UNTOLD: too few slips to say anything of it without saying it of somebody."""

    NOT_YET = "not_yet"
    BEGUN = "begun"
    MOST = "most"
    UNTOLD = "untold"


def how_far(*, used: int, slips: int) -> Sat:
    """`used` is rounded and capped (`shown_count`): at the cap it may stand for two fewer, and for all."""
    if slips < COUNT_STEP:
        return Sat.UNTOLD
    if used == 0:
        return Sat.NOT_YET
    fewest = used - COUNT_STEP // 2
    at_the_cap = used >= slips // COUNT_STEP * COUNT_STEP
    return Sat.MOST if at_the_cap and 2 * fewest > slips else Sat.BEGUN


@dataclass(frozen=True, slots=True)
class Tally:
    """`used` of `slips`, of the packs that can be told; `packs` is how many these are."""

    used: int = 0
    slips: int = 0
    packs: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.used + other.used, self.slips + other.slips, self.packs + other.packs)


def by_year(packs: Iterable[tuple[str, int, int]]) -> dict[str, Tally]:
    """Of (year group, used, slips): sums of what each class shows, never a count of its own.

    A total that was counted and rounded by itself could be held against its classes. Packs without a year, and
    those too small to be told, are left out.
    """
    years: dict[str, Tally] = {}
    for year, used, slips in packs:
        if year and slips >= COUNT_STEP:
            years[year] = years.get(year, Tally()) + Tally(used, slips, 1)
    return years


class Pace(StrEnum):
    BEGINNING = "beginning"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    NEARLY_ALL = "nearly_all"


@dataclass(frozen=True, slots=True)
class Days:
    """School days of a window: how many there are, how many lie behind, how many are left, today included."""

    whole: int
    gone: int
    left: int


def school_days(calendar: Calendar, *, opens: date, closes: date, today: date) -> Days:
    """`opens` and `closes` are the window's first and last day."""
    yesterday = min(today - timedelta(days=1), closes)
    return Days(
        whole=calendar.school_days_between(opens, closes),
        gone=calendar.school_days_between(opens, yesterday),
        left=calendar.school_days_between(max(today, opens), closes),
    )


def pace_of(*, answered: int, whole: int, days: Days) -> Pace:
    """Beside the share of school days that are over. Of a small whole nothing is called behind."""
    share = answered / whole if whole else 0.0
    if share >= NEARLY_ALL:
        return Pace.NEARLY_ALL
    if days.gone == 0 or whole < 2 * COUNT_STEP:
        return Pace.BEGINNING
    return Pace.ON_PACE if share >= days.gone / max(days.whole, 1) - LAGGING else Pace.BEHIND


def needed_a_day(*, answered: int, whole: int, days: Days) -> int:
    """How many would have to answer on each school day left, rounded up to COUNT_STEP; 0 where none is left."""
    if days.left == 0 or whole <= answered:
        return 0
    return -(-(whole - answered) // (days.left * COUNT_STEP)) * COUNT_STEP
