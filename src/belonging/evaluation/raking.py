"""Raking: weights that make those who answered add up to the roster in every margin.

Iterative proportional fitting (Deming and Stephan 1940, doi 10.1214/aoms/1177731829), as R's `survey::rake`; with
one margin it is post-stratification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

_CLOSE = 1e-12
_MOST_ROUNDS = 1000


class EmptyMargin(ValueError):
    """People on roll of a kind of which nobody answered: no weight can speak for them."""


class RakingUnsettled(ValueError):
    """The margins cannot be met together."""


@dataclass(frozen=True, slots=True)
class Margin:
    """What the weights must add up to: the level (from 0) of each cell, shape (cells,), and a target per level."""

    level: Places
    target: Floats

    def factors(self, sums: Floats) -> Floats:
        """By how much each cell's weight must be multiplied to meet this margin. Raises EmptyMargin."""
        held = np.bincount(self.level, weights=sums, minlength=len(self.target))
        empty = (held <= 0) & (self.target > 0)
        if empty.any():
            raise EmptyMargin(f"Level {int(np.argmax(empty))} is on roll and nobody of it answered. Merge it.")
        ratio = np.divide(self.target, held, out=np.zeros_like(self.target), where=held > 0)
        return ratio[self.level]


def rake(sums: Floats, margins: Sequence[Margin]) -> Floats:
    """The factor for each cell's weights; `sums` holds the weights as they stand, added up per cell.

    Raises EmptyMargin, and RakingUnsettled where the margins contradict each other.
    """
    factor: Floats = np.ones_like(sums)
    for _ in range(_MOST_ROUNDS):
        furthest = 0.0
        for margin in margins:
            step = margin.factors(sums * factor)
            factor = factor * step
            furthest = max(furthest, float(np.abs(step[sums > 0] - 1).max(initial=0.0)))
        if furthest <= _CLOSE:
            return factor
    raise RakingUnsettled("The margins of the roster cannot be met together. Use fewer facts, or larger groups.")
