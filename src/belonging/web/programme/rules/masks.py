"""How schools are called where they must not be named."""

from __future__ import annotations

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mask_number(index: int) -> str:
    """A, B, ... Z, AA, AB, ... ZZ, AAA, ... from 0; four letters are enough for 475,254 schools."""
    letters = ""
    left = index + 1
    while left:
        left, last = divmod(left - 1, len(LETTERS))
        letters = LETTERS[last] + letters
    return letters
