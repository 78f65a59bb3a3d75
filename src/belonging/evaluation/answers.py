"""Answer sets: who sent a questionnaire (in groups, never names) and what they chose."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from belonging.evaluation import groups
from belonging.instruments.model import Audience, Instrument

RAW_COLUMNS = ("school", "setting", "wave", "year_group", "gender", "sen", "phase", "role")
"""The group columns that rows may bring; the answer columns are named by item keys.

`phase` is what adults were asked; for pupils it follows from the year group. `role` is not counted by.
"""

GROUP_COLUMNS = ("school", "wave", "gender", "send", "phase")
"""The group columns that the engine counts by."""

_REQUIRED = ("school", "wave")
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "setting": tuple(groups.PHASE_OF_SETTING),
    "wave": groups.WAVES,
    "year_group": tuple(groups.PHASE_OF_YEAR),
    "gender": groups.VALUES["gender"],
    "sen": tuple(groups.SEND_OF_SEN),
    "phase": groups.VALUES["phase"],
}


class InvalidAnswers(ValueError):
    """Rows that the engine cannot count; the message names place, column and remedy."""


def _row(row: int) -> str:
    return f"Row {row}"


@dataclass(frozen=True)
class AnswerSet:
    """One row per questionnaire sent: GROUP_COLUMNS as text, then an Int8 code (or null) per item."""

    instrument: Instrument
    frame: pl.DataFrame

    @classmethod
    def from_columns(cls, instrument: Instrument, columns: Mapping[str, Sequence[object]]) -> AnswerSet:
        """From columns named as RAW_COLUMNS and the item keys, all of one length; None is not stated."""
        lengths = {len(values) for values in columns.values()}
        if len(lengths) > 1:
            raise InvalidAnswers(f"The columns differ in length ({sorted(lengths)}); give one value per row.")
        items = {item.key for item in instrument.items}
        series = [_codes(name, values) if name in items else _texts(name, values) for name, values in columns.items()]
        return cls.from_frame(instrument, pl.DataFrame(series))

    @classmethod
    def from_frame(cls, instrument: Instrument, frame: pl.DataFrame, place: Callable[[int], str] = _row) -> AnswerSet:
        """From a frame with the same columns; items that were not asked may be left out.

        `place` names a row (from 1) where it is to be found: "Row 5", "Line 6".
        """
        items = [item.key for item in instrument.items if item.key in frame.columns]
        _check_columns(instrument, frame, items)
        _check_groups(frame, place)
        for key in items:
            _check_codes(instrument, frame, key, place)
        whole = frame.with_columns(
            pl.lit(None, dtype=pl.String).alias(name) for name in RAW_COLUMNS if name not in frame.columns
        ).with_columns(pl.col(name).cast(pl.String) for name in RAW_COLUMNS)
        return cls(
            instrument,
            whole.select(
                "school",
                "wave",
                pl.col("gender").fill_null(groups.NOT_SAID),
                pl.col("sen").replace_strict(groups.SEND_OF_SEN, default=groups.NOT_SAID).alias("send"),
                _phase(instrument.audience).alias("phase"),
                *(pl.col(key).cast(pl.Int8) for key in items),
            ),
        )

    @property
    def items(self) -> tuple[str, ...]:
        """Keys of the items that were asked, in the questionnaire's order."""
        return tuple(name for name in self.frame.columns if name not in GROUP_COLUMNS)

    @cached_property
    def schools(self) -> tuple[str, ...]:
        return tuple(sorted(self.frame.get_column("school").unique()))

    @cached_property
    def waves(self) -> tuple[str, ...]:
        present = set(self.frame.get_column("wave").unique())
        return tuple(wave for wave in groups.WAVES if wave in present)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the rows, whatever their order. Never published: rows could be guessed against it."""
        rows = self.frame.sort(self.frame.columns).write_csv().encode()
        return hashlib.sha256(rows).hexdigest()


def _phase(audience: Audience) -> pl.Expr:
    by_setting = pl.col("setting").replace_strict(groups.PHASE_OF_SETTING, default=groups.NOT_SAID)
    if audience is not Audience.PUPIL:
        return pl.coalesce("phase", by_setting)
    by_year = pl.col("year_group").replace_strict(groups.PHASE_OF_YEAR, default=None, return_dtype=pl.String)
    no_year = pl.when(pl.col("setting") == "primary").then(pl.lit("primary")).otherwise(pl.lit(groups.NOT_SAID))
    return (
        pl.when(pl.col("setting").is_in(groups.NOT_BY_YEAR_SETTINGS))
        .then(pl.lit(groups.NOT_BY_YEAR))
        .otherwise(pl.coalesce("phase", by_year, no_year))
    )


def _texts(name: str, values: Sequence[object]) -> pl.Series:
    return pl.Series(name, [None if value is None else str(value) for value in values], dtype=pl.String)


def _codes(name: str, values: Sequence[object]) -> pl.Series:
    for row, value in enumerate(values, start=1):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise InvalidAnswers(
                f"{_row(row)}, column {name!r}: {value!r} is not an answer code. Use whole numbers, "
                "and None for an answer that was left out."
            )
    return pl.Series(name, values, dtype=pl.Int64)


def _check_columns(instrument: Instrument, frame: pl.DataFrame, items: list[str]) -> None:
    unknown = [name for name in frame.columns if name not in RAW_COLUMNS and name not in items]
    if unknown:
        raise InvalidAnswers(
            f"{instrument.name} has no column {unknown[0]!r}. Rename it to one of "
            f"{', '.join(RAW_COLUMNS)} or an item key, or leave it out."
        )
    missing = [name for name in _REQUIRED if name not in frame.columns]
    if missing:
        raise InvalidAnswers(f"The column {missing[0]!r} is missing. {_needed(missing[0])}")
    if not items:
        keys = ", ".join(item.key for item in instrument.items)
        raise InvalidAnswers(f"There is no answer column. Name at least one of {keys}.")


def _needed(name: str) -> str:
    return (
        "Every row needs a school and a wave. A mapping file can name the column under [columns], or give all rows "
        f"the same {name} under [fixed] (--map; docs/methods/files.md)."
    )


def _check_groups(frame: pl.DataFrame, place: Callable[[int], str]) -> None:
    for name in _REQUIRED:
        row = _first(frame.get_column(name).is_null())
        if row is not None:
            raise InvalidAnswers(f"{place(row)}, column {name!r} is empty. {_needed(name)}")
    for name, allowed in _ALLOWED.items():
        if name not in frame.columns:
            continue
        column = frame.get_column(name).cast(pl.String)
        row = _first(column.is_not_null() & ~column.is_in(allowed))
        if row is not None:
            raise InvalidAnswers(
                f"{place(row)}, column {name!r}: {column[row - 1]!r} is not known. Use one of {', '.join(allowed)}"
                f"{'' if name in _REQUIRED else ', or leave it empty'}; or say which of these it means under "
                f"[values.{name}] of a mapping file (--map; docs/methods/files.md)."
            )


def _check_codes(instrument: Instrument, frame: pl.DataFrame, key: str, place: Callable[[int], str]) -> None:
    column = frame.get_column(key)
    if not (column.dtype.is_integer() or column.dtype == pl.Null):
        raise InvalidAnswers(f"Column {key!r} holds {column.dtype}, not answer codes. Use whole numbers.")
    allowed = [option.code for option in instrument.item(key).scale.options]
    row = _first(column.is_not_null() & ~column.cast(pl.Int64).is_in(allowed))
    if row is not None:
        raise InvalidAnswers(
            f"{place(row)}, column {key!r}: {column[row - 1]} is not one of its choices "
            f"({', '.join(str(code) for code in allowed)}). Correct it, or leave it empty if it was skipped."
        )


def _first(bad: pl.Series) -> int | None:
    """The first row (from 1) where `bad` is true."""
    return int(bad.arg_max() or 0) + 1 if bad.any() else None
