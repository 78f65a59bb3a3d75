"""How long a round lasts, what slips may say, and how coarsely use is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from belonging.web.surveys.rules.acceptance import GRACE

OPEN_AT_MOST = timedelta(days=28)
COUNT_EVERY = timedelta(minutes=10)
COUNT_STEP = 5
HANDLE_LENGTH = 6

SLIP_FACTS = ("year_group", "sex", "sen")
"""What a slip may say of the person it is for. `sex` is the roster's, and answers the question on gender."""

ASKED_AS = {"year_group": "year_group", "sex": "gender", "sen": "sen"}
"""The question of the form that each slip fact makes unnecessary."""

SLIP_VALUES: dict[str, tuple[str, ...]] = {
    "year_group": ("R", *(str(year) for year in range(1, 14)), "X"),
    "sex": ("boy", "girl"),
    "sen": ("N", "K", "E"),
}


ASKED = {
    "pupil": "Pupils",
    "parent": "Parents and carers",
    "staff": "Staff",
    "training": "Who came to a training session",
    "lead": "School leads",
}
"""Who is asked, by audience."""


def title_of(audience: str, wave: str) -> str:
    """Pupils, baseline. `wave` as people call it."""
    return f"{ASKED[audience]}, {wave.lower()}"


def known_facts(slip_facts: Iterable[str], *, only_phase: str = "") -> frozenset[str]:
    """The facts that the form need not ask for, as the instrument names them. `only_phase`: see year_groups."""
    return frozenset(ASKED_AS[fact] for fact in slip_facts) | ({"phase"} if only_phase else set())


def by_number(label: str) -> list[tuple[bool, int, str]]:
    """Sorts labels as people count: "Year 7" before "Year 10"."""
    parts = (part for part in re.split(r"([0-9]+)", label.casefold()) if part)
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def sealed_from(closed_at: datetime) -> datetime:
    """From when a closed round is sealed without a warning."""
    return closed_at + GRACE


def shown_count(exact: int, *, out_of: int | None = None) -> int:
    """`exact` rounded to the nearest COUNT_STEP, and never so near to `out_of` that it tells who is left.

    The cap is the last step at or below `out_of`: of 13 slips, 8 to 13 used are all shown as 10.
    """
    nearest = (exact + COUNT_STEP // 2) // COUNT_STEP * COUNT_STEP
    return nearest if out_of is None else min(nearest, out_of // COUNT_STEP * COUNT_STEP)


def count_words(shown: int) -> str:
    """A rounded count in words: 0 stands for anything from none to four."""
    return f"about {shown}" if shown else f"fewer than {COUNT_STEP}"
