"""A file of editions, laid over the questionnaire whose items it words otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from belonging.instruments.choices import STANDARD, Edition, Scale, Text
from belonging.instruments.model import AboutMe, Instrument, Item
from belonging.instruments.scales import read_scales, refuse_repeats
from belonging.instruments.tables import Table, meant
from belonging.instruments.wording import read_languages, read_text

Words = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class _Worded:
    """One edition of the file, and what it says otherwise: statements, plainer words, questions about the pupil."""

    edition: Edition
    scale: Scale
    wording: Words
    plainer: Words
    about: Words


def read_editions(root: Table, instrument: Instrument) -> Instrument:
    """The same questionnaire with its other editions. Raise InvalidInstrument unless the file is whole."""
    root.only("of", "languages", "scales", "editions")
    root.one_of("of", (instrument.name,))
    languages = read_languages(root)
    scales = read_scales(root, languages)
    _refuse_other_meanings(root, instrument, scales)
    rows = root.tables("editions")
    worded: dict[str, _Worded] = {}
    for row in rows:
        read = _edition(row, instrument, scales, worded)
        if read.edition.key in instrument.editions:
            raise row.error(f"{instrument.name} has '{read.edition.key}' itself", "leave it out here", "key")
        worded.setdefault(read.edition.key, read)
    refuse_repeats(rows, "key", [row.name() for row in rows])
    return _laid_over(instrument, tuple(worded.values()))


def _refuse_other_meanings(root: Table, instrument: Instrument, scales: Mapping[str, Scale]) -> None:
    """A code says on every scale of an item the same: good, middling, bad or not said. A key names one scale."""
    own = {item.scale.key: item.scale for item in instrument.items}
    parts = {option.code: option.part for scale in own.values() for option in scale.options}
    for key, scale in scales.items():
        if key in own and own[key] != scale:
            problem = f"scale '{key}' is not as {instrument.name} has it"
            raise root.table("scales").error(problem, "copy it from there, or give it another name", key)
        for place, option in enumerate(scale.options):
            if parts.setdefault(option.code, option.part) is not option.part:
                problem = f"code {option.code} is {parts[option.code]} on another scale"
                remedy = "give this choice a code of its own"
                raise root.table("scales").table(key).error(problem, remedy, "options", place)


def _edition(row: Table, instrument: Instrument, scales: Mapping[str, Scale], before: Mapping[str, _Worded]) -> _Worded:
    row.only("key", "scale", "words_of", "name", "for_whom", "introduction", "wording", "plainer", "about")
    scale = scales[row.one_of("scale", scales)]
    edition = Edition(
        key=row.name(),
        name=read_text(row, "name", instrument.languages),
        for_whom=read_text(row, "for_whom", instrument.languages),
        introduction=read_text(row, "introduction", instrument.languages),
        scale=scale,
    )
    items = tuple(item.key for item in instrument.items)
    wording, plainer = _words(row, "wording", items), _words(row, "plainer", items)
    about = _words(row, "about", tuple(question.key for question in instrument.about_me))
    if "words_of" not in row:
        return _Worded(edition, scale, wording, plainer, about)
    first = before[row.one_of("words_of", before)]
    return _Worded(edition, scale, {**first.wording, **wording}, {**first.plainer, **plainer}, {**first.about, **about})


def _words(row: Table, name: str, known: tuple[str, ...]) -> Words:
    if name not in row:
        return {}
    table = row.table(name)
    for key in table.values:
        if key not in known:
            raise table.error(f"nothing is asked under '{key}'", meant(key, known), key)
    return {key: read_text(table, key, ("en",)) for key in table.values}


def _laid_over(instrument: Instrument, worded: tuple[_Worded, ...]) -> Instrument:
    sections = tuple(
        replace(section, items=tuple(_item(item, worded) for item in section.items)) for section in instrument.sections
    )
    return replace(
        instrument,
        editions=(*instrument.editions, *(each.edition.key for each in worded)),
        other_editions=tuple(each.edition for each in worded),
        sections=sections,
        about_me=tuple(_question(question, worded) for question in instrument.about_me),
    )


def _item(item: Item, worded: tuple[_Worded, ...]) -> Item:
    wording = {each.edition.key: each.wording.get(item.key, item.wording[STANDARD]) for each in worded}
    return replace(
        item,
        wording=MappingProxyType({**item.wording, **wording}),
        plainer_of=_said(worded, lambda each: each.plainer.get(item.key)),
        scales=MappingProxyType({each.edition.key: each.scale for each in worded}),
    )


def _question(question: AboutMe, worded: tuple[_Worded, ...]) -> AboutMe:
    return replace(question, wording_of=_said(worded, lambda each: each.about.get(question.key)))


def _said(worded: tuple[_Worded, ...], words: Callable[[_Worded], Text | None]) -> Words:
    """By edition, where one has words of its own."""
    found = {each.edition.key: words(each) for each in worded}
    return MappingProxyType({key: text for key, text in found.items() if text is not None})
