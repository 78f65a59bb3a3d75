"""Weighted shares and their differences with CR2 and Satterthwaite, from five sums per school and column.

The model is weighted least squares with a mean per column; the working variance is the identity, which is what
clubSandwich assumes by default: weights are there for the mix of people, not for precision (Pustejovsky and Tipton
2018, doi 10.1080/07350015.2016.1247004). Within a school and column, ones and weights span everything that the
adjustment needs, so a 2 x 2 inverse square root per school and column is all. With all weights 1 this is clusters.py.
Weights are taken as given: where they were estimated, use the jackknife (docs/methods/weighting.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from belonging.evaluation.clusters import Clustered, EmptyGroup, Floats, OneSchool, degrees_of_freedom
from belonging.evaluation.estimates import LEAST_DF, ONE_SCHOOL, Estimate, few_degrees_of_freedom
from belonging.evaluation.proportions import effective_n, korn_graubard


@dataclass(frozen=True, slots=True)
class Sums:
    """Per school and column: people, sums of weights w, of w^2, of the outcome y, of w y; (schools, columns) each."""

    people: Floats
    weight: Floats
    squares: Floats
    outcome: Floats
    weighted: Floats

    @classmethod
    def of_cells(cls, n: ArrayLike, positive: ArrayLike, weight: ArrayLike) -> Sums:
        """From counts of cells whose people all have one weight; shapes (cells, schools, columns), summed over cells.

        `weight` may be any shape that broadcasts against the counts.
        """
        people, hits = np.asarray(n, dtype=np.float64), np.asarray(positive, dtype=np.float64)
        each = np.broadcast_to(np.asarray(weight, dtype=np.float64), people.shape)
        parts = (people, people * each, people * each**2, hits, hits * each)
        return cls(*(part.sum(axis=0) for part in parts))

    def columns(self, chosen: NDArray[np.bool_]) -> Sums:
        """Some columns, and the schools that have people in them."""
        kept = self.people[:, chosen].any(axis=1)
        parts = (self.people, self.weight, self.squares, self.outcome, self.weighted)
        return Sums(*(part[:, chosen][kept] for part in parts))


@dataclass(frozen=True, slots=True)
class _Adjusted:
    """The adjusted direction of each school and column is `ones` * 1 + `weights` * w, on the people of the cell."""

    ones: Floats
    weights: Floats


def weighted_shares(sums: Sums) -> Floats:
    """Weighted share per column; every column needs people."""
    share: Floats = sums.weighted.sum(axis=0) / sums.weight.sum(axis=0)
    return share


def weighted_contrast(sums: Sums, weights: ArrayLike) -> Clustered:
    """The weighted sum `weights` (columns,) of the columns' weighted shares; columns of weight 0 drop out.

    Raises OneSchool where a column that counts has a single school, EmptyGroup where it has nobody.
    """
    contrast = np.asarray(weights, dtype=np.float64)
    used = contrast != 0
    kept, contrast = sums.columns(used), contrast[used]
    if not kept.people.any(axis=0).all():
        raise EmptyGroup
    if ((kept.people > 0).sum(axis=0) == 1).any():
        raise OneSchool
    adjusted = _adjusted(kept)
    share = weighted_shares(kept)
    score = _scores(kept, adjusted, share) @ contrast
    df = degrees_of_freedom(*_traces(kept, adjusted), contrast[:, np.newaxis])
    return Clustered(float(contrast @ share), float(np.sqrt((score**2).sum())), float(df[0]))


def weighted_covariance(sums: Sums) -> Floats:
    """CR2 covariance of the columns' weighted shares, (columns, columns). Raises as weighted_contrast."""
    if not sums.people.any(axis=0).all():
        raise EmptyGroup
    if ((sums.people > 0).sum(axis=0) == 1).any():
        raise OneSchool
    kept = sums.columns(np.ones(sums.people.shape[1], dtype=bool))
    score = _scores(kept, _adjusted(kept), weighted_shares(kept))
    made: Floats = score.T @ score
    return made


def weighted_share_among_schools(sums: Sums) -> Estimate:
    """Per cent, for schools like these: one column; Korn–Graubard fed with the weighted CR2 variance."""
    point = 100 * float(weighted_shares(sums)[0])
    try:
        estimate = weighted_contrast(sums, [1.0])
    except OneSchool:
        return Estimate(point, point, refusal=ONE_SCHOOL)
    if estimate.df < LEAST_DF:
        return Estimate(point, point, df=estimate.df, refusal=few_degrees_of_freedom(estimate.df))
    low, high = korn_graubard(estimate.value, effective_n(estimate, int(sums.people.sum())))
    return Estimate(point, point, (100 * low, 100 * high), estimate.df)


def _adjusted(sums: Sums) -> _Adjusted:
    """(I - H)^(-1/2) w for each school and column, in the basis of ones and weights.

    With an orthonormal basis of their span, e1 along ones and e2 along w - mean, the matrix to be rooted is
    [[b, c], [c, 1]]; its inverse root has a closed form through its determinant.
    """
    total = sums.weight.sum(axis=0)
    q = sums.squares.sum(axis=0) / total**2
    n = np.where(sums.people > 0, sums.people, 1.0)
    spread = np.maximum(sums.squares - sums.weight**2 / n, 0.0)  # sum of (w - mean)^2
    uneven = spread > 1e-12 * np.where(sums.people > 0, sums.squares, 1.0)
    spread = np.where(uneven, spread, 0.0)
    b = 1 - 2 * sums.weight / total + q * sums.people
    c = -np.sqrt(n * spread) / total
    # b - c^2, written as a sum of two squares
    determinant = (1 - sums.weight / total) ** 2 + sums.people * np.maximum(q - sums.squares / total**2, 0.0)
    root = np.sqrt(determinant)
    scale = np.sqrt(b + 1 + 2 * root) * root
    along, across = sums.weight / np.sqrt(n), np.sqrt(spread)
    first = ((1 + root) * along - c * across) / scale
    second = ((b + root) * across - c * along) / scale
    weights = np.divide(second, across, out=np.zeros_like(second), where=uneven)
    ones = first / np.sqrt(n) - weights * sums.weight / n
    return _Adjusted(np.where(sums.people > 0, ones, 0.0), weights)


def _scores(sums: Sums, adjusted: _Adjusted, share: Floats) -> Floats:
    """CR2 scores per school and column."""
    plain = sums.outcome - share * sums.people
    weighed = sums.weighted - share * sums.weight
    made: Floats = (adjusted.ones * plain + adjusted.weights * weighed) / sums.weight.sum(axis=0)
    return made


def _traces(sums: Sums, adjusted: _Adjusted) -> tuple[Floats, Floats]:
    """trace(G_k) and trace(G_k G_l) of G_k = diag(d) + x y' + y x' per column, from columns x columns products."""
    total = sums.weight.sum(axis=0)
    q = sums.squares.sum(axis=0) / total**2
    ones, weights = adjusted.ones, adjusted.weights
    d = (ones**2 * sums.people + 2 * ones * weights * sums.weight + weights**2 * sums.squares) / total**2
    y = ones * sums.people + weights * sums.weight
    x = (q / 2 * y - (ones * sums.weight + weights * sums.squares) / total) / total**2
    cross = d.T @ (x * y)
    yx = y.T @ x
    square = d.T @ d + 2 * cross + 2 * cross.T + 2 * (yx * yx.T + (y.T @ y) * (x.T @ x))
    return (d + 2 * x * y).sum(axis=0), square
