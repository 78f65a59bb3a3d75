"""What is drawn once and for all by a secret key: the same in every research pack of a cohort, and told to nobody."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

LETTERS: Final = "BCDFGHJKMNPQRTVW"
"""Without vowels, so that no code is a word."""
LONG: Final = 8


def row_order(cohort: int, key: str, *, pepper: bytes) -> bytes:
    """The place of a sealed row among those that may have to give up facts. Neither answers nor facts have a part in
    it, and no other row: a further wave changes nothing of an earlier one.
    """
    return _keyed(f"research row {cohort} {key}", pepper)


def school_codes(cohort: int, schools: Iterable[str], *, pepper: bytes, kind: str = "research") -> dict[str, str]:
    """A school's code in packs of that kind, by its id. It follows from nothing that is printed: not from its letter,
    nor from its code in another kind of pack."""
    return {school: _letters(_keyed(f"{kind} school {cohort} {school}", pepper)) for school in schools}


def _letters(digest: bytes) -> str:
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:LONG])


def _keyed(words: str, pepper: bytes) -> bytes:
    return hmac.new(pepper, words.encode(), hashlib.sha256).digest()
