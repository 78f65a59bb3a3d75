"""The words of a text, and how near one word is to another."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST_WORD: Final = 32
_SPLIT: Final = re.compile(r"[a-z0-9]+")
_PADDING: Final = "_"


def words_in(text: str) -> list[str]:
    """Small letters and digits, without accents; “don’t” is one word, “after-school” two."""
    plain = unicodedata.normalize("NFKD", text).replace("’", "").replace("'", "").replace("&", " and ")
    letters = plain.encode("ascii", "ignore").decode() if plain.isascii() else _without_accents(plain)
    return [word[:LONGEST_WORD] for word in _SPLIT.findall(letters.lower())]


def grams_of(word: str) -> set[str]:
    """Its threes of letters; the beginning and the end count as one."""
    padded = f"{_PADDING}{word}{_PADDING}"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def shared_enough(word: str) -> int:
    """How many threes a word that may be meant shares with the typed one at least."""
    return max(1, -(-len(word) // 3) - 1)


def most_slips(word: str) -> int:
    """How many slips of the finger a word of that length may have; in short words each makes another word."""
    length = len(word)
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 10 else 3


def slips(typed: str, word: str) -> int:
    """The distance; the same letters in another order after the same first one are one slip: "brake" for "break"."""
    return 1 if typed != word and typed[0] == word[0] and sorted(typed) == sorted(word) else distance(typed, word)


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change, or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, against in enumerate(other, start=1):
            least = min(here[-1] + 1, above[column] + 1, above[column - 1] + (letter != against))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against
            here.append(min(least, before[column - 2] + 1) if swapped else least)
        before, above = above, here
    return above[-1]


def _without_accents(text: str) -> str:
    """Marks fall away; dashes and other signs part words."""
    return "".join(" " if ord(sign) > 127 else sign for sign in text if not unicodedata.combining(sign))
