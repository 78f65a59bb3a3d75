"""How schools are called where they must not be named."""

from __future__ import annotations

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mask_number(index: int) -> str:
    """A, B, ... Z, AA, AB, ... ZZ, from 0; two letters at most."""
    return LETTERS[index] if index < 26 else LETTERS[index // 26 - 1] + LETTERS[index % 26]
