"""What a reader knows of the answers to one item in one wave, and the worlds that would have looked the same.

People are told apart by *pools*: all those who are in the same groups of every printed table. Exchanging the
answers of two people of one pool changes nothing that is printed, so a world is a count of people by pool and
part, and finer classes (a year group, a tutor group) need no unknowns of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

World = NDArray[np.int64]
"""Counts of people, shape (pools, parts)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed band: in the pools of `members`, the people in parts 0 to `through` are `low` to `high`."""

    members: tuple[int, ...]
    through: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Publication:
    """Pools by their exact sizes (an insider counts heads), the number of parts offered, and all printed bands."""

    sizes: tuple[int, ...]
    parts: int
    rows: tuple[Row, ...]


def holds(publication: Publication, world: World) -> bool:
    """Whether `world` would have been printed as this publication: the whole re-check of a witness.

    On purpose it shares nothing with the search that found the witness.
    """
    if world.shape != (len(publication.sizes), publication.parts) or (world < 0).any():
        return False
    if world.sum(axis=1).tolist() != list(publication.sizes):
        return False
    running = world.cumsum(axis=1).tolist()
    return all(
        row.low <= sum(running[pool][row.through] for pool in row.members) <= row.high for row in publication.rows
    )
