"""What the columns of a pack's files are: names, labels, codes. One list, from which every format is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from belonging.evaluation.coarsening import WITHHELD
from belonging.evaluation.groups import NOT_SAID, WAVES, group_label
from belonging.instruments.choices import Part
from belonging.instruments.model import STANDARD, Audience, Instrument, Item
from belonging.instruments.words import LANGUAGES
from belonging.web.surveys.rules.helping import WORDS as HELP_WORDS
from belonging.web.surveys.rules.helping import Help

UNANSWERED: Final = -9
WITHHELD_CODE: Final = -8
UNSTATED: Final = -7
UNANSWERED_WORDS: Final = "Not answered"
FACT_GAPS: Final = {WITHHELD_CODE: "Withheld: fewer than 10 alike", UNSTATED: "Not stated"}
NO_HELP: Final = "none"
PUPIL: Final = "pupil"
"""The column that matched rows have: the same in both rows of one pupil."""


@dataclass(frozen=True, slots=True)
class Variable:
    """`values`: what each code says; `missing`: those codes that are no answer. Without values it is text.

    `question` is what was asked, word for word; `says` explains what needs it. `coded` are the codes of the words
    that the rows have.
    """

    name: str
    label: str
    values: Mapping[int, str] = field(default_factory=dict)
    missing: tuple[int, ...] = ()
    question: str = ""
    says: str = ""
    coded: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """One file's rows, coded, with what its columns are. `name` is the audience, and the file's name."""

    name: str
    title: str
    variables: tuple[Variable, ...]
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    values: tuple[str, ...]
    audiences: tuple[Audience, ...] = (Audience.PUPIL, Audience.PARENT, Audience.STAFF)


_ASKED_OF_FAMILIES: Final = (Audience.PUPIL, Audience.PARENT)
_FACTS: Final = {
    "year_group": _Fact("Year group", ("R", *(str(year) for year in range(1, 14)), "X"), (Audience.PUPIL,)),
    "phase": _Fact("School phase", ("primary", "secondary", "sixth_form", "not_by_year")),
    "sen": _Fact("SEN: none, support or plan", ("N", "K", "E"), (Audience.PUPIL,)),
    "send": _Fact("SEND", ("send", "no_send"), _ASKED_OF_FAMILIES),
    "gender": _Fact("Gender as answered, or sex as listed", ("girl", "boy", "another"), (Audience.PUPIL,)),
    "role": _Fact("Role in the school", ("teaching", "support", "other"), (Audience.STAFF,)),
    "language": _Fact("Language of the page", tuple(LANGUAGES)),
    "edition": _Fact("Edition of the questionnaire", (), (Audience.PUPIL,)),
    "help": _Fact("Help with answering", (NO_HELP, *(kind.value for kind in Help if kind.value)), (Audience.PUPIL,)),
    "way": _Fact("Answered on a screen or on paper", ("screen", "paper")),
}


def dataset(instrument: Instrument, frame: pl.DataFrame, schools: Mapping[str, str], *, mark: str = "") -> Dataset:
    """Coarsened rows with codes in place of words. `schools`: their codes by their ids; `mark` begins every label."""
    variables = [_school(), _wave()]
    texts = [_pupil()] if PUPIL in frame.columns else []
    variables += [_fact(instrument, name, fact) for name, fact in _FACTS.items() if _holds(instrument, fact)]
    variables += [_choices(instrument)]
    items = [_item(instrument, item) for item in instrument.items]
    columns = [
        pl.col("school").replace_strict(dict(schools), return_dtype=pl.String),
        *(_codes(each) for each in variables[1:]),
        *(pl.col(each.name) for each in texts),
        *(pl.col(each.name).cast(pl.Int16).fill_null(UNANSWERED) for each in items),
    ]
    named = tuple(_marked(each, mark) for each in (*variables, *texts, *items))
    title = " ".join(part for part in (mark, f"{instrument.title}, {instrument.name}") if part)
    name = "-".join(part for part in (mark, instrument.audience.value) if part)
    return Dataset(name, title, named, frame.select(columns))


def _holds(instrument: Instrument, fact: _Fact) -> bool:
    return instrument.audience in fact.audiences


def _marked(variable: Variable, mark: str) -> Variable:
    if not mark:
        return variable
    values = {code: f"{words} ({mark.lower()})" for code, words in variable.values.items()}
    return replace(variable, label=f"{mark}: {variable.label}", values=values)


def _codes(variable: Variable) -> pl.Expr:
    source = "codes" if variable.name == "choices" else variable.name
    return pl.col(source).replace_strict(dict(variable.coded), return_dtype=pl.Int16).alias(variable.name)


def _school() -> Variable:
    return Variable("school", "School’s code", says="A code of these packs alone, not the letter that a report has.")


def _pupil() -> Variable:
    says = "Joins the two rows of one pupil. Drawn for this file alone; it stands in no other."
    return Variable(PUPIL, "Pupil, at baseline and endline", says=says)


def _wave() -> Variable:
    coded = {wave: at for at, wave in enumerate(WAVES, start=1)}
    return Variable("wave", "Wave", {at: wave.capitalize() for wave, at in coded.items()}, coded=coded)


def _fact(instrument: Instrument, name: str, fact: _Fact) -> Variable:
    known = instrument.editions if name == "edition" else fact.values
    coded = {value: at for at, value in enumerate(known, start=1)}
    values = {at: _word(instrument.audience, name, value) for value, at in coded.items()}
    asked = next((str(each.wording) for each in instrument.about_me if each.fact == name), "")
    gaps = {WITHHELD: WITHHELD_CODE, NOT_SAID: UNSTATED}
    return Variable(name, fact.label, values | FACT_GAPS, tuple(FACT_GAPS), asked, coded=coded | gaps)


def _word(audience: Audience, name: str, value: str) -> str:
    if name == "language":
        return LANGUAGES[value].english
    if name == "help":
        return "No help, or none said" if value == NO_HELP else HELP_WORDS[Help(value)]
    if name in ("way", "role"):
        return value.capitalize()
    return group_label(name, value, audience)


def _choices(instrument: Instrument) -> Variable:
    """Whose choices a row's codes are from: editions with the very same codes are one."""
    first: dict[tuple[int, ...], str] = {}
    for edition in instrument.editions:
        codes = tuple(sorted(option.code for option in instrument.items[0].scale_of(edition).options))
        first.setdefault(codes, edition)
    coded = {edition: instrument.editions.index(edition) + 1 for edition in first.values()}
    values = {at: _offer(instrument, edition) for edition, at in coded.items()}
    says = "Whose choices the codes of the statements are from. Never withheld: the codes themselves would tell."
    return Variable("choices", "Choices that the codes are from", values, says=says, coded=coded)


def _offer(instrument: Instrument, edition: str) -> str:
    options = instrument.items[0].scale_of(edition).options
    return " / ".join(str(option.label) for option in options if option.part is not Part.DECLINED)


def _item(instrument: Instrument, item: Item) -> Variable:
    values: dict[int, str] = {}
    declined: set[int] = set()
    for edition in instrument.editions:
        for option in item.scale_of(edition).options:
            named = edition == STANDARD or option.part is Part.DECLINED
            words = str(option.label) if named else f"{option.label} ({edition.replace('_', ' ')})"
            values.setdefault(option.code, words)
            if option.part is Part.DECLINED:
                declined.add(option.code)
    wording = str(item.wording[STANDARD])
    says = "Agreeing is unfavourable: positive and negative change places." if item.reverse else ""
    missing = (*sorted(declined), UNANSWERED)
    return Variable(item.key, wording, values | {UNANSWERED: UNANSWERED_WORDS}, missing, wording, says)
