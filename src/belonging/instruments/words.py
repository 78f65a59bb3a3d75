"""The words of the questionnaires and of the pages that ask them, by flat keys: what is translated, and put back.

English stands in the catalogue's own files. A draft in another language is `catalogue/words/NAME.LANGUAGE.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final

from belonging.instruments.choices import STANDARD, Scale, Text
from belonging.instruments.languages import LANGUAGES, Language
from belonging.instruments.load import catalogue_text, is_in_catalogue, load
from belonging.instruments.model import AboutMe, Instrument, Item
from belonging.instruments.tables import Table, parse

__all__ = ["ANSWERING", "DRAFT", "LANGUAGES", "NAMES", "Language", "draft", "english", "worded"]

ANSWERING: Final = "answering_v1"
DRAFT: Final = "draft"
NAMES: Final = ("pupil_v1", "pupil_v1.editions", "parent_v1", "staff_v1", ANSWERING)
"""What is translated."""

_EDITIONS: Final = ".editions"
Keyed = Iterator[tuple[str, Text]]
Pick = Callable[[Text], Text]


@cache
def english(name: str) -> Mapping[str, str]:
    """The English words under their flat keys, in the order in which they are read.

    Of the pages, whose tables word one another's keys anew: "pupil.KEY", "younger.KEY", "adult.KEY".
    """
    if name == ANSWERING:
        root = parse(catalogue_text(f"{ANSWERING}.toml"), f"{ANSWERING}.toml")
        parts = ("pupil", "younger", "adult")
        return MappingProxyType(
            {f"{part}.{key}": text for part in parts for key, text in _flat(root.table(part)).items()}
        )
    instrument = load(name.removesuffix(_EDITIONS))
    keyed = _of_editions(instrument) if name.endswith(_EDITIONS) else _of_questionnaire(instrument)
    return MappingProxyType({key: str(text) for key, text in keyed})


@cache
def draft(name: str, language: str) -> Mapping[str, str] | None:
    """The drafted translation under the same keys; None where there is none. Raises InvalidInstrument."""
    file = f"{name}.{language}.toml"
    if not is_in_catalogue(f"words/{file}"):
        return None
    root = parse(catalogue_text(f"words/{file}"), file)
    root.only("of", "language", "state", "texts")
    root.one_of("of", (name,))
    root.one_of("language", (language,))
    root.one_of("state", (DRAFT,))
    return MappingProxyType(_flat(root.table("texts")))


def worded(instrument: Instrument, language: str, texts: Mapping[str, str]) -> Instrument:
    """The same questionnaire, also in `language`. `texts`: by its own flat keys and by those of its editions.

    What is missing there is English alone; other keys are passed over.
    """
    keyed = (*_of_questionnaire(instrument), *_of_editions(instrument))
    # By identity: an edition that has words of another holds that very Text, and no key of its own.
    said = {id(text): _also(text, language, texts[key]) for key, text in keyed if key in texts}

    def pick(text: Text) -> Text:
        return said.get(id(text), text)

    return replace(
        instrument,
        languages=(*(each for each in instrument.languages if each != language), language),
        title=pick(instrument.title),
        introduction=pick(instrument.introduction),
        sections=tuple(
            replace(section, title=pick(section.title), items=tuple(_item(item, pick) for item in section.items))
            for section in instrument.sections
        ),
        about_me=tuple(_question(question, pick) for question in instrument.about_me),
        comment_boxes=tuple(
            replace(box, wording=pick(box.wording), hint=pick(box.hint)) for box in instrument.comment_boxes
        ),
        other_editions=tuple(
            replace(
                edition,
                name=pick(edition.name),
                for_whom=pick(edition.for_whom),
                introduction=pick(edition.introduction),
                scale=edition.scale and _scale(edition.scale, pick),
            )
            for edition in instrument.other_editions
        ),
    )


def _also(text: Text, language: str, words: str) -> Text:
    return Text(MappingProxyType({**text.by_language, language: words}))


def _item(item: Item, pick: Pick) -> Item:
    return replace(
        item,
        wording=_each(item.wording, pick),
        plainer=item.plainer and pick(item.plainer),
        spoken=item.spoken and pick(item.spoken),
        plainer_of=_each(item.plainer_of, pick),
        scale=_scale(item.scale, pick),
        scales=MappingProxyType({edition: _scale(scale, pick) for edition, scale in item.scales.items()}),
    )


def _question(question: AboutMe, pick: Pick) -> AboutMe:
    return replace(
        question,
        wording=pick(question.wording),
        wording_of=_each(question.wording_of, pick),
        options=tuple(replace(option, label=pick(option.label)) for option in question.options),
    )


def _each(texts: Mapping[str, Text], pick: Pick) -> Mapping[str, Text]:
    return MappingProxyType({key: pick(text) for key, text in texts.items()})


def _scale(scale: Scale, pick: Pick) -> Scale:
    return replace(scale, options=tuple(replace(option, label=pick(option.label)) for option in scale.options))


def _flat(table: Table) -> dict[str, str]:
    return {key: table.text(key) for key in table.values}


def _of_questionnaire(asked: Instrument) -> Keyed:
    yield "title", asked.title
    yield "introduction", asked.introduction
    for section in asked.sections:
        yield f"section.{section.key}", section.title
    for item in asked.items:
        yield f"item.{item.key}", item.wording[STANDARD]
        if item.plainer:
            yield f"plainer.{item.key}", item.plainer
        if item.spoken:
            yield f"spoken.{item.key}", item.spoken
    yield from _of_scales(item.scale for item in asked.items)
    for question in asked.about_me:
        yield f"about.{question.key}", question.wording
        for option in question.options:
            yield f"about.{question.key}.{option.value}", option.label
    for box in asked.comment_boxes:
        yield f"comment.{box.key}", box.wording
        yield f"comment.{box.key}.hint", box.hint


def _of_editions(asked: Instrument) -> Keyed:
    """What each edition words itself. What it has from the standard or from another one has its key there."""
    elsewhere = {id(item.wording[STANDARD]) for item in asked.items}
    for edition in asked.other_editions:
        for key, text in _of_edition(asked, edition.key):
            if id(text) not in elsewhere:
                yield key, text
            elsewhere.add(id(text))
    yield from _of_scales(edition.scale for edition in asked.other_editions if edition.scale)


def _of_edition(asked: Instrument, key: str) -> Keyed:
    edition = asked.edition(key)
    yield f"{key}.name", edition.name
    yield f"{key}.for_whom", edition.for_whom
    yield f"{key}.introduction", edition.introduction
    for item in asked.items:
        yield f"{key}.item.{item.key}", item.wording[key]
        if key in item.plainer_of:
            yield f"{key}.plainer.{item.key}", item.plainer_of[key]
    for question in asked.about_me:
        if key in question.wording_of:
            yield f"{key}.about.{question.key}", question.wording_of[key]


def _of_scales(scales: Iterable[Scale]) -> Keyed:
    for scale in scales:
        for option in scale.options:
            yield f"choice.{scale.key}.{option.value}", option.label
