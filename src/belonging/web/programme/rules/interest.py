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
_USUAL = frozenset(
    {
        "academy", "aided", "catholic", "church", "cofe", "college", "community", "controlled", "england", "high",
        "infant", "infants", "junior", "nursery", "primary", "saint", "secondary", "special", "voluntary", "ysgol",
    }
)  # fmt: skip
"""What many schools' names have."""

RECEIPTS_A_DAY = 3
"""To one address: the form must not become a way to fill a stranger's mailbox."""
RECEIPTS_AN_HOUR = 60
"""To all addresses: a script must not send mail in our name. Each school is kept all the same."""


def place_key(name: str, town: str) -> str:
    """One key for one school, however its name is written: "St Mary's C of E School" and "saint marys CofE, The"."""
    return f"{_folded(name)}|{_folded(town)}"[:200]


def may_be_the_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two schools, each (name, town), may be one: one name, or a shorter form of it in the same town."""
    names = [set(_folded(name).split()) for name, _ in (one, other)]
    if names[0] == names[1] and names[0]:
        return True
    towns = {word for _, town in (one, other) for word in _folded(town).split()}
    first, second = ((name - towns or name) for name in names)
    smaller = min(first, second, key=len)
    return bool(smaller - _USUAL) and (first <= second or second <= first) and same_town(one[1], other[1])


def same_town(one: str, other: str) -> bool:
    """Whether one is, or is part of, the other; also where one is not known."""
    first, second = _folded(one), _folded(other)
    return first in second or second in first


def stem(name: str) -> str:
    """Letters with which every spelling of the name has a word; empty where it has none of ours."""
    words = [word for word in re.findall(r"[a-z]{3,}", name.casefold()) if word.isascii()]
    telling = [word for word in words if word not in _USUAL | _DROPPED] or words
    return max(telling, key=len, default="")[:_HALF]


def new_reference(choose: Callable[[Sequence[str]], str]) -> str:
    """KT7X-4MPC. `choose` picks one of a sequence."""
    first, last = ("".join(choose(SYMBOLS) for _ in range(_HALF)) for _ in range(2))
    return f"{first}-{last}"


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"\bc\.? ?of ?e\b\.?", "cofe", plain.replace("'", "").replace("`", ""))
    found = (_SAME.get(word, word) for word in re.findall(r"[a-z0-9]+|&", plain))
    return " ".join(word for word in found if word not in _DROPPED)
