"""By which words a school would be known in a text that names none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 5
_OF_MANY: Final = frozenset(
    {
        "academy",
        "alternative",
        "catholic",
        "centre",
        "children",
        "church",
        "college",
        "community",
        "england",
        "first",
        "green",
        "grammar",
        "high",
        "hill",
        "house",
        "infant",
        "infants",
        "international",
        "junior",
        "juniors",
        "lower",
        "middle",
        "nursery",
        "park",
        "primary",
        "provision",
        "pupil",
        "referral",
        "road",
        "saint",
        "school",
        "schools",
        "secondary",
        "special",
        "street",
        "through",
        "trust",
        "upper",
        "village",
        "christ",
        "lady",
        "sacred",
        "heart",
    }
)
"""Words that stand in the names of many schools, and in what people say of any."""


def telling_words(names: Iterable[str]) -> frozenset[str]:
    """The words of five letters and more that few names share, in small letters."""
    return frozenset(word for name in names for word in _words(name) if len(word) >= _SHORTEST) - _OF_MANY


def names_a_school(text: str, telling: frozenset[str]) -> bool:
    """Too strict rather than too lax: a text is dropped for an everyday word that some school has in its name."""
    return not telling.isdisjoint(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
