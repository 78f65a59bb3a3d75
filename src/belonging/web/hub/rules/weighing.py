"""How much each word of a resource says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from belonging.web.hub.rules.concepts import Piece, pieces_of
from belonging.web.hub.rules.markup import text_of
from belonging.web.hub.rules.stems import stem
from belonging.web.hub.rules.words import KINDS, PHASES, TYPES, ResourceWords

TITLE: Final = 16
SUMMARY: Final = 6
ABOUT: Final = 3
"""What it helps with: the words of its statements, its type, kind and phases."""
HEADING: Final = 3
BODY: Final = 1
MOST_IN_BODY: Final = 4
"""A word that a text says again and again counts so often at most."""
_SAYS_NOTHING: Final = """
a about after all also am an and any are as at be because been but by can could did do does doing for from get had has
have he her him his how i if in into is it its just let like make me my need needs no not of on or our out over own she
should so some such than that the their them then there they this those to too under up us use using very want was way
ways we were what when where which who why will with would you your school schools
"""
STOP: Final = frozenset(_SAYS_NOTHING.split())


@dataclass(frozen=True, slots=True)
class Weighed:
    word: str
    stem: str
    weight: int


def weighed(words: ResourceWords, about: Iterable[str]) -> list[Weighed]:
    """`about`: the wording of its statements and items, as far as they are known."""
    headings, body = text_of(words.body)
    labels = (TYPES[words.type], KINDS[words.kind], *(PHASES[phase] for phase in words.phases))
    total: Counter[tuple[str, str]] = Counter()
    for text, weight in (
        (words.title, TITLE),
        (words.summary, SUMMARY),
        (headings, HEADING),
        ("\n".join((*about, *labels)), ABOUT),
        (words.author, BODY),
    ):
        for key in set(_keys(text)):
            total[key] += weight
    for key, times in Counter(_keys(body)).items():
        total[key] += BODY * min(times, MOST_IN_BODY)
    return [Weighed(word, root, weight) for (word, root), weight in sorted(total.items())]


def _keys(text: str) -> list[tuple[str, str]]:
    return [key for piece in pieces_of(text) for key in _of_piece(piece)]


def _of_piece(piece: Piece) -> list[tuple[str, str]]:
    """A phrase is there by its group and by its words, so that either finds it."""
    keys = [(word, stem(word)) for word in piece.words if word not in STOP]
    return [*keys, (piece.concept, piece.concept)] if piece.concept else keys
