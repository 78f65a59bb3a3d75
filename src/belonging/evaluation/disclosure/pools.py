"""From counts to pools: what an item's tables say together in one wave of one school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.cells import Cells, Counts, places_by
from belonging.evaluation.disclosure.coding import CHAIN, counts_within
from belonging.evaluation.disclosure.primary import Breakdown
from belonging.evaluation.disclosure.worlds import Publication, Row, World
from belonging.evaluation.released import Rung
from belonging.evaluation.voices import offered_parts
from belonging.instruments.model import Item, Part


@dataclass(frozen=True, slots=True)
class Table:
    """One printed breakdown of one wave: its groups by their pools, each at its rung."""

    by: str
    groups: tuple[tuple[int, ...], ...]
    rungs: tuple[Rung, ...]
    of_all: bool
    """Whether it has one group that everybody is in (a girls' school by gender): then it says what the total says."""


@dataclass(frozen=True)
class Pools:
    """Who is in the same groups of every table. `pool_of` names a pool for each cell of the wave, -1 elsewhere."""

    sizes: tuple[int, ...]
    tables: tuple[Table, ...]
    pool_of: NDArray[np.intp]

    def world(self, by_part: Counts) -> World:
        """Counts by pool from counts of shape (parts, cells)."""
        world = np.zeros((len(self.sizes), len(by_part)), dtype=np.int64)
        inside = self.pool_of >= 0
        np.add.at(world, self.pool_of[inside], by_part[:, inside].T)
        return world

    def published(self, world: World, tables: Sequence[Table]) -> Publication:
        """What these tables print of a world."""
        through = world.cumsum(axis=1)[:, :-1]
        rows = []
        for table in tables:
            for members, rung in zip(table.groups, table.rungs, strict=True):
                n = sum(self.sizes[pool] for pool in members)
                for part, count in enumerate(through[list(members)].sum(axis=0).tolist()):
                    rows.append(Row(members, part, *counts_within(rung, count, n)))
        return Publication(self.sizes, world.shape[1], tuple(rows))


def parts_of(item: Item) -> tuple[Part, ...]:
    """The parts that can hold an answer to the item, in the order of the running totals."""
    offered = offered_parts(item)
    return tuple(part for part in CHAIN if part in offered)


def by_part(cells: Cells, item: str) -> Counts:
    """Answers by part, in the order of `parts_of`, shape (parts, cells)."""
    asked, counts = cells.items[item], cells.answers[item]
    codes = [option.code for option in asked.scale.options]
    rows = []
    for part in parts_of(asked):
        chosen = [codes.index(code) for code in asked.codes_of(part)]
        rows.append(cells.forms - counts.sum(axis=0) if part is Part.UNANSWERED else counts[chosen].sum(axis=0))
    return np.array(rows, dtype=np.int64)


def pools_of(cells: Cells, breakdowns: Sequence[Breakdown], wave: int) -> Pools:
    """Pools of a wave by the breakdowns that respondent counts allow there; the answers play no part."""
    here = (cells.places["wave"] == wave) & (cells.forms > 0)
    shown = [breakdown for breakdown in breakdowns if breakdown.by_counts(wave).refusal is None]
    signatures = np.array([_groups(cells, breakdown, wave) for breakdown in shown], dtype=np.intp).reshape(
        len(shown), len(cells.forms)
    )
    kinds = sorted({tuple(kind) for kind in signatures[:, here].T.tolist()})
    place = {kind: number for number, kind in enumerate(kinds)}
    pool_of = np.full(len(cells.forms), -1, dtype=np.intp)
    pool_of[here] = [place[tuple(kind)] for kind in signatures[:, here].T.tolist()]
    sizes = tuple(int(cells.forms[pool_of == number].sum()) for number in range(len(kinds)))
    tables = tuple(_table(breakdown, wave, [kind[at] for kind in kinds]) for at, breakdown in enumerate(shown))
    return Pools(sizes, tables, pool_of)


def _groups(cells: Cells, breakdown: Breakdown, wave: int) -> list[int]:
    """The group that a table shows each cell in; -1 for people who are in the totals only."""
    counted, decision = breakdown.counted, breakdown.by_counts(wave)
    if counted.by == "all":
        return [0] * len(cells.forms)
    own = [counted.moved.get((wave, place), place) for place in range(len(cells.labels[counted.by]))]
    return [own[place] if own[place] in decision.groups else -1 for place in places_by(cells, counted.by).tolist()]


def _table(breakdown: Breakdown, wave: int, group_of: Sequence[int]) -> Table:
    decision = breakdown.by_counts(wave)
    groups = tuple(tuple(pool for pool, its in enumerate(group_of) if its == group) for group in decision.groups)
    rungs = tuple(decision.rung_of(group) for group in decision.groups)
    return Table(breakdown.counted.by, groups, rungs, of_all=groups == (tuple(range(len(group_of))),))
