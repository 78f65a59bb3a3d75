"""A small file that says what the columns and values of an answer file mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from belonging.evaluation.adhoc import InvalidMapping, read_questionnaire
from belonging.evaluation.answer_checks import ALLOWED
from belonging.evaluation.answers import RAW_COLUMNS
from belonging.evaluation.movers import Roll
from belonging.evaluation.roll_tables import read_rolls
from belonging.evaluation.toml_parts import TomlFile, read_toml, use
from belonging.instruments.model import Instrument

MISSING: Final = ("", "NA", "NaN", "null")

_PARTS: Final = ("columns", "fixed", "values", "items", "answers", "answers_of", "missing", "rolls", "questionnaire")


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a mapping file says. Every part may be left out; columns then have our own names.

    `columns` and `items` map our name to the file's; `fixed` gives one value to all rows; `values`
    maps a file's group value to ours; `answers` (all items) and `answers_of` (one item) map a file's
    answer to a code; `movers` are the rolls by (school, wave); `questionnaire` describes one that is not ours.
    `name` is the mapping file's own.
    """

    name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    answers_of: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    missing: tuple[str, ...] = MISSING
    movers: Mapping[tuple[str, str], Roll] = field(default_factory=dict)
    questionnaire: Instrument | None = None

    @property
    def rolls(self) -> dict[tuple[str, str], int]:
        """People on roll on the day, by (school, wave)."""
        return {place: roll.on_roll for place, roll in self.movers.items()}


def read_mapping(path: Path) -> Mapped:
    """Read a mapping file. Raises InvalidMapping or UnusableToml, naming file, part and remedy."""
    file = read_toml(path)
    file.refuse_unknown(_PARTS, "part")
    values, answers_of = file.table("values"), file.table("answers_of")
    mapped = Mapped(
        name=file.name,
        columns=file.texts(file.table("columns"), "[columns]"),
        fixed=file.texts(file.table("fixed"), "[fixed]"),
        values={name: _texts_in(file, values, f"values.{name}", name) for name in values},
        items=file.texts(file.table("items"), "[items]"),
        answers=file.whole_numbers(file.table("answers"), "[answers]"),
        answers_of={
            name: file.whole_numbers(file.inside(answers_of, name, f"[answers_of.{name}]"), f"[answers_of.{name}]")
            for name in answers_of
        },
        missing=(*MISSING, *_marks(file)),
        movers=read_rolls(file),
        questionnaire=_questionnaire(file),
    )
    _refuse_unknown_groups(mapped)
    return mapped


def _texts_in(file: TomlFile, table: Mapping[str, object], part: str, name: str) -> dict[str, str]:
    return file.texts(file.inside(table, name, f"[{part}]"), f"[{part}]")


def _marks(file: TomlFile) -> tuple[str, ...]:
    part = file.table("missing")
    marks = part.get("values", [])
    if set(part) - {"values"} or not isinstance(marks, list):
        raise InvalidMapping(f'{file.name}, [missing] is not as expected. Write it as values = ["-99", "n/a"].')
    return tuple(str(mark) for mark in marks)


def _questionnaire(file: TomlFile) -> Instrument | None:
    if "questionnaire" not in file.content:
        return None
    try:
        return read_questionnaire(file.table("questionnaire"))
    except InvalidMapping as error:
        raise InvalidMapping(f"{file.name}: {error}") from error


def _refuse_unknown_groups(mapped: Mapped) -> None:
    """Raise InvalidMapping for a group column or a value of it that does not exist."""
    for part in ("columns", "fixed", "values"):
        for name in getattr(mapped, part):
            if name not in RAW_COLUMNS:
                raise InvalidMapping(f"{mapped.name}, [{part}]: {name!r} is no group column. {use(name, RAW_COLUMNS)}")
    meant = [(f"[fixed]: {name}", name, value) for name, value in mapped.fixed.items()]
    meant += [
        (f"[values.{name}]: {theirs!r}", name, ours)
        for name in mapped.values
        for theirs, ours in mapped.values[name].items()
    ]
    for where, name, value in meant:
        if name in ALLOWED and value not in ALLOWED[name]:
            raise InvalidMapping(f"{mapped.name}, {where} is given as {value!r}. {use(value, ALLOWED[name])}")
