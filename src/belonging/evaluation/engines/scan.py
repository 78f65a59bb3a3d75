"""Parquet files of any size, counted part by part: memory is set by the number of cells, not of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import polars as pl

from belonging.evaluation.answer_checks import InvalidAnswers, check_code_type, check_names
from belonging.evaluation.answers import RAW_COLUMNS
from belonging.evaluation.choices import codes_of
from belonging.evaluation.engines.packing import group_size, halved, packed, plain, room, room_in_halves, unpacked
from belonging.evaluation.engines.raw_cells import FORMS, cells_by, checked_counts, counts_of, regrouped
from belonging.evaluation.group_columns import needed_for
from belonging.instruments.model import Instrument

ROWS_AT_ONCE: Final = 1_000_000
"""Rows of one part: large beside a row group, small beside memory, and few enough for packed counters."""

PARTS_AT_ONCE: Final = 2

CELLS_AT_ONCE: Final = 500_000
"""Cells that may wait before equal ones are made one."""

_MOST_IN_INT32: Final = 2**31

Progress = Callable[[int, int], None]
"""Called with (rows done, all rows)."""


@dataclass(frozen=True)
class AnswerScan:
    """Answers to one questionnaire in Parquet files with our own column names; other columns are left alone.

    Sorted by school they are counted half as fast again. `progress` is told after each part of `rows_at_once`.
    """

    instrument: Instrument
    paths: tuple[Path, ...]
    progress: Progress | None = None
    rows_at_once: int = ROWS_AT_ONCE

    @property
    def items(self) -> tuple[str, ...]:
        """Keys of the items that any file holds, in the questionnaire's order."""
        return tuple(item.key for item in self.instrument.items if any(item.key in names for _, names in self._files))

    @cached_property
    def rows(self) -> int:
        """Rows of all files, read from what the files say of themselves."""
        return sum(_height(path) for path, _ in self._files)

    def counted(self, items: Sequence[str], by: tuple[str, ...]) -> pl.DataFrame:
        """The counts of `items` by the group columns `by`, as `cells_by` has them. Raises InvalidAnswers."""
        cells = _Growing(by, self.rows)
        done = 0
        for part, table in self._counted_parts(items, by):
            cells.add(table)
            done += part.length
            if self.progress is not None:
                self.progress(done, self.rows)
        names = [FORMS, *counts_of(self.instrument, items)]
        empty = pl.DataFrame(schema={**dict.fromkeys(by, pl.String), **dict.fromkeys(names, pl.Int64)})
        return cells.all(empty)

    def _counted_parts(self, items: Sequence[str], by: tuple[str, ...]) -> Iterator[tuple[_Part, pl.DataFrame]]:
        """In order, two at a time: while one is read by all cores, the other's cells are added up by one."""
        parts = list(self._parts(items))
        pool = ThreadPoolExecutor(PARTS_AT_ONCE)
        try:
            yield from zip(parts, pool.map(lambda part: part.counted(self.instrument, items, by), parts), strict=True)
        finally:
            pool.shutdown(cancel_futures=True)

    @cached_property
    def _files(self) -> tuple[tuple[Path, frozenset[str]], ...]:
        """Each file with those of its columns that mean something to us."""
        return tuple((path, self._known_columns(path)) for path in self.paths)

    def _known_columns(self, path: Path) -> frozenset[str]:
        try:
            schema = pl.read_parquet_schema(path)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise InvalidAnswers(f"{path.name} is not a Parquet file ({error}). Export it again.") from error
        items = {item.key for item in self.instrument.items}
        known = [name for name in schema if name in RAW_COLUMNS or name in items]
        try:
            check_names(self.instrument, known, RAW_COLUMNS)
            for key in items.intersection(known):
                check_code_type(key, schema[key])
        except InvalidAnswers as error:
            raise InvalidAnswers(f"{path.name}: {error}") from error
        return frozenset(known)

    def _parts(self, items: Sequence[str]) -> Iterator[_Part]:
        for path, names in self._files:
            scales = {key: codes_of(self.instrument, key) for key in items if key in names}
            height = _height(path)
            for start in range(0, height, self.rows_at_once):
                yield _Part(path, names, scales, start, min(self.rows_at_once, height - start))


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows of one file, and where to find one of them again."""

    path: Path
    names: frozenset[str]
    scales: Mapping[str, Sequence[int]]
    start: int
    length: int

    def counted(self, instrument: Instrument, items: Sequence[str], by: tuple[str, ...]) -> pl.DataFrame:
        keys = [name for name in needed_for(by) if name in self.names]
        if self.length <= room_in_halves(self.scales.values()):
            raw = self._grouped(keys, [packed(key, codes) for key, codes in self.scales.items()])
            if group_size(raw) <= room(self.scales.values()):
                halves = regrouped(instrument, halved(raw, self.scales), by, self)
                return checked_counts(instrument, unpacked(halves, self.scales), items, by, self)
        raw = self._grouped(keys, [counter for key, codes in self.scales.items() for counter in plain(key, codes)])
        return cells_by(instrument, raw, items, by, self)

    def _grouped(self, keys: Sequence[str], counters: Sequence[pl.Expr]) -> pl.DataFrame:
        forms = pl.len().cast(pl.Int64).alias(FORMS)
        return self._rows().group_by(keys).agg(forms, *counters).collect(engine="streaming")

    def empty(self, column: str) -> str:
        text = pl.col(column).cast(pl.String)
        return self._place(self._first(text.is_null() | (text == ""), column)[0])

    def foreign(self, column: str, allowed: Sequence[str | int]) -> tuple[str, object]:
        value = pl.col(column)
        if column not in self.scales:
            value = value.cast(pl.String).replace("", None)
        row, found = self._first(value.is_not_null() & ~value.is_in(list(allowed)), column)
        return self._place(row), found

    def _rows(self) -> pl.LazyFrame:
        return pl.scan_parquet(self.path).slice(self.start, self.length)

    def _first(self, bad: pl.Expr, column: str) -> tuple[int, object]:
        found = self._rows().select(column).with_row_index(" row").filter(bad).head(1).collect()
        return int(found.item(0, 0)), found.item(0, 1)

    def _place(self, row: int) -> str:
        return f"{self.path.name}, row {self.start + row + 1:,}"


class _Growing:
    """Cells that parts are added to; equal ones are made one whenever as many have come as were there.

    Half as wide as they will be while no count can come near the limit of an Int32: they are what memory goes into.
    """

    def __init__(self, by: tuple[str, ...], rows: int) -> None:
        self._by = by
        self._kind = pl.Int32 if rows < _MOST_IN_INT32 else pl.Int64
        self._tables: list[pl.DataFrame] = []
        self._settled = CELLS_AT_ONCE // 2

    def add(self, table: pl.DataFrame) -> None:
        self._tables.append(table.with_columns(pl.col(pl.Int64).cast(self._kind)))
        if sum(table.height for table in self._tables) > 2 * self._settled:
            self._tables = [self._merged()]
            self._settled = max(self._settled, self._tables[0].height)

    def all(self, empty: pl.DataFrame) -> pl.DataFrame:
        return self._merged().with_columns(pl.col(self._kind).cast(pl.Int64)) if self._tables else empty

    def _merged(self) -> pl.DataFrame:
        whole = pl.concat(self._tables)
        self._tables = []
        return whole.lazy().group_by(self._by).agg(pl.all().sum()).collect()


def _height(path: Path) -> int:
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())
