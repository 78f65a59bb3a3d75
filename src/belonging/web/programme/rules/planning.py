"""When a cohort's waves may be held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

WAVES = ("baseline", "midpoint", "endline")
"""In the order in which they are held. The midpoint may be left out."""
NEEDED = ("baseline", "endline")
LONGEST = 28
"""Days, the first and the last included: what a round may be open (surveys/rules/rounds.py)."""
AUGUST = 8


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day of one wave."""

    opens_on: date
    closes_on: date

    @property
    def days(self) -> int:
        return (self.closes_on - self.opens_on).days + 1


def window_faults(windows: Mapping[str, Window], *, starts_on: date, ends_on: date | None) -> dict[str, str]:
    """What is wrong with each wave's window, in the sentence that a person reads; empty when all is well."""
    faults: dict[str, str] = {}
    for wave, window in windows.items():
        fault = _fault(window, starts_on, ends_on)
        if fault:
            faults[wave] = fault
    held = [wave for wave in WAVES if wave in windows]
    for before, after in pairwise(held):
        if windows[after].opens_on <= windows[before].closes_on:
            faults.setdefault(
                after, f"The {after} has to open after the {before} has closed. Please choose a later day."
            )
    return faults


def gap_in_waves(held: Iterable[str]) -> str:
    """Which wave is still without its days; empty when none is."""
    missing = [wave for wave in NEEDED if wave not in set(held)]
    return f"Choose the days of the {' and the '.join(missing)}." if missing else ""


def _fault(window: Window, starts_on: date, ends_on: date | None) -> str:
    if window.closes_on <= window.opens_on:
        return "The last day has to come after the first day."
    if window.days > LONGEST:
        return (
            f"A wave is open for {LONGEST} days at most; this one has {window.days}. Please choose an earlier last day."
        )
    if window.opens_on < starts_on:
        return "This wave begins before the cohort does. Please choose a later day, or start the cohort earlier."
    if ends_on is not None and window.closes_on > ends_on:
        return "This wave ends after the cohort does. Please choose an earlier day, or end the cohort later."
    # No window of 28 days holds the whole of August between its ends.
    if AUGUST in (window.opens_on.month, window.closes_on.month):
        return "Schools are closed in August. Please choose days in term."
    return ""
