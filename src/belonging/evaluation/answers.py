"""Answer sets: who sent a questionnaire (in groups, never names) and what they chose."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import polars as pl

from belonging.evaluation import groups
from belonging.evaluation.answer_checks import (
    InvalidAnswers,
    Place,
    allowed_for,
    check_code_type,
    check_codes,
    check_groups,
    check_names,
    check_pupils,
    weights_of,
)
from belonging.evaluation.cells import Cells, count_cells
from belonging.evaluation.choices import codes_of, counted_as, kind_of, kinds_in
from belonging.evaluation.edition_rows import edition_of_row, undecided
from belonging.evaluation.group_columns import GROUP_COLUMNS, RAW_GROUPS, columns_for, grouped
from belonging.instruments.model import Instrument

__all__ = ["GROUP_COLUMNS", "HOW_COLUMNS", "LINKED_COLUMNS", "RAW_COLUMNS", "AnswerSet", "InvalidAnswers"]

LINKED_COLUMNS: Final = ("pupil", "weight")
"""What rows may bring beside their groups: `pupil`, opaque text that links one pupil's waves; `weight`, above 0."""

HOW_COLUMNS: Final[Mapping[str, str]] = {"help": "", "way": "screen"}
"""How a questionnaire was answered: the help given, and on a screen or on paper; with what is meant by nothing."""

RAW_COLUMNS: Final = (*RAW_GROUPS, *LINKED_COLUMNS, *HOW_COLUMNS)
"""The columns that rows may bring; the answer columns are named by item keys."""


def _row(row: int) -> str:
    return f"Row {row}"


