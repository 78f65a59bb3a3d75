"""The scale score: the mean of a pupil's answers, with schools as clusters, and what each item adds to it.

Means are linear in per-school sums, so clusters.contrast serves them as it serves shares
(docs/methods/scale.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from belonging.evaluation.change import contrast_among_schools
from belonging.evaluation.estimates import Estimate
from belonging.instruments.model import Item, Part

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
"""Shape (people, items): 1 for the least favourable answer and so on, 0 where nothing was chosen."""

ANSWERED, TOTAL = " answered", " total"


class NoCommonScale(ValueError):
    """Items whose answers differ in number have no common score. Score the items of each scale on their own."""


@dataclass(frozen=True, slots=True)
class SchoolSums:
    """Pupils with a score, and the sum of their scores; both of shape (schools, groups, waves)."""

    people: NDArray[np.int64]
    score: Floats


@dataclass(frozen=True, slots=True)
class ItemUse:
    """How one item was answered in one wave: shares (0 to 1) of everyone, floor and ceiling of those who chose."""

    missing: float
    floor: float
    ceiling: float


def levels_of(item: Item) -> dict[int, int]:
    """Each answer's level, 1 the least favourable; "I don't want to say" has none and counts as missing."""
    chosen = [option.code for option in item.scale.options if option.part is not Part.DECLINED]
    ascending = chosen if item.reverse else chosen[::-1]
    return {code: level for level, code in enumerate(ascending, start=1)}


def common_levels(items: Sequence[Item]) -> int:
    """How many levels the items have. Raises NoCommonScale where they differ."""
    numbers = {len(levels_of(item)) for item in items}
    if len(numbers) != 1:
        raise NoCommonScale(
            f"The items have {' or '.join(map(str, sorted(numbers)))} answers to choose from, so they have no common "
            "score. Name the items of one scale in the plan."
        )
    return numbers.pop()


def least_answered(items: int) -> int:
    """How many of the items a pupil must have answered to get a score: two thirds, rounded up."""
    return math.ceil(2 * items / 3)


def level_table(frame: pl.DataFrame, items: Sequence[Item]) -> Levels:
    """Levels of `items`, row by row."""
    table = frame.select(_level(item).fill_null(0) for item in items)
    return table.to_numpy().astype(np.int8, copy=False)


def score_cells(frame: pl.DataFrame, items: Sequence[Item], by: Sequence[str]) -> pl.DataFrame:
    """Integers from which every mean follows: rows by `by` and number of items answered, levels added up.

    Pupils with too few answers are left out. Whole numbers, so that the order of rows leaves no trace.
    """
    common_levels(items)
    keys = [item.key for item in items]
    return (
        frame.lazy()
        .select(*by, *(_level(item).cast(pl.Int64) for item in items))
        .select(
            *by,
            pl.sum_horizontal(pl.col(keys).is_not_null().cast(pl.Int64)).alias(ANSWERED),
            pl.sum_horizontal(keys).alias(TOTAL),
        )
        .filter(pl.col(ANSWERED) >= least_answered(len(items)))
        .group_by(*by, ANSWERED)
        .agg(pl.len().cast(pl.Int64).alias(" people"), pl.col(TOTAL).sum())
        .sort(*by, ANSWERED)
        .collect()
    )


def school_sums(cells: pl.DataFrame, axes: Sequence[tuple[str, Sequence[str]]]) -> SchoolSums:
    """`cells` on three axes: (column, its values in order) for school, group and wave. Other values drop out."""
    for column, values in axes:
        cells = cells.filter(pl.col(column).is_in(list(values)))
    shape = tuple(len(values) for _, values in axes)
    places = [cells.get_column(column).cast(pl.Enum(list(values))).to_physical() for column, values in axes]
    slot = np.ravel_multi_index(tuple(place.to_numpy().astype(np.intp) for place in places), shape)
    size = int(np.prod(shape))
    people = cells.get_column(" people").to_numpy()
    score = cells.get_column(TOTAL).to_numpy() / cells.get_column(ANSWERED).to_numpy()
    return SchoolSums(
        np.bincount(slot, people, size).astype(np.int64).reshape(shape),
        np.bincount(slot, score, size).astype(np.float64).reshape(shape),
    )


def score_among_schools(people: ArrayLike, score: ArrayLike, weights: ArrayLike) -> Estimate:
    """On the scale's own points, for schools like these: the weighted sum of the columns' mean scores.

    Shapes (schools, columns) and (columns,). Raises clusters.EmptyGroup where a column that counts has nobody.
    """
    return contrast_among_schools(people, np.asarray(score) / 100, weights)  # which answers in hundredths


def item_use(levels: Levels, answers: int) -> tuple[ItemUse, ...]:
    """Per item, of all rows; floor and ceiling are 0 where nobody chose."""
    chosen = np.maximum((levels > 0).sum(axis=0), 1)
    missing = (levels == 0).mean(axis=0) if len(levels) else np.ones(levels.shape[1])
    floor = (levels == 1).sum(axis=0) / chosen
    ceiling = (levels == answers).sum(axis=0) / chosen
    return tuple(ItemUse(*map(float, row)) for row in zip(missing, floor, ceiling, strict=True))


def _level(item: Item) -> pl.Expr:
    return pl.col(item.key).replace_strict(levels_of(item), default=None, return_dtype=pl.Int8)
