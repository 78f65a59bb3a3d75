"""What was asked, and in which order resources answer it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from belonging.web.hub.rules.concepts import Piece, pieces_of
from belonging.web.hub.rules.stems import stem
from belonging.web.hub.rules.weighing import STOP

MOST_ASKED: Final = 12
"""Words of a pasted page after that are left out."""
SAME_MEANING: Final = 0.8
BEGINS_SO: Final = 0.7
NUMBER: Final = 0.5
"""A year group or a count of minutes stands in many texts, and says little of what they are about."""
COUNTED: Final = frozenset(["year", "years", "yr", "yrs", "minute", "minutes", "min", "mins"])
"""Words that say no more than the number beside them."""
MEANT: Final = 0.9
"""Of a word that is thought to be meant, for each slip of the finger."""
ENOUGH: Final = 2 / 3
"""Of the words that somebody answers. Who answers fewer, and far less well than the best, is left out, so that more
words find less."""
FAR_LESS: Final = 0.4
HALF_FULL: Final = 8.0
"""The weight at which a word says half of what it can (BM25's k)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word or phrase that was typed. `ways`: stems or groups that answer it, and how well (1 is as typed)."""

    typed: str
    ways: Mapping[str, float]

    def or_else(self, ways: Mapping[str, float]) -> Asked:
        return Asked(self.typed, {**ways, **self.ways})


@dataclass(frozen=True, slots=True)
class Hit:
    """A resource by its key, how well it answers, and the stems by which it does."""

    resource: int
    score: float
    by: frozenset[str]


def asked_of(text: str) -> list[Asked]:
    """Each word once. Words that say nothing are left out, unless there are no others."""
    pieces = pieces_of(text)
    telling = [piece for piece in pieces if piece.concept or piece.words[0] not in STOP] or pieces
    return list({asked.typed: asked for asked in _each(telling)}.values())[:MOST_ASKED]


def ranked(asked: Sequence[Asked], weights: Mapping[str, Mapping[int, int]], *, total: int) -> list[Hit]:
    """`weights`: of each stem, what it says of each resource; `total` counts all resources.

    BM25 without its measure of length: a long text has no more weight for a word than `weighing` gives it. Of the
    ways in which a word is answered the best counts. The sum is multiplied by the root of the part of the words that is
    answered at all. Who answers few words,
    and poorly, is left out where another answers more.
    """
    scores: dict[int, float] = {}
    answered: dict[int, int] = {}
    by: dict[int, set[str]] = {}
    for each in asked:
        best: dict[int, float] = {}
        for way, worth in each.ways.items():
            having = weights.get(way, {})
            rare = math.log(1 + (total - len(having) + 0.5) / (len(having) + 0.5))
            for resource, weight in having.items():
                best[resource] = max(best.get(resource, 0.0), worth * rare * weight / (weight + HALF_FULL))
                by.setdefault(resource, set()).add(way)
        for resource, score in best.items():
            scores[resource] = scores.get(resource, 0.0) + score
            answered[resource] = answered.get(resource, 0) + 1
    found = {key: score * math.sqrt(answered[key] / len(asked)) for key, score in scores.items()}
    enough, well = ENOUGH * max(answered.values(), default=0), FAR_LESS * max(found.values(), default=0.0)
    kept = (key for key, score in found.items() if answered[key] >= enough or score >= well)
    hits = (Hit(key, found[key], frozenset(by[key])) for key in kept)
    return sorted(hits, key=lambda hit: (-round(hit.score, 9), hit.resource))


def unanswered(asked: Iterable[Asked], weights: Mapping[str, Mapping[int, int]]) -> list[Asked]:
    return [each for each in asked if not any(weights.get(way) for way in each.ways)]


def word_by_word(phrase: Asked) -> list[Asked]:
    """Of a phrase that nothing has."""
    words = [word for word in phrase.typed.split() if word not in STOP]
    return [each for word in words for each in asked_of(word)]


def _each(pieces: Sequence[Piece]) -> Iterator[Asked]:
    typed = ["", *(" ".join(piece.words) for piece in pieces), ""]
    for before, piece, own, after in zip(typed, pieces, typed[1:], typed[2:], strict=False):
        is_count = own.isdecimal() or (own in COUNTED and (before.isdecimal() or after.isdecimal()))
        yield _asked(piece, NUMBER if is_count else 1.0)


def _asked(piece: Piece, worth: float) -> Asked:
    typed = " ".join(piece.words)
    if len(piece.words) > 1:
        return Asked(typed, {piece.concept: 1.0})
    own = {stem(piece.words[0]): worth}
    return Asked(typed, {**own, piece.concept: SAME_MEANING * worth} if piece.concept else own)