@dataclass(frozen=True)
class AnswerSet:
    """One row per questionnaire sent: the audience's group columns as text, then an Int8 code (or null) per item.

    Then `pupil` (text or null) and `weight` (Float64) where the rows bring them, `help` and `way` where any row had
    help or came on paper. An answer to an item that was not asked, by the answer that it hangs on, is not there.
    `left_out`: the waves of which rows are not there, as nobody can tell how many choices they had.
    """

    instrument: Instrument
    frame: pl.DataFrame
    left_out: frozenset[str] = frozenset()

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
    def from_frame(cls, instrument: Instrument, frame: pl.DataFrame, place: Place = _row) -> AnswerSet:
        """From a frame with the same columns; items that were not asked may be left out.

        `place` names a row (from 1) where it is to be found: "Row 5", "Line 6".
        """
        check_names(instrument, frame.columns, RAW_COLUMNS)
        check_groups(frame, place, allowed_for(instrument.audience))
        items = [item.key for item in instrument.items if item.key in frame.columns]
        whole = frame.with_columns(
            pl.lit(None, dtype=pl.String).alias(name) for name in RAW_GROUPS if name not in frame.columns
        ).with_columns(pl.col(name).cast(pl.String) for name in RAW_GROUPS)
        for key in items:
            check_code_type(key, frame.get_column(key).dtype)
        unknown = whole.select(pl.repeat(value=False, n=pl.len()) | undecided(instrument, items)).to_series()
        whole = whole.with_columns(edition_of_row(instrument, items))
        check_codes(instrument, whole, items, place)
        linked = [*_linked(frame, place), *_how(frame)]
        codes = [pl.col(key).cast(pl.Int8) for key in items]
        made = grouped(instrument.audience, columns_for(instrument.audience))
        rows = whole.select(*made, *codes).with_columns(_asked(instrument, items)).with_columns(linked)
        if not unknown.any():
            return cls(instrument, rows)
        return cls(instrument, rows.filter(~unknown), frozenset(rows.filter(unknown).get_column("wave")))

    @property
    def items(self) -> tuple[str, ...]:
        """Keys of the items that were asked, in the questionnaire's order."""
        return tuple(item.key for item in self.instrument.items if item.key in self.frame.columns)

    @property
    def is_linked(self) -> bool:
        """Whether the rows say which answers of two waves are one pupil's."""
        return "pupil" in self.frame.columns

    @property
    def is_weighted(self) -> bool:
        return "weight" in self.frame.columns

    @cached_property
    def schools(self) -> tuple[str, ...]:
        return tuple(sorted(self.frame.get_column("school").unique()))

    @cached_property
    def waves(self) -> tuple[str, ...]:
        present = set(self.frame.get_column("wave").unique())
        return tuple(wave for wave in (*groups.WAVES, groups.ONCE) if wave in present)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """How many choices the editions offer that are here, the standard edition's first."""
        return kinds_in(self.instrument, self.frame.get_column("edition").unique())

    def of_kind(self, kind: str) -> AnswerSet:
        """The answers of one kind alone, with the questionnaire that counts them."""
        if self.kinds in ((), (kind,)) and counted_as(self.instrument, kind) is self.instrument:
            return self
        editions = [
            each for each in self.frame.get_column("edition").unique() if kind_of(self.instrument, each) == kind
        ]
        rows = self.frame.filter(pl.col("edition").is_in(editions))
        return replace(self, instrument=counted_as(self.instrument, kind), frame=rows)

    def counted(self, items: Sequence[str], by: tuple[str, ...]) -> pl.DataFrame:
        """How many questionnaires (" forms") and answers of each code ("KEY CODE") each combination of `by` has."""
        if items and len(self.kinds) > 1:
            raise InvalidAnswers("These editions offer different numbers of choices. Count them one kind at a time.")
        counters = [
            (pl.col(key) == code).sum().cast(pl.Int64).alias(f"{key} {code}")
            for key in items
            for code in codes_of(self.instrument, key)
        ]
        forms = pl.len().cast(pl.Int64).alias(" forms")
        return self.frame.lazy().group_by(by).agg(forms, *counters).collect(engine="streaming")

    def cells(self, items: tuple[str, ...], waves: tuple[str, ...], by: tuple[str, ...] = GROUP_COLUMNS) -> Cells:
        """The integers that figures are worked out from."""
        return count_cells(self, items, waves, by)

    def told_by(self, column: str) -> pl.DataFrame | None:
        """What says, with arm and wave, how many have which value of the column; None where nothing does."""
        return self.frame if column in self.frame.columns else None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the rows, whatever their order. Never published: rows could be guessed against it."""
        rows = self.frame.sort(self.frame.columns).write_csv().encode()
        return hashlib.sha256(rows).hexdigest()


def _asked(instrument: Instrument, items: Sequence[str]) -> list[pl.Expr]:
    """The answers to items that hang on an earlier one, where they were asked."""
    kept: list[pl.Expr] = []
    for item in map(instrument.item, items):
        if item.asked_if is None:
            continue
        if item.asked_if.item not in items:
            raise InvalidAnswers(
                f"The column {item.asked_if.item!r} is missing. Who is asked {item.key!r} hangs on it: give both."
            )
        kept.append(pl.when(pl.col(item.asked_if.item).is_in(item.asked_if.codes)).then(pl.col(item.key)))
    return kept


def _linked(frame: pl.DataFrame, place: Place) -> list[pl.Series]:
    series = []
    if "pupil" in frame.columns:
        check_pupils(frame, place)
        series.append(frame.get_column("pupil").cast(pl.String))
    if "weight" in frame.columns:
        series.append(weights_of(frame.get_column("weight"), place))
    return series


def _how(frame: pl.DataFrame) -> list[pl.Series]:
    """Help and way, each where any row says other than nothing of note: most rounds have neither."""
    stated = [(name, frame.get_column(name).cast(pl.String)) for name in HOW_COLUMNS if name in frame.columns]
    filled = [column.replace("", None).fill_null(HOW_COLUMNS[name]) for name, column in stated]
    return [column for column in filled if (column != HOW_COLUMNS[column.name]).any()]


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
