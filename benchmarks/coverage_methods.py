"""The intervals under test: the engine's own functions, and naive ones as controls that must fail.

Each takes counts of shape (schools, columns), the answers and the positive ones, and the contrast's weights, and gives
the two ends (0 to 1), or None where it refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from belonging.evaluation.change import change_among_schools
from belonging.evaluation.estimates import Estimate
from belonging.evaluation.gaps import change_in_gap_among_schools, gap_among_schools
from belonging.evaluation.proportions import share_among_schools

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Ends = tuple[float, float] | None
Method = Callable[[Counts, Counts], Ends]

Z = 1.959963984540054


@dataclass(frozen=True)
class Estimand:
    """What is estimated: columns of (wave, group), their weights, the engine's method and the naive ones.

    `apart` splits the columns into parts that a control wrongly takes to be independent.
    """

    name: str
    columns: tuple[tuple[int, int], ...]
    weights: tuple[float, ...]
    engine: Method
    apart: tuple[tuple[int, ...], ...] = ()

    def controls(self) -> dict[str, Method]:
        """Methods in use that must fail, by name."""
        if len(self.columns) == 1:
            return {"pupils independent (Wilson)": wilson}
        made: dict[str, Method] = {"pupils independent (z)": self.pupils_independent}
        if self.apart:
            what = "waves" if self.name.startswith("change") else "groups"
            made[f"{what} independent, t(C-1)"] = self.parts_independent
        return made

    def shown(self) -> dict[str, Method]:
        """Shown beside, neither engine nor control."""
        return {"linearised, t(C-1)": self.linearised}

    def pupils_independent(self, n: Counts, positive: Counts) -> Ends:
        total = n.sum(axis=0)
        share = positive.sum(axis=0) / total
        weight = np.array(self.weights)
        return _around(float(weight @ share), float((weight**2 * share * (1 - share) / total).sum()), Z)

    def linearised(self, n: Counts, positive: Counts) -> Ends:
        """What survey packages give unless told otherwise."""
        score = _residuals(n, positive) @ np.array(self.weights)
        return self._by_schools(n, positive, float((score**2).sum()))

    def parts_independent(self, n: Counts, positive: Counts) -> Ends:
        residuals, weight = _residuals(n, positive), np.array(self.weights)
        parts = [residuals[:, list(part)] @ weight[list(part)] for part in self.apart]
        return self._by_schools(n, positive, float(sum((part**2).sum() for part in parts)))

    def _by_schools(self, n: Counts, positive: Counts, squares: float) -> Ends:
        schools = int(n.any(axis=1).sum())
        value = float(np.array(self.weights) @ (positive.sum(axis=0) / n.sum(axis=0)))
        return _around(value, squares * schools / (schools - 1), float(stdtrit(schools - 1, 0.975)))


def _residuals(n: Counts, positive: Counts) -> Floats:
    total = n.sum(axis=0)
    result: Floats = (positive - positive.sum(axis=0) / total * n) / total
    return result


def _around(value: float, variance: float, reach: float) -> Ends:
    half = reach * variance**0.5
    return value - half, value + half


def wilson(n: Counts, positive: Counts) -> Ends:
    """Wilson (1927), as if each pupil had been drawn alone."""
    total, share = int(n.sum()), float(positive.sum() / n.sum())
    middle = (share + Z**2 / 2 / total) / (1 + Z**2 / total)
    half = Z * (share * (1 - share) / total + Z**2 / 4 / total**2) ** 0.5 / (1 + Z**2 / total)
    return middle - half, middle + half


def _ends(estimate: Estimate) -> Ends:
    return None if estimate.interval is None else (estimate.interval[0] / 100, estimate.interval[1] / 100)


def _share(n: Counts, positive: Counts) -> Ends:
    return _ends(share_among_schools(n[:, 0], positive[:, 0]))


def _change(n: Counts, positive: Counts) -> Ends:
    return _ends(change_among_schools(n, positive))


def _gap(n: Counts, positive: Counts) -> Ends:
    return _ends(gap_among_schools(n, positive))


def _change_in_gap(n: Counts, positive: Counts) -> Ends:
    return _ends(change_in_gap_among_schools(n.reshape(-1, 2, 2), positive.reshape(-1, 2, 2)))


SHARE = Estimand("share", ((0, 0),), (1,), _share)
CHANGE = Estimand("change", ((0, 0), (1, 0)), (-1, 1), _change, ((0,), (1,)))
GAP = Estimand("gap", ((1, 0), (1, 1)), (1, -1), _gap, ((0,), (1,)))
CHANGE_IN_GAP = Estimand(
    "change in gap", ((0, 0), (1, 0), (0, 1), (1, 1)), (-1, 1, 1, -1), _change_in_gap, ((0, 2), (1, 3))
)

OF_EVERYONE = (SHARE, CHANGE)
OF_TWO_GROUPS = (SHARE, CHANGE, GAP, CHANGE_IN_GAP)
