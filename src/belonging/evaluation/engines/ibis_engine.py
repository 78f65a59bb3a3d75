"""A table of answers in somebody's database, counted there by one GROUP BY through Ibis.

Only methods of the table handed in are used: this file works with DuckDB, Spark and whatever else Ibis speaks to,
and does not load Ibis itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from belonging.evaluation.answer_checks import InvalidAnswers, check_names
from belonging.evaluation.answers import RAW_COLUMNS
from belonging.evaluation.choices import codes_of
from belonging.evaluation.engines.raw_cells import FORMS, cells_by, count_of, others_of
from belonging.evaluation.group_columns import RAW_GROUPS, needed_for
from belonging.instruments.model import Instrument

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, IntegerScalar, Table

_FORMS = "forms"


@dataclass(frozen=True)
class IbisAnswers:
    """Answers to one questionnaire in an Ibis table with our own column names; other columns are left alone.

    `name` is what errors call the table. Raises InvalidAnswers where its columns cannot be counted.
    """

    instrument: Instrument
    table: Table
    name: str = "the table"

    def __post_init__(self) -> None:
        keys = {item.key for item in self.instrument.items}
        known = [name for name in self.table.columns if name in RAW_COLUMNS or name in keys]
        try:
            check_names(self.instrument, known, RAW_COLUMNS)
        except InvalidAnswers as error:
            raise InvalidAnswers(f"{self.name}: {error}") from error
        for key in self.items:
            kind = self.table[key].type()
            if not (kind.is_integer() or kind.is_null()):
                raise InvalidAnswers(f"{self.name}: Column {key!r} holds {kind}, not answer codes. Use whole numbers.")

    @property
    def items(self) -> tuple[str, ...]:
        """Keys of the items that the table holds, in the questionnaire's order."""
        return tuple(item.key for item in self.instrument.items if item.key in self.table.columns)

    def counted(self, items: Sequence[str], by: tuple[str, ...]) -> pl.DataFrame:
        """The counts of `items` by the group columns `by`, as `cells_by` has them. Raises InvalidAnswers."""
        groups = [name for name in needed_for(by) if name in self.table.columns]
        asked = [key for key in items if key in self.items]
        # Engines differ in which characters a column's name may hold: names are numbered, and given back after.
        names = [name for key in asked for name in self._names(key)]
        counters = [counter for key in asked for counter in self._counters(key)]
        numbered = {f"c{place}": counter for place, counter in enumerate(counters)}
        made = self.table.group_by(groups).aggregate(**{_FORMS: self.table.count()}, **numbered)
        raw = pl.DataFrame(made.to_pyarrow()).rename(
            {_FORMS: FORMS, **{f"c{place}": name for place, name in enumerate(names)}}
        )
        whole = raw.with_columns(pl.exclude(RAW_GROUPS).cast(pl.Int64))
        return cells_by(self.instrument, whole, items, by, self)

    def empty(self, column: str) -> str:
        """How many rows have nothing in a column: a database has no first row."""
        value = self.table[column]
        return self._rows(value.isnull() | (value.cast("string") == ""))

    def foreign(self, column: str, allowed: Sequence[str | int]) -> tuple[str, object]:
        """How many rows hold what is none of `allowed`, and the first such value in their order."""
        value = self.table[column]
        if column not in self.items:
            value = value.cast("string")
        bad = value.notnull() & ~value.isin(list(allowed))
        if column not in self.items:
            bad &= value != ""
        return self._rows(bad), self.table.filter(bad).aggregate(first=value.min()).to_pyarrow()["first"][0].as_py()

    def _rows(self, bad: BooleanValue) -> str:
        found = int(self.table.filter(bad).count().to_pyarrow().as_py())
        return f"{found:,} {'row' if found == 1 else 'rows'} of {self.name}"

    def _names(self, key: str) -> list[str]:
        return [*(count_of(key, code) for code in codes_of(self.instrument, key)), others_of(key)]

    def _counters(self, key: str) -> list[IntegerScalar]:
        answer, codes = self.table[key], codes_of(self.instrument, key)
        return [
            *(_number(answer == code) for code in codes),
            _number(answer.notnull() & ~answer.isin(codes)),
        ]


def _number(chosen: BooleanValue) -> IntegerScalar:
    """How often something is true. The sum of nothing is NULL in SQL, and of DuckDB's whole numbers 128 bits wide."""
    return chosen.ifelse(1, 0).sum().fill_null(0).cast("int64")
