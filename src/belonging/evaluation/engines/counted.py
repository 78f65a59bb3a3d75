"""Answers that were counted once, wherever they are, and are counted further from the cells alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from belonging.evaluation.cells import Cells, NotCountedBy, Source, count_cells
from belonging.evaluation.choices import kind_of
from belonging.evaluation.engines.raw_cells import FORMS, counts_of
from belonging.evaluation.group_columns import GROUP_COLUMNS
from belonging.evaluation.groups import WAVES
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import Instrument


@dataclass(frozen=True)
class Counted:
    """What an AnswerSet says of itself, without its rows. `frame`: group columns, FORMS, then a column per code.

    What needs one row for each pupil (linked waves, weights, scale scores) cannot be had from it.
    """

    instrument: Instrument
    frame: pl.DataFrame
    items: tuple[str, ...]

    @classmethod
    def of(cls, source: Source, by: tuple[str, ...] = GROUP_COLUMNS) -> Counted:
        """Count every item that `source` has by the group columns `by`: the one long scan."""
        frame = source.counted(source.items, by)
        return cls(source.instrument, frame.sort(by), tuple(source.items))

    @property
    def left_out(self) -> frozenset[str]:
        """No wave: codes of other editions are refused here, so that every row says how many choices it had."""
        return frozenset()

    @property
    def by(self) -> tuple[str, ...]:
        """The group columns that were counted by."""
        return tuple(name for name in GROUP_COLUMNS if name in self.frame.columns)

    @cached_property
    def schools(self) -> tuple[str, ...]:
        return tuple(sorted(self.frame.get_column("school").unique()))

    @cached_property
    def waves(self) -> tuple[str, ...]:
        present = set(self.frame.get_column("wave").unique())
        return tuple(wave for wave in WAVES if wave in present)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Files and databases are counted by the questionnaire's own choices alone."""
        return (kind_of(self.instrument, STANDARD),)

    @property
    def forms(self) -> int:
        """All questionnaires."""
        return int(self.frame.get_column(FORMS).sum())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the cells, whatever engine made them. Never published."""
        return hashlib.sha256(self.frame.write_csv().encode()).hexdigest()

    def cells(self, items: tuple[str, ...], waves: tuple[str, ...], by: tuple[str, ...] = GROUP_COLUMNS) -> Cells:
        """As an AnswerSet has it."""
        return count_cells(self, items, waves, by)

    def told_by(self, column: str) -> pl.DataFrame | None:
        """As an AnswerSet has it."""
        return self.frame if column in self.frame.columns else None

    def counted(self, items: Sequence[str], by: tuple[str, ...]) -> pl.DataFrame:
        """The counts by fewer columns. Raises NotCountedBy for a column that was not counted by."""
        lost = [name for name in by if name not in self.by]
        if lost:
            raise NotCountedBy(f"These answers were not counted by {lost[0]!r}. Count them again by that too.")
        counts = counts_of(self.instrument, items)
        return self.frame.lazy().group_by(by).agg(pl.col(FORMS, *counts).sum()).collect()
