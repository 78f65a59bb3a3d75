"""What is said in public of a school year: words in bands, and when. Pure.

A number below ten is never said, and none is exact. Both a whole and a part of it are rounded to the nearest ten, so
that the difference of the two, "not within a school hour", could be anything within ten either way.
"""

from __future__ import annotations

from datetime import date
from typing import Final

FEWEST_SCHOOLS: Final = 10
"""Of fewer schools only whether glass was broken is said: their people could tell whose request it was."""
SMALLEST: Final = 10
ROUNDED_TO: Final = 10
MADE_IN_MONTH: Final = 10
"""October: what came on the last day of term has been taken up, or has not, by then."""


def in_band(count: int) -> str:
    """ "fewer than 10" (none included), else "about 40"."""
    if count < SMALLEST:
        return "fewer than 10"
    return f"about {(count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO}"


def made_on(first_year: int) -> date:
    """When the year that began in August `first_year` is counted. Nothing is said of a year that still runs."""
    return date(first_year + 1, MADE_IN_MONTH, 1)


def newest_to_make(today: date) -> int:
    """The first calendar year of the newest school year whose count is due."""
    return today.year - 1 if today >= date(today.year, MADE_IN_MONTH, 1) else today.year - 2
