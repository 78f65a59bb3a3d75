"""Witnesses found without a solver: one person changes an answer, alone or with another who changes it back."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.disclosure.statements import Demand
from belonging.evaluation.disclosure.worlds import Publication, World

Ints = NDArray[np.int64]


class Moves:
    """The small steps that leave every printed band as it is."""

    def __init__(self, publication: Publication) -> None:
        rows = publication.rows
        self._parts = publication.parts
        self._low = np.array([row.low for row in rows], dtype=np.int64)
        self._high = np.array([row.high for row in rows], dtype=np.int64)
        self._inside = np.zeros((len(publication.sizes), len(rows)), dtype=np.int64)
        for place, row in enumerate(rows):
            self._inside[list(row.members), place] = 1
        through = np.array([row.through for row in rows], dtype=np.int64)
        self._effect = {
            (here, there): self._inside * _shift(through, here, there)
            for here, there in permutations(range(self._parts), 2)
        }
        self._upto = np.arange(self._parts)[:, np.newaxis] <= through

    def meet(self, world: World, demand: Demand) -> World | None:
        """From `world` step by step to one that meets the demand; None when the steps get stuck."""
        now = world.copy()
        for pool, part, least in demand.places:
            kept = {(p, k): n for p, k, n in demand.places if (p, k) != (pool, part)}
            while now[pool, part] < least:
                step = self._step(now, pool, part, kept)
                if step is None:
                    return None
                now = step
        return now if demand.met(now) else None

    def _step(self, world: World, pool: int, part: int, kept: dict[tuple[int, int], int]) -> World | None:
        free = world.copy()
        for (held_pool, held_part), least in kept.items():
            free[held_pool, held_part] -= min(least, int(free[held_pool, held_part]))
        totals = (self._inside.T @ world @ self._upto)[np.arange(len(self._low)), np.arange(len(self._low))]
        for source in sorted(range(self._parts), key=lambda other: -int(free[pool, other])):
            if source == part or free[pool, source] < 1:
                continue
            after = totals + self._effect[source, part][pool]
            if ((after >= self._low) & (after <= self._high)).all():
                return _moved(world, [(pool, source, part)])
            back = after + self._effect[part, source]
            fits = ((back >= self._low) & (back <= self._high)).all(axis=1) & (free[:, part] >= 1)
            fits[pool] = False
            if fits.any():
                return _moved(world, [(pool, source, part), (int(fits.argmax()), part, source)])
        return None


def _shift(through: Ints, here: int, there: int) -> Ints:
    """By how much one person who goes from part `here` to `there` changes a running total."""
    return (through >= there).astype(np.int64) - (through >= here).astype(np.int64)


def _moved(world: World, steps: list[tuple[int, int, int]]) -> World:
    changed = world.copy()
    for pool, here, there in steps:
        changed[pool, here] -= 1
        changed[pool, there] += 1
    return changed
