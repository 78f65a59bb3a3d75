"""One GROUP BY of the rows, and from there on integers only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from belonging.evaluation.group_columns import GROUP_COLUMNS
from belonging.evaluation.groups import CROSSED, VALUES
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import Audience, Instrument, Item, Part

Counts = NDArray[np.int64]


class NotCountedBy(ValueError):
    """A breakdown by a column that these cells were not counted by."""


@dataclass(frozen=True)
class Cells:
    """Integer counts of each combination of the group columns that occurs.

    `places` maps each group column to the position of its value in `labels`, a number per cell.
    `forms` are questionnaires sent; `answers[item]` has shape (codes of the scale, cells).
    """

    audience: Audience
    labels: Mapping[str, tuple[str, ...]]
    places: Mapping[str, NDArray[np.intp]]
    forms: Counts
    items: Mapping[str, Item]
    answers: Mapping[str, Counts]


class Precounted(Cells, ABC):
    """Counts that were added up before, each breakdown by itself: nobody can be found in two of them."""

    @abstractmethod
    def tally(self, by: str) -> Tally:
        """One of its breakdowns. Raises NotCountedBy."""

    @abstractmethod
    def only(self, by: str, values: tuple[str, ...]) -> Precounted:
        """As `only` has it; by arm alone."""

    @abstractmethod
    def restrict(self, waves: tuple[str, ...]) -> Precounted:
        """As `restrict` has it."""

    @property
    @abstractmethod
    def left_out(self) -> Mapping[tuple[str, str, str], str]:
        """What was left out by a look at groups together, which these counts cannot: (breakdown, item, wave), why."""

    @abstractmethod
    def is_counted_by(self, by: str) -> bool:
        """Whether the breakdown is one of them."""


@dataclass(frozen=True)
class Tally:
    """Counts for one breakdown. `forms` has axes (school, group, wave); answers a code axis before them.

    For `by == "school"` the groups are the schools and the school axis has length one.
    `moved`: where small groups were joined, by (wave, group), the group that its people are in now.
    """

    audience: Audience
    by: str
    groups: tuple[str, ...]
    waves: tuple[str, ...]
    forms: Counts
    items: Mapping[str, Item]
    answers: Mapping[str, Counts]
    moved: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def totals(self) -> Counts:
        """Questionnaires sent, by (group, wave)."""
        total: Counts = self.forms.sum(axis=0)
        return total

    def schools(self, group: int, wave: int) -> int:
        """How many schools the group's answers of that wave come from."""
        return int(np.count_nonzero(self.forms[:, group, wave]))

    def part(self, item: str, part: Part) -> Counts:
        """How many answers fall into a part, axes (school, group, wave)."""
        if (item, part) not in self._parts:
            self._parts[item, part] = self._counted(item, part)
        return self._parts[item, part]

    @cached_property
    def _parts(self) -> dict[tuple[str, Part], Counts]:
        """What has been asked for before: the same few parts are asked for again and again."""
        return {}

    def _counted(self, item: str, part: Part) -> Counts:
        counts = self.answers[item]
        if part is Part.UNANSWERED:
            unanswered: Counts = self.forms - counts.sum(axis=0)
            return unanswered
        options = self.items[item].scale.options
        wanted = set(self.items[item].codes_of(part))
        chosen = [place for place, option in enumerate(options) if option.code in wanted]
        total: Counts = counts[chosen].sum(axis=0)
        return total


class Source(Protocol):
    """Where answers come from: rows in memory, files, a table in a database."""

    @property
    def instrument(self) -> Instrument:
        """The questionnaire."""

    @property
    def items(self) -> tuple[str, ...]:
        """Keys of the items that were asked, in the questionnaire's order."""

    def counted(self, items: Sequence[str], by: tuple[str, ...]) -> pl.DataFrame:
        """A row for each combination of the columns `by` (text), in any order, with whole numbers beside them.

        These are " forms" (questionnaires) and, for each item and code of its scale, "KEY CODE".
        """


def count_cells(
    source: Source, items: tuple[str, ...], waves: tuple[str, ...], by: tuple[str, ...] = GROUP_COLUMNS
) -> Cells:
    """Count questionnaires and answer codes of `items` in `waves`. Row order leaves no trace.

    `by` holds at least school and wave. Schools of other waves are labels, too: a school may have missed one.
    """
    asked = {key: source.instrument.item(key) for key in items}
    table = source.counted(items, by)
    keys = table.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias(" row"), *by)
    order = keys.filter(pl.col("wave").is_in(waves)).sort(by).get_column(" row")
    labels: dict[str, tuple[str, ...]] = {**VALUES, "edition": (STANDARD,), "wave": waves}
    labels |= {name: tuple(sorted(table.get_column(name).unique())) for name in ("school", "edition") if name in by}
    return Cells(
        audience=source.instrument.audience,
        labels=labels,
        places={name: _places(table.get_column(name).gather(order), labels[name]) for name in by},
        forms=_counts(table, order, [" forms"])[0],
        items=asked,
        answers={
            key: _counts(table, order, [f"{key} {option.code}" for option in item.scale.options])
            for key, item in asked.items()
        },
    )


