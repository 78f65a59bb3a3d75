"""In which edition somebody answers, and how each edition is shown."""

from __future__ import annotations

from typing import Final

from belonging.instruments.model import STANDARD
from belonging.web.enrolment.rules.years import BY_YEAR

YOUNGER: Final = "younger"
PICTURES: Final = "pictures"
PICTURES_TWO: Final = "pictures_two"
EASY_READ: Final = "easy_read"
SIXTH_FORM: Final = "sixth_form"
EDITIONS: Final = (STANDARD, YOUNGER, PICTURES, PICTURES_TWO, EASY_READ, SIXTH_FORM)
YOUNGEST: Final = frozenset({YOUNGER, PICTURES, PICTURES_TWO})
"""With the simplest words around the questions, and targets of 64 px."""
WITH_TICKS: Final = frozenset({PICTURES, PICTURES_TWO})
"""Answered by a tick, a half and a cross, which stand for yes, sometimes and no: they never change places."""
WITH_PICTURES: Final = YOUNGEST | {EASY_READ}
"""Each statement has our picture where the school has none of its own."""


def planned_edition(*, edition: str = "", year_group: str = "", offered: tuple[str, ...] = EDITIONS) -> str:
    """What a slip opens: its own edition, else that of its year group; `standard` where that is not offered."""
    planned = edition or BY_YEAR.get(year_group, STANDARD)
    return planned if planned in offered else STANDARD
