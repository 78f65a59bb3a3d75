"""How long notes are kept. Pure."""

from __future__ import annotations

from datetime import date
from typing import Final

MONTHS: Final = 12
SMALLEST, LARGEST = 4, 8
"""Members of a set."""


def forgotten_on(ended: date) -> date:
    """The day on which notes of a cohort that ended then are erased: twelve months later."""
    try:
        return ended.replace(year=ended.year + MONTHS // 12)
    except ValueError:
        return date(ended.year + MONTHS // 12, 3, 1)
