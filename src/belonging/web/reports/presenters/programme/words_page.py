"""The pages on which the team writes its own words around the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belonging.web.reports.models import ReportWords
from belonging.web.reports.presenters.programme.content import Block, Points, Sentence, Words
from belonging.web.reports.presenters.programme.page import Shown
from belonging.web.reports.presenters.programme.parts import PARTS, Part, rendered, written
from belonging.web.reports.presenters.programme.places import Place
from belonging.web.reports.presenters.wording import british_date
from belonging.web.reports.queries.programme import Evidence
from belonging.web.reports.rules.figure_words import DEFAULT, LIKELY_CAUSES, places_in


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part in the list. `standing`: whose words stand there. `look_again`: how many sentences need a look."""

    name: str
    title: str
    standing: str
    look_again: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Places of one kind, as the list of places has them."""

    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    written: str
    text: str


@dataclass(frozen=True, slots=True)
class WordsPage:
    """`preview`: as it reads with today's figures. `caution`: words that say cause, where a change is only a change.

    `near`: the places that stand in the text or in the report's own words of this part; `shelves` have them all.
    """

    title: str
    help: str
    text: str
    after: int
    is_own: bool
    preview: tuple[Shown, ...]
    look_again: tuple[str, ...]
    caution: str
    near: tuple[Place, ...]
    shelves: tuple[Shelf, ...]
    versions: tuple[VersionLine, ...]


def part_lines(evidence: Evidence, places: Mapping[str, Place]) -> tuple[PartLine, ...]:
    return tuple(_line(part, evidence, places) for part in PARTS)


def words_page(
    part: Part,
    evidence: Evidence,
    places: Mapping[str, Place],
    versions: Sequence[ReportWords],
    typed: str | None = None,
) -> WordsPage:
    """`typed`: what the person has written and not saved; None before."""
    kept = versions[0] if versions else None
    own = kept if kept is not None and kept.text != DEFAULT else None
    text = own.text if own else part.default(evidence, places)
    shown = text if typed is None else typed
    then = own.figures if own and typed is None else {}
    blocks = rendered(shown, places, then) if shown.strip() else []
    return WordsPage(
        title=part.title,
        help=part.help,
        text=shown,
        after=kept.version if kept else 0,
        is_own=own is not None,
        preview=tuple(Shown(type(block).__name__.lower(), block) for block in (*blocks, *part.always)),
        look_again=tuple(said.changed for said in _sentences(blocks) if said.changed),
        caution=_caution(shown),
        near=tuple(_near(places, shown, part.default(evidence, places))),
        shelves=tuple(_shelves(places)),
        versions=tuple(_version(each) for each in versions),
    )


def _line(part: Part, evidence: Evidence, places: Mapping[str, Place]) -> PartLine:
    kept = evidence.words.get(part.name)
    if kept is not None and kept.text != DEFAULT:
        standing = "Left out by you" if not kept.text else f"Your words of {british_date(kept.written_at)}"
    else:
        standing = "Nobody’s words yet: left out of the print" if part.slot else "Written by the report itself"
    changed = [said for said in _sentences(written(part, evidence, places)) if said.changed]
    return PartLine(part.name, part.title, standing, len(changed))


def _sentences(blocks: Sequence[Block]) -> list[Sentence]:
    found: list[Sentence] = []
    for block in blocks:
        if isinstance(block, Words):
            found += block.sentences
        elif isinstance(block, Points):
            found += block.lines
    return found


def _near(places: Mapping[str, Place], *texts: str) -> list[Place]:
    names = dict.fromkeys(name for text in texts for name in places_in(text))
    return [places[name] for name in names if name in places]


def _shelves(places: Mapping[str, Place]) -> list[Shelf]:
    shelves: dict[str, list[Place]] = {}
    for place in places.values():
        shelves.setdefault(place.shelf, []).append(place)
    return [Shelf(title, tuple(found)) for title, found in shelves.items()]


def _version(kept: ReportWords) -> VersionLine:
    text = "The report’s own words" if kept.text == DEFAULT else kept.text or "Left out"
    return VersionLine(kept.version, british_date(kept.written_at), text)


def _caution(text: str) -> str:
    found = LIKELY_CAUSES.search(text)
    if found is None:
        return ""
    return (
        f"“{found[0]}” says that the programme made a change. Nobody was compared with schools outside it, so a change "
        "tells what is different now, and not what made it so. Is there a word that claims less?"
    )
