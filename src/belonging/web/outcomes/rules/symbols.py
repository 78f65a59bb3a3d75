"""Numbers as schools and the Department for Education write them, and the signs that stand where there is none."""

from __future__ import annotations

import re
from typing import Final

from belonging.web.outcomes.rules.counts import LARGEST

NO_NUMBER: Final = frozenset({"", "z", "x", "c", "low", "k", "u", ":", "~", "..", ".", "-", "supp", "ne", "na", "n/a"})
"""Not applicable, not available, withheld, rounds to nought and is not, unreliable; then signs of older files. None of
them is a nought."""
_WHOLE: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.0+)?", re.ASCII)


def number_of(words: str) -> int | None:
    """None for a sign that says there is no number. Raises ValueError for anything else that is not a whole number."""
    plain = words.strip()
    if plain.casefold() in NO_NUMBER:
        return None
    if len(plain) > 12 or not _WHOLE.fullmatch(plain):
        raise ValueError(plain[:20])
    value = int(plain.replace(",", "").partition(".")[0])
    if value > LARGEST:
        raise ValueError(plain)
    return value
