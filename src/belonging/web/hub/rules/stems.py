"""The stem of an English word: Porter's algorithm (Program 14(3), 1980), with -ise and -isation as in British English.

"belonging", "belonged" and "belongs" have the same stem. The stem is for comparing alone; it need not be a word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_VOWELS: Final = frozenset("aeiou")
_SECOND: Final = (
    ("ational", "ate"), ("isation", "ize"), ("ization", "ize"), ("iveness", "ive"), ("fulness", "ful"),
    ("ousness", "ous"), ("tional", "tion"), ("biliti", "ble"), ("entli", "ent"), ("ousli", "ous"), ("ation", "ate"),
    ("alism", "al"), ("aliti", "al"), ("iviti", "ive"), ("enci", "ence"), ("anci", "ance"), ("iser", "ize"),
    ("izer", "ize"), ("abli", "able"), ("alli", "al"), ("ator", "ate"), ("eli", "e"),
)  # fmt: skip
_THIRD: Final = (
    ("icate", "ic"), ("ative", ""), ("alise", "al"), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
    ("ness", ""),
)  # fmt: skip
_FOURTH: Final = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ise", "ize",
    "al", "er", "ic", "ou",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Of a word in small letters; one with a digit in it stays as it is."""
    if len(word) < 3 or not word.isalpha():
        return word
    for step in (_plural, _past, _y, _second, _third, _fourth, _ending):
        word = step(word)
    return word


def _shape(word: str) -> str:
    """Each letter as a vowel or a consonant; y is a vowel after a consonant."""
    shape = ""
    for letter in word:
        vowel = letter in _VOWELS or (letter == "y" and shape.endswith("c"))
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """How often a vowel is followed by a consonant."""
    return len(re.findall("v+c+", _shape(word)))


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _is_short(word: str) -> bool:
    """Ends in consonant, vowel, consonant, the last not w, x or y: "hop"."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        left = word.removesuffix(ending)
        if left != word and _has_vowel(left):
            return _mended(left)
    return word


def _mended(left: str) -> str:
    """What is left after -ed or -ing: "hopp" is "hop", "hop" is "hope"."""
    if left.endswith(("at", "bl", "iz", "is")) and not left.endswith(("pis", "mis")):
        return left + "e"
    if left[-1:] == left[-2:-1] and _shape(left).endswith("c") and left[-1] not in "lsz":
        return left[:-1]
    return left + "e" if _measure(left) == 1 and _is_short(left) else left


def _y(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) else word


def _second(word: str) -> str:
    return _replaced(word, _SECOND)


def _third(word: str) -> str:
    return _replaced(word, _THIRD)


def _replaced(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, other in endings:
        if word.endswith(ending):
            left = word.removesuffix(ending)
            return left + other if _measure(left) else word
    return word


def _fourth(word: str) -> str:
    for ending in _FOURTH:
        if word.endswith(ending):
            left = word.removesuffix(ending)
            return left if _measure(left) > 1 else word
    left = word.removesuffix("ion")
    return left if left != word and left.endswith(("s", "t")) and _measure(left) > 1 else word


def _ending(word: str) -> str:
    if word.endswith("e"):
        left = word[:-1]
        if _measure(left) > 1 or (_measure(left) == 1 and not _is_short(left)):
            word = left
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
