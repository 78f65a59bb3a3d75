"""From a file's rows to an answer set, by what a mapping says of its columns and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from belonging.evaluation.adhoc import InvalidMapping
from belonging.evaluation.answer_checks import REQUIRED, needed
from belonging.evaluation.answers import RAW_COLUMNS, AnswerSet, InvalidAnswers
from belonging.evaluation.mapping import Mapped
from belonging.evaluation.sheet import Sheet
from belonging.evaluation.toml_parts import use
from belonging.instruments.model import Instrument, Item

MOST_NAMED = 20
"""A file has more columns than a sentence can list."""

_NOT_TEXT = (pl.List, pl.Array, pl.Struct, pl.Object, pl.Binary)


@dataclass(frozen=True, slots=True)
class Applied:
    """`ignored` are the file's columns that were not used."""

    answers: AnswerSet
    ignored: tuple[str, ...]


def apply_mapping(sheet: Sheet, mapped: Mapped, instrument: Instrument) -> Applied:
    """Raises InvalidMapping, InvalidAnswers."""
    groups = {name: mapped.columns.get(name, name) for name in RAW_COLUMNS if name not in mapped.fixed}
    items = {item.key: mapped.items.get(item.key, item.key) for item in instrument.items}
    present = set(sheet.frame.columns)
    by_edition = "edition" in mapped.fixed or groups["edition"] in present
    known = {item.key: _known_codes(item, by_edition=by_edition) for item in instrument.items}
    _check_mapping(sheet, mapped, instrument, items, known)
    _check_sheet(sheet, groups, items)
    series = [
        _group(sheet.frame.get_column(column), name, mapped) for name, column in groups.items() if column in present
    ]
    series += [
        _codes(sheet, sheet.frame.get_column(column), instrument.item(key), mapped, known[key])
        for key, column in items.items()
        if column in present
    ]
    fixed = [pl.lit(value).alias(name) for name, value in mapped.fixed.items()]
    answers = AnswerSet.from_frame(instrument, pl.DataFrame(series).with_columns(fixed), sheet.place)
    used = {*groups.values(), *items.values()}
    ignored = tuple(name for name in sheet.frame.columns if name not in used)
    return Applied(answers, ignored)


def _known_codes(item: Item, *, by_edition: bool) -> list[int]:
    """Its own codes; where rows say their edition those of every edition, each checked by its row's later."""
    scales = (item.scale, *(item.scales.values() if by_edition else ()))
    return list(dict.fromkeys(option.code for scale in scales for option in scale.options))


def _check_mapping(
    sheet: Sheet, mapped: Mapped, instrument: Instrument, items: Mapping[str, str], codes: Mapping[str, list[int]]
) -> None:
    for part in ("items", "answers_of"):
        for key in getattr(mapped, part):
            if key not in items:
                raise InvalidMapping(
                    f"{mapped.name}, [{part}]: {key!r} is no item of {instrument.name}. {use(key, items)}"
                )
    for name, column in {**mapped.columns, **mapped.items}.items():
        if column not in sheet.frame.columns:
            raise InvalidMapping(
                f"{sheet.name} has no column {column!r} (mapped to {name}). Its columns are {_listed(sheet)}."
            )
    known = {code for of_item in codes.values() for code in of_item}
    _check_codes(mapped, "[answers]", mapped.answers, known)
    for key, recoded in mapped.answers_of.items():
        _check_codes(mapped, f"[answers_of.{key}]", recoded, codes[key])


def _check_codes(mapped: Mapped, where: str, recoded: Mapping[str, int], known: Iterable[int]) -> None:
    allowed = sorted(known)
    for answer, code in recoded.items():
        if code not in allowed:
            raise InvalidMapping(
                f"{mapped.name}, {where}: {answer!r} is given the code {code}, which no choice has. "
                f"Use {', '.join(str(number) for number in allowed)}."
            )


def _check_sheet(sheet: Sheet, groups: Mapping[str, str], items: Mapping[str, str]) -> None:
    present = sheet.frame.schema
    for name in REQUIRED:
        if name in groups and groups[name] not in present:
            raise InvalidAnswers(
                f"{sheet.name} has no column {groups[name]!r}. {needed(name)} The file's columns are {_listed(sheet)}."
            )
    if not any(column in present for column in items.values()):
        raise InvalidAnswers(
            f"{sheet.name} has no column of answers. Name at least one under [items] of a mapping file (--map; "
            f"docs/methods/files.md): {', '.join(items)}. The file's columns are {_listed(sheet)}."
        )
    for column in (*groups.values(), *items.values()):
        if column in present and isinstance(present[column], _NOT_TEXT):
            raise InvalidAnswers(
                f"{sheet.name}, column {column!r} holds {present[column]}, not one value per row. Export it as text or "
                "numbers."
            )


def _listed(sheet: Sheet) -> str:
    names = sheet.frame.columns
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _texts(column: pl.Series, missing: tuple[str, ...]) -> pl.Series:
    """As text, whole numbers without a decimal point ("4.0" is 4), what counts as missing as null."""
    text = column.cast(pl.String).str.strip_chars().str.replace(r"^(-?\d+)\.0+$", "$1")
    return text.set(text.is_in(missing), None)


def _group(column: pl.Series, name: str, mapped: Mapped) -> pl.Series:
    text = _texts(column, mapped.missing)
    recodes = mapped.values.get(name, {})
    return (text.replace(recodes) if recodes else text).rename(name)


def _codes(sheet: Sheet, column: pl.Series, item: Item, mapped: Mapped, known: Iterable[int]) -> pl.Series:
    """Codes by the mapping, else by the choice's own number, label or value; of another edition by its number."""
    text = _texts(column, mapped.missing)
    numbers = {str(code): code for code in known}
    meaning: dict[str, int] = {**numbers, **_spellings(item), **mapped.answers, **mapped.answers_of.get(item.key, {})}
    codes = text.replace_strict(meaning, default=None, return_dtype=pl.Int64)
    lost = codes.is_null() & text.is_not_null()
    if lost.any():
        row = int(lost.arg_max() or 0)
        raise InvalidAnswers(
            f"{sheet.place(row + 1)}, column {column.name!r}: {_short(str(text[row]))} is not an answer to "
            f"{item.key!r}. Say which code it means under [answers] of a mapping file, or list it there "
            "under [missing] values (--map; docs/methods/files.md)."
        )
    return codes.rename(item.key)


def _spellings(item: Item) -> dict[str, int]:
    """Number, value and label of each choice; a label's apostrophes may be straight or curly."""
    said = {
        spelling: option.code
        for option in item.scale.options
        for spelling in (str(option.code), option.value, str(option.label))
    }
    straight = {spelling.replace("’", "'"): code for spelling, code in said.items()}
    curly = {spelling.replace("'", "’"): code for spelling, code in said.items()}
    return {**straight, **curly, **said}


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}…")
