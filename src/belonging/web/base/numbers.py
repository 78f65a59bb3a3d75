"""Numbers that somebody sends, and how large a one a database takes: beyond that both raise, each in its own way."""

from __future__ import annotations

from typing import Final

LARGEST_KEY: Final = 2**63 - 1
LARGEST_NUMBER: Final = 2**31 - 1
"""Of an ordinary column."""
LAST_PAGE: Final = 10**6


def whole_number(said: str, *, most: int = LARGEST_NUMBER) -> int | None:
    """From ASCII digits alone, up to `most`; None for everything else.

    `isdigit()` is true of "²" as well, and `int()` raises where there are some thousands of digits.
    """
    if not (said.isascii() and said.isdecimal() and len(said) <= len(str(LARGEST_KEY))):
        return None
    number = int(said)
    return number if number <= most else None


def page_number(said: str) -> int:
    """As an address has it; 1 where it is no number of a page."""
    return whole_number(said, most=LAST_PAGE) or 1
