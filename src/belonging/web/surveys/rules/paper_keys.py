"""Which key stands for which box on paper: printed small beside it, and pressed by whoever types the form in.

Digits in the order in which the boxes stand, 9 for “I don’t want to say”. A question with more choices than digits
(the year group of an all-through school) has letters, and 9 all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

QUIET: Final = "9"
"""For the box that says nothing."""
NOTHING: Final = "0"
"""A line without a tick."""
DIGITS: Final = "12345678"
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def keys_for(quiet: Sequence[bool]) -> tuple[str, ...]:
    """The key of each box in turn; `quiet`: whether it is the one that says nothing. Each key stands for one box."""
    said = sum(not each for each in quiet)
    signs = iter(DIGITS if said <= len(DIGITS) else LETTERS)
    unsaid = iter((QUIET, *reversed(LETTERS)))
    return tuple(next(unsaid) if each else next(signs) for each in quiet)
