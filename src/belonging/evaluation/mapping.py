"""A small file that says what the columns and values of an answer file mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from belonging.evaluation.adhoc import InvalidMapping, read_questionnaire
from belonging.evaluation.answers import RAW_COLUMNS, AnswerSet, InvalidAnswers
from belonging.evaluation.files import Sheet
from belonging.instruments.model import Instrument, Item

_TABLES = ("columns", "fixed", "values", "items", "answers", "answers_of", "missing", "rolls", "questionnaire")
_MISSING = ("", "NA", "NaN", "null")


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a mapping file says. Every part may be left out; columns then have our own names.

    `columns` and `items` map our name to the file's; `fixed` gives one value to all rows; `values`
    maps a file's group value to ours; `answers` (all items) and `answers_of` (one item) map a file's
    answer to a code; `rolls` are by (school, wave); `questionnaire` describes one that is not ours.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    answers_of: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    missing: tuple[str, ...] = _MISSING
    rolls: Mapping[tuple[str, str], int] = field(default_factory=dict)
    questionnaire: Instrument | None = None


def read_mapping(path: Path) -> Mapped:
    """Read a mapping file. Raises InvalidMapping, naming file and remedy."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InvalidMapping(f"{path} cannot be read ({error.strerror}). Check the name.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidMapping(f"{path.name} is not TOML in UTF-8: {error}.") from error
    unknown = [name for name in raw if name not in _TABLES]
    if unknown:
        raise InvalidMapping(f"{path.name}: there is no part [{unknown[0]}]. Use {', '.join(_TABLES)}.")
    for name in (*raw.get("columns", {}), *raw.get("fixed", {}), *raw.get("values", {})):
        if name not in RAW_COLUMNS:
            raise InvalidMapping(f"{path.name}: {name!r} is no group column. Use {', '.join(RAW_COLUMNS)}.")
    try:
        return _mapped(raw)
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidMapping(f"{path.name}: {error}.") from error


def _mapped(raw: Mapping[str, Any]) -> Mapped:
    described = raw.get("questionnaire")
    missing = raw.get("missing", {}).get("values", [])
    return Mapped(
        columns=_text_table(raw, "columns"),
        fixed=_text_table(raw, "fixed"),
        values={name: _text_table(raw["values"], name) for name in raw.get("values", {})},
        items=_text_table(raw, "items"),
        answers=_code_table(raw, "answers"),
        answers_of={name: _code_table(raw["answers_of"], name) for name in raw.get("answers_of", {})},
        missing=(*_MISSING, *(str(value) for value in missing)),
        rolls={
            (school, wave): int(roll)
            for wave, schools in raw.get("rolls", {}).items()
            for school, roll in schools.items()
        },
        questionnaire=None if described is None else read_questionnaire(described),
    )


def _text_table(raw: Mapping[str, Any], name: str) -> dict[str, str]:
    return {str(key): str(value) for key, value in raw.get(name, {}).items()}


def _code_table(raw: Mapping[str, Any], name: str) -> dict[str, int]:
    return {str(key): int(value) for key, value in raw.get(name, {}).items()}


def apply_mapping(sheet: Sheet, mapped: Mapped, instrument: Instrument) -> tuple[AnswerSet, tuple[str, ...]]:
    """The answer set, and the file's columns that were not used. Raises InvalidMapping, InvalidAnswers."""
    groups = {name: mapped.columns.get(name, name) for name in RAW_COLUMNS}
    items = {item.key: mapped.items.get(item.key, item.key) for item in instrument.items}
    _check_names(sheet, mapped, items)
    wanted = [pl.lit(value).alias(name) for name, value in mapped.fixed.items()]
    present = sheet.frame.select(pl.all().exclude(pl.List, pl.Struct, pl.Object))
    series = [
        _group(present.get_column(column), name, mapped)
        for name, column in groups.items()
        if column in present.columns and name not in mapped.fixed
    ]
    series += [
        _codes(sheet, present.get_column(column), instrument.item(key), mapped)
        for key, column in items.items()
        if column in present.columns
    ]
    used = {*groups.values(), *items.values()}
    ignored = tuple(name for name in sheet.frame.columns if name not in used)
    return AnswerSet.from_frame(instrument, pl.DataFrame(series).with_columns(wanted), sheet.place), ignored


def _check_names(sheet: Sheet, mapped: Mapped, items: Mapping[str, str]) -> None:
    for key in (*mapped.items, *mapped.answers_of):
        if key not in items:
            raise InvalidMapping(f"{key!r} is no item of this questionnaire. Use {', '.join(items)}.")
    for name, column in {**mapped.columns, **mapped.items}.items():
        if column not in sheet.frame.columns:
            raise InvalidMapping(
                f"{sheet.name} has no column {column!r} (mapped to {name}). "
                f"Its columns are {', '.join(sheet.frame.columns)}."
            )


def _texts(column: pl.Series, missing: tuple[str, ...]) -> pl.Series:
    """As text, whole numbers without a decimal point, what counts as missing as null."""
    if column.dtype.is_float() and (column.drop_nulls().drop_nans() % 1 == 0).all():
        column = column.fill_nan(None).cast(pl.Int64)
    text = column.cast(pl.String).str.strip_chars()
    return text.set(text.is_in(missing), None)


def _group(column: pl.Series, name: str, mapped: Mapped) -> pl.Series:
    text = _texts(column, mapped.missing)
    recodes = mapped.values.get(name, {})
    return (text.replace(recodes) if recodes else text).rename(name)


def _codes(sheet: Sheet, column: pl.Series, item: Item, mapped: Mapped) -> pl.Series:
    """Codes by the mapping, else by the choice's own number, label or value."""
    text = _texts(column, mapped.missing)
    labels = {
        spelling: option.code
        for option in item.scale.options
        for spelling in (str(option.code), option.value, str(option.label))
    }
    meaning: dict[str, int] = {**labels, **mapped.answers, **mapped.answers_of.get(item.key, {})}
    codes = text.replace_strict(meaning, default=None, return_dtype=pl.Int64)
    lost = codes.is_null() & text.is_not_null()
    if lost.any():
        row = int(lost.arg_max() or 0)
        raise InvalidAnswers(
            f"{sheet.place(row + 1)}, column {column.name!r}: {text[row]!r} is not an answer to {item.key!r}. "
            f"Say which code it means under [answers] of a mapping file, or list it there under [missing] values "
            "(--map; docs/methods/files.md)."
        )
    return codes.rename(item.key)
