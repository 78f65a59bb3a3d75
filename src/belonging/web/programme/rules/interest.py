"""Telling two schools apart by name and town, and the reference that a sender is given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

SYMBOLS = "234679CDFGHJKMNPRTVWXY"
"""None that can be taken for another, and no vowels, so that no word comes out."""
_HALF = 4
_SAME = {"st": "saint", "ce": "cofe", "&": "and", "rc": "catholic", "jnr": "junior", "jun": "junior", "inf": "infant"}
_DROPPED = frozenset({"the", "school", "of", "and"})

RECEIPTS_A_DAY = 3
"""To one address: the form must not become a way to fill a stranger's mailbox."""
RECEIPTS_AN_HOUR = 60
"""To all addresses: a script must not send mail in our name. Each school is kept all the same."""


def place_key(name: str, town: str) -> str:
    """One key for one school, however its name is written: "St Mary's C of E School" and "saint marys CofE, The"."""
    return f"{_folded(name)}|{_folded(town)}"[:200]


def new_reference(choose: Callable[[Sequence[str]], str]) -> str:
    """KT7X-4MPC. `choose` picks one of a sequence."""
    first, last = ("".join(choose(SYMBOLS) for _ in range(_HALF)) for _ in range(2))
    return f"{first}-{last}"


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"\bc\.? ?of ?e\b\.?", "cofe", plain.replace("'", "").replace("`", ""))
    found = (_SAME.get(word, word) for word in re.findall(r"[a-z0-9]+|&", plain))
    return " ".join(word for word in found if word not in _DROPPED)