def only(cells: Cells, by: str, values: tuple[str, ...]) -> Cells:
    """The cells of some values of a column alone; its labels stay, and so do schools without cells."""
    if isinstance(cells, Precounted):
        return cells.only(by, values)
    wanted = np.array([label in values for label in cells.labels[by]], dtype=bool)
    return _kept(cells, wanted[_place(cells, by)])


def restrict(cells: Cells, waves: tuple[str, ...]) -> Cells:
    """The cells of some waves only, which are then the only waves there are."""
    if isinstance(cells, Precounted):
        return cells.restrict(waves)
    order = cells.labels["wave"]
    kept = only(cells, "wave", waves)
    renumbered = np.array([waves.index(wave) if wave in waves else -1 for wave in order], dtype=np.intp)
    places = {**kept.places, "wave": renumbered[kept.places["wave"]]}
    return replace(kept, labels={**cells.labels, "wave": waves}, places=places)


def tally(cells: Cells, by: str) -> Tally:
    """Add the cells up for one breakdown; groups that never occur stay, with zero counts."""
    if isinstance(cells, Precounted):
        return cells.tally(by)
    school, wave = cells.places["school"], cells.places["wave"]
    schools, waves = cells.labels["school"], cells.labels["wave"]
    if by == "school":
        groups, group, school = schools, school, np.zeros_like(school)
        shape = (1, len(groups), len(waves))
    elif by == "all":
        groups, group = ("all",), np.zeros_like(school)
        shape = (len(schools), 1, len(waves))
    else:
        groups, group = cells.labels[by], places_by(cells, by)
        shape = (len(schools), len(groups), len(waves))
    slot = np.ravel_multi_index((school, group, wave), shape)
    return Tally(
        audience=cells.audience,
        by=by,
        groups=groups,
        waves=waves,
        forms=_add_up(cells.forms[np.newaxis], slot, shape)[0],
        items=cells.items,
        answers={key: _add_up(counts, slot, shape) for key, counts in cells.answers.items()},
    )


def _kept(cells: Cells, kept: NDArray[np.bool_]) -> Cells:
    return replace(
        cells,
        places={name: numbers[kept] for name, numbers in cells.places.items()},
        forms=cells.forms[kept],
        answers={key: counts[:, kept] for key, counts in cells.answers.items()},
    )


def places_by(cells: Cells, by: str) -> NDArray[np.intp]:
    """The place of each cell's group in the labels of a breakdown, one-way or two-way."""
    if by not in CROSSED:
        return _place(cells, by)
    rows, columns = (_place(cells, column) for column in CROSSED[by])
    # Three rows of two: whoever is in neither of the first two rows is in the third, and likewise for columns.
    return np.minimum(rows, 2) * 2 + np.minimum(columns, 1)


def _place(cells: Cells, by: str) -> NDArray[np.intp]:
    if by not in cells.places:
        raise NotCountedBy(f"These answers were not counted by {by!r}. Count them by {', '.join((*cells.places, by))}.")
    return cells.places[by]


def _places(values: pl.Series, labels: tuple[str, ...]) -> NDArray[np.intp]:
    return values.cast(pl.Enum(labels)).to_physical().cast(pl.Int64).to_numpy()


def _counts(table: pl.DataFrame, order: pl.Series, names: Sequence[str]) -> Counts:
    """Columns of the table as rows, the cells in order. One column at a time: there may be a million cells."""
    counts = np.empty((len(names), len(order)), dtype=np.int64)
    for row, name in zip(counts, names, strict=True):
        row[:] = table.get_column(name).gather(order).to_numpy()
    return counts


def _add_up(counts: Counts, slot: NDArray[np.intp], shape: tuple[int, int, int]) -> Counts:
    """Each row of `counts` added up by slot. Sums in float64 are exact: no count comes near 2^53."""
    size = int(np.prod(shape))
    total = np.empty((len(counts), size), dtype=np.int64)
    for there, row in zip(total, counts, strict=True):
        there[:] = np.bincount(slot, row, size)
    return total.reshape(len(counts), *shape)
