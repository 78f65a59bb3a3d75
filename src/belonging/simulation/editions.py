"""Simulated pupils in the editions that schools would give them, some with help, some on paper.

Their answers are those of the standard edition, put on the scale of their own: "most of the time" is the middle of
three choices for every other pupil, and so is "rarely". Nobody has measured how children answer on both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from typing import Final

from belonging.simulation.model import AnswerRow

YOUNGER_UP_TO = 4
PAPER_EVERY = 9

_ON_SCALE: Final[Mapping[str, tuple[Mapping[int, int], Mapping[int, int]]]] = {
    "younger": ({4: 13, 3: 13, 2: 12, 1: 11, 9: 9}, {4: 13, 3: 12, 2: 11, 1: 11, 9: 9}),
    "pictures": ({4: 23, 3: 23, 2: 22, 1: 21, 9: 9}, {4: 23, 3: 22, 2: 21, 1: 21, 9: 9}),
    "pictures_two": ({4: 23, 3: 23, 2: 21, 1: 21, 9: 9},) * 2,
}
"""From a code of the standard edition to one of the edition, for one pupil and for the next."""

_HELP_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "younger": ("", "", "read"),
    "pictures": ("read", "pressed", "explained"),
    "pictures_two": ("pressed", "signed"),
    "easy_read": ("", "explained"),
}


def in_editions(rows: Sequence[AnswerRow]) -> list[AnswerRow]:
    """The same rows in the same order. Parents, staff and whoever gets the standard edition stay as they are."""
    turns = {edition: cycle(kinds) for edition, kinds in _HELP_OF.items()}
    made = []
    for place, row in enumerate(rows):
        edition = edition_for(row, place)
        if edition == "standard":
            made.append(row)
            continue
        scale = _ON_SCALE.get(edition)
        answers = row.answers if scale is None else {key: scale[place % 2][code] for key, code in row.answers.items()}
        way = "paper" if place % PAPER_EVERY == 0 else "screen"
        made.append(replace(row, answers=answers, edition=edition, help=next(turns[edition]), way=way))
    return made


def edition_for(row: AnswerRow, place: int) -> str:
    """Pupils with a plan and those of special schools have pictures or easy words; the young the younger edition."""
    if row.audience != "pupil" or row.year_group is None:
        return "standard"
    if row.year_group == "X":
        return ("pictures", "pictures", "easy_read", "pictures_two")[place % 4]
    year = int(row.year_group)
    if row.sen == "E":
        return "pictures" if year <= YOUNGER_UP_TO else "easy_read"
    return "younger" if year <= YOUNGER_UP_TO else "standard"
