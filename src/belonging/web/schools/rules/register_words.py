"""The words by which a school is found: those kept for each entry, and those a person types."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST_WORD: Final = 24
MOST_WORDS: Final = 8
"""More words than that narrow nothing; the rest of a pasted page is left out."""

_LEFT_OUT: Final = frozenset({"the", "of", "and", "school", "schools"})
"""Words that half of the register has, or that people add and leave out as they please."""
_SAME: Final = ((r"church of england|c of e|cofe|c e", "ce"), (r"saint", "st"), (r"roman catholic|rc|r c", "catholic"))
_ALSO: Final = {"ce": ("church", "england", "cofe"), "st": ("saint",), "catholic": ("rc", "roman")}
"""What somebody may type for a word of ours; kept with it, so that half-typed words are found too."""
_WHOLE_ONLY: Final = frozenset({"st", "ce"})
_POSTCODE: Final = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?) ([0-9][a-z]{2})\b")
_LAESTAB: Final = re.compile(r"\b([0-9]{3}) ([0-9]{4})\b")
_INITIALS: Final = re.compile(r"\b(?:[a-z] )+[a-z]\b")
_HYPHENATED: Final = re.compile(r"\w+(?:[-‐‑–]\w+)+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One typed word: a beginning of a kept word, or the whole of one."""

    word: str
    whole: bool = False


def kept_words(names: str, numbers: tuple[str, ...], postcode: str) -> set[str]:
    """All words of an entry: of its name and places, its reference numbers, its postcode whole and by halves."""
    words = set(_words(_canonical(_plain(names))))
    for word in list(words):
        words.update(_ALSO.get(word, ()))
    for compound in _HYPHENATED.findall(names):
        words.add(_plain(compound).replace(" ", ""))
    halves = _plain(postcode).split()
    words.update(("".join(halves), *halves))
    words.update(numbers)
    return {word[:LONGEST_WORD] for word in words if word}


def asked_words(typed: str) -> list[Asked]:
    """What to look for; empty where nothing was typed that could tell schools apart."""
    text = _canonical(_plain(typed))
    text = _LAESTAB.sub(r"\1\2", _POSTCODE.sub(r"\1\2", text))
    words = list(dict.fromkeys(_words(text)))[:MOST_WORDS]
    if len(words) > 1:
        words = [word for word in words if not _half_of_school(word)] or words
    last = len(words) - 1
    return [Asked(word[:LONGEST_WORD], word in _WHOLE_ONLY and place < last) for place, word in enumerate(words)]


def same_name(one: str, other: str) -> bool:
    """Whether two names differ at most in the ways in which people spell them."""
    return set(_words(_canonical(_plain(one)))) == set(_words(_canonical(_plain(other))))


def _plain(text: str) -> str:
    """Small letters and digits with single spaces: no accents, no apostrophes, '&' as a word."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() if not text.isascii() else text
    letters = letters.lower().replace("'", "").replace("`", "").replace("&", " and ").replace("+", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def _canonical(text: str) -> str:
    for spelled, ours in _SAME:
        text = re.sub(rf"\b(?:{spelled})\b", ours, text)
    return _INITIALS.sub(lambda found: found[0].replace(" ", ""), text)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in _LEFT_OUT]


def _half_of_school(word: str) -> bool:
    return len(word) >= 3 and "schools".startswith(word)
