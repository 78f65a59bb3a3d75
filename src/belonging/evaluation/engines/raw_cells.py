"""Integer cells as an engine made them: checked, then counted by the columns that tables are made of.

A frame of raw cells has some of RAW_GROUPS, FORMS (questionnaires), and for each item a count per code
(`count_of`) and one of answers that are none of its codes (`others_of`). Checking these few rows checks them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import polars as pl

from belonging.evaluation.answer_checks import (
    ALLOWED,
    REQUIRED,
    InvalidAnswers,
    needed,
    unknown_code,
    unknown_group,
)
from belonging.evaluation.choices import codes_of
from belonging.evaluation.group_columns import RAW_GROUPS, grouped, needed_for
from belonging.instruments.model import Instrument

FORMS: Final = " forms"


class Look(Protocol):
    """A second look at the rows, to say where a value stands that cannot be counted."""

    def empty(self, column: str) -> str:
        """Where the first row is without a value: "Row 5"."""

    def foreign(self, column: str, allowed: Sequence[str | int]) -> tuple[str, object]:
        """Where the first row is whose value is none of `allowed` (and there), and the value."""


def count_of(key: str, code: int) -> str:
    """The name of the column that counts a code of an item."""
    return f"{key} {code}"


def others_of(key: str) -> str:
    """The name of the column that counts answers which are none of the item's codes."""
    return f"{key} ?"


def counts_of(instrument: Instrument, items: Sequence[str]) -> list[str]:
    """The names of all counts of `items`, in their order."""
    return [count_of(key, code) for key in items for code in codes_of(instrument, key)]


def cells_by(
    instrument: Instrument, raw: pl.DataFrame, items: Sequence[str], by: tuple[str, ...], look: Look
) -> pl.DataFrame:
    """Raw cells counted by the group columns `by`: these as text, then FORMS and the counts as Int64.

    Items that the raw cells lack have counts of 0. Raises InvalidAnswers with the place of the first row that
    cannot be counted.
    """
    return checked_counts(instrument, regrouped(instrument, raw, by, look), items, by, look)


def regrouped(instrument: Instrument, raw: pl.DataFrame, by: tuple[str, ...], look: Look) -> pl.DataFrame:
    """All other columns of raw cells, added up by the group columns `by`. Raises InvalidAnswers for a wrong group."""
    groups = [name for name in RAW_GROUPS if name in raw.columns]
    text = raw.with_columns(pl.col(name).cast(pl.String).replace("", None) for name in groups)
    _check_groups(text, look)
    lacking = [pl.lit(None, dtype=pl.String).alias(name) for name in needed_for(by) if name not in groups]
    sums = [name for name in raw.columns if name not in groups]
    made = text.lazy().with_columns(lacking).select(*grouped(instrument.audience, by), *sums)
    return made.group_by(by).agg(pl.col(sums).sum()).collect()


def checked_counts(
    instrument: Instrument, cells: pl.DataFrame, items: Sequence[str], by: tuple[str, ...], look: Look
) -> pl.DataFrame:
    """The counts of `items` in their order. Raises InvalidAnswers where an answer is none of its item's codes."""
    for key in items:
        if others_of(key) in cells.columns and cells.get_column(others_of(key)).sum():
            codes = codes_of(instrument, key)
            place, value = look.foreign(key, codes)
            raise InvalidAnswers(f"{place}, {unknown_code(key, value, codes)}")
    counts = counts_of(instrument, items)
    absent = [pl.lit(0, dtype=pl.Int64).alias(name) for name in counts if name not in cells.columns]
    return cells.with_columns(absent).select(*by, FORMS, *counts)


def _check_groups(raw: pl.DataFrame, look: Look) -> None:
    for name in REQUIRED:
        if raw.get_column(name).null_count():
            raise InvalidAnswers(f"{look.empty(name)}, column {name!r} is empty. {needed(name)}")
    for name, allowed in ALLOWED.items():
        if name in raw.columns and not raw.get_column(name).drop_nulls().is_in(allowed).all():
            place, value = look.foreign(name, allowed)
            raise InvalidAnswers(f"{place}, {unknown_group(name, value, allowed)}")
