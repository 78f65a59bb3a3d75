"""How many choices an edition offers, and answers told apart by it: see docs/methods/editions.md.

Editions that offer equally many are counted together. A share among three choices and one among four are never one
figure: who would have said "rarely" has a middle choice in one and none in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from belonging.evaluation.released import Findings, ReleasedTable
from belonging.instruments.choices import STANDARD
from belonging.instruments.load import load
from belonging.instruments.model import Instrument, Item, Option, Part, Scale

FEWEST = 2

MAIN: Final = "main-"
"""Begins the code of the note that says which kind a findings' tables are of."""

MIX: Final = "mix-"
"""Begins the codes of the notes that say what a wave's figures are mixed from."""

_WORDS: Final = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *(str(many) for many in range(13, 128)),
)

KINDS: Final[Mapping[str, str]] = {f"{word}_choices": f"{word} choices" for word in _WORDS}
"""A kind of edition by how many choices it offers besides "I don't want to say", and how sentences say it."""


def kind_of(instrument: Instrument, edition: str) -> str:
    """The kind of an edition; one that the questionnaire does not have is answered as the standard one is."""
    known = edition if edition in instrument.editions else STANDARD
    chosen = [option for option in instrument.items[0].scale_of(known).options if option.part is not Part.DECLINED]
    return f"{_WORDS[len(chosen) - FEWEST]}_choices"


def kinds_in(instrument: Instrument, editions: Iterable[str]) -> tuple[str, ...]:
    """The kinds of these editions, that of the standard one first."""
    found = {kind_of(instrument, edition) for edition in editions}
    return tuple(sorted(found, key=lambda kind: (kind != kind_of(instrument, STANDARD), list(KINDS).index(kind))))


def counted_as(instrument: Instrument, kind: str) -> Instrument:
    """The questionnaire as it counts answers of one kind: itself, or with the choices of all editions of that kind."""
    if kind == kind_of(instrument, STANDARD):
        return instrument
    editions = [edition for edition in instrument.editions if kind_of(instrument, edition) == kind]
    sections = tuple(
        replace(section, items=tuple(_with_choices_of(item, editions) for item in section.items))
        for section in instrument.sections
    )
    return replace(instrument, sections=sections)


def _with_choices_of(item: Item, editions: Sequence[str]) -> Item:
    options: dict[int, Option] = {}
    for edition in editions:
        options |= {option.code: option for option in item.scale_of(edition).options}
    ordered = sorted(options.values(), key=lambda option: option.part is Part.DECLINED)
    return replace(item, scale=Scale("+".join(editions), tuple(ordered)))


def codes_of(instrument: Instrument, key: str, edition: str = STANDARD) -> list[int]:
    """The codes that an answer to the item may have in that edition."""
    return [option.code for option in instrument.item(key).scale_of(edition).options]


def item_told(findings: Findings, table: ReleasedTable) -> Item:
    """The statement with the choices that the people of a released table had."""
    asked = load(findings.instrument)
    codes = (note.code.removeprefix(MAIN) for note in findings.notes if note.code.startswith(MAIN))
    kind = table.by if table.by in KINDS else next(codes, kind_of(asked, STANDARD))
    return counted_as(asked, kind).item(table.item)
