"""A questionnaire file, read into an Instrument: reads like the file's own table of contents."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType

from belonging.instruments import facts
from belonging.instruments.asked_if import read_asked_if
from belonging.instruments.model import (
    AboutMe,
    Audience,
    CommentBox,
    Instrument,
    Item,
    Rights,
    Scale,
    Section,
    Text,
)
from belonging.instruments.scales import read_choices, read_scales, refuse_repeats
from belonging.instruments.tables import Table, meant
from belonging.instruments.wording import read_languages, read_optional_text, read_text

LONGEST_MINUTES = 60


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What items may name."""

    languages: tuple[str, ...]
    editions: tuple[str, ...]
    scales: Mapping[str, Scale]
    constructs: Set[str]


def read_instrument(root: Table, constructs: Set[str], digest: str) -> Instrument:
    """Raise InvalidInstrument unless the file is whole; `constructs` are the keys of its framework."""
    root.only(
        *("key", "version", "audience", "framework", "title", "introduction", "minutes", "languages"),
        *("editions", "rights", "scales", "sections", "about_me", "comment_boxes"),
    )
    languages = read_languages(root)
    vocabulary = _Vocabulary(languages, _editions(root), read_scales(root, languages), constructs)
    instrument = Instrument(
        key=root.name(),
        version=root.number("version", 1, 9999),
        audience=Audience(root.one_of("audience", tuple(Audience))),
        title=read_text(root, "title", languages),
        introduction=read_text(root, "introduction", languages),
        rights=_rights(root.table("rights")),
        editions=vocabulary.editions,
        languages=languages,
        sections=_sections(root, vocabulary),
        about_me=_about_me(root, languages),
        comment_boxes=_comment_boxes(root, languages),
        minutes=root.number("minutes", 1, LONGEST_MINUTES),
        digest=digest,
    )
    _refuse_shared_names(root, instrument)
    return instrument


def _editions(root: Table) -> tuple[str, ...]:
    editions = root.texts("editions")
    if editions[0] != "standard":
        raise root.error('editions do not begin with "standard"', 'put "standard" first', "editions")
    return editions


def _rights(table: Table) -> Rights:
    table.only("licence", "holder", "note", "permission_needed")
    return Rights(
        licence=table.text("licence"),
        holder=table.text("holder"),
        note=table.text("note"),
        permission_needed=table.flag("permission_needed"),
    )


def _sections(root: Table, vocabulary: _Vocabulary) -> tuple[Section, ...]:
    rows = root.tables("sections")
    if not rows:
        raise root.error("there are no sections", "begin one with [[sections]]", "sections")
    sections = tuple(_section(row, vocabulary) for row in rows)
    refuse_repeats(rows, "key", [section.key for section in sections])
    return read_asked_if(root, sections)


def _section(table: Table, vocabulary: _Vocabulary) -> Section:
    table.only("key", "title", "items")
    rows = table.tables("items")
    if not rows:
        raise table.error("this section has no items", "add one with [[sections.items]]", "items")
    return Section(
        key=table.name(),
        title=read_text(table, "title", vocabulary.languages),
        items=tuple(_item(row, vocabulary) for row in rows),
    )


def _item(table: Table, vocabulary: _Vocabulary) -> Item:
    table.only("key", "construct", "scale", "reverse", "source", "wording", "plainer", "spoken", "asked_if")
    key = table.name()
    scale, construct = table.text("scale"), table.text("construct")
    if scale not in vocabulary.scales:
        remedy = meant(scale, vocabulary.scales)
        raise table.error(f"item '{key}' uses scale '{scale}'", remedy, "scale")
    if construct not in vocabulary.constructs:
        remedy = meant(construct, vocabulary.constructs)
        raise table.error(f"item '{key}' belongs to construct '{construct}'", remedy, "construct")
    return Item(
        key=key,
        construct=construct,
        scale=vocabulary.scales[scale],
        wording=_wording(table, key, vocabulary),
        reverse=table.flag("reverse", default=False),
        plainer=read_optional_text(table, "plainer", vocabulary.languages),
        spoken=read_optional_text(table, "spoken", vocabulary.languages),
        source=table.text("source", default=""),
    )


def _wording(item: Table, key: str, vocabulary: _Vocabulary) -> Mapping[str, Text]:
    if "wording" not in item:
        remedy = 'add wording.standard.en = "…"'
        raise item.error(f"item '{key}' has no wording", remedy)
    table = item.table("wording")
    for edition in table.values:
        if edition not in vocabulary.editions:
            remedy = meant(edition, vocabulary.editions)
            raise table.error(f"item '{key}' is worded for edition '{edition}'", remedy, edition)
    for edition in vocabulary.editions:
        if edition not in table:
            remedy = f'add wording.{edition}.en = "…"'
            raise table.error(f"item '{key}' has no wording for edition '{edition}'", remedy)
    return MappingProxyType(
        {edition: read_text(table, edition, vocabulary.languages) for edition in vocabulary.editions}
    )


def _about_me(root: Table, languages: tuple[str, ...]) -> tuple[AboutMe, ...]:
    questions = []
    for table in root.tables("about_me", default=()):
        table.only("key", "fact", "wording", "options")
        fact = table.one_of("fact", facts.ASKED)
        questions.append(
            AboutMe(
                key=table.name(),
                fact=fact,
                wording=read_text(table, "wording", languages),
                options=read_choices(table, facts.ASKED[fact], languages),
            )
        )
    return tuple(questions)


def _comment_boxes(root: Table, languages: tuple[str, ...]) -> tuple[CommentBox, ...]:
    sections = [section.text("key") for section in root.tables("sections")]
    boxes = []
    for table in root.tables("comment_boxes", default=()):
        table.only("key", "wording", "hint", "section")
        wording, hint = read_text(table, "wording", languages), read_text(table, "hint", languages)
        section = table.one_of("section", sections) if "section" in table else ""
        boxes.append(CommentBox(table.name(), wording, hint, section))
    return tuple(boxes)


def _refuse_shared_names(root: Table, instrument: Instrument) -> None:
    """Every question is a column of the answer file, so that no two may share a name."""
    items = tuple(row for section in root.tables("sections") for row in section.tables("items"))
    for row, item in zip(items, instrument.items, strict=True):
        if item.key in facts.COLUMNS:
            remedy = "call the item something else"
            raise row.error(f"'{item.key}' is the name of a group column", remedy, "key")
    questions = root.tables("about_me", default=())
    boxes = root.tables("comment_boxes", default=())
    rows = (*items, *questions, *boxes)
    refuse_repeats(rows, "key", [row.name() for row in rows])
    refuse_repeats(questions, "fact", [question.fact for question in instrument.about_me])
