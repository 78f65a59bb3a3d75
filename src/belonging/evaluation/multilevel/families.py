"""What a cell's answers say about its predictors: log likelihood, slopes and curvature.

A cell holds people of one school who share their predictors. Its linear predictors are
`cut_j + sign * (x @ slopes + sd * u)`, one for each cut: a binomial has one cut, its intercept; a cumulative
logit has a cut between each two neighbouring answers (McCullagh 1980, doi 10.1111/j.2517-6161.1980.tb01109.x).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

Floats = NDArray[np.float64]

LEAST = 1e-300
"""Stands in for a probability that underflows."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Of the log likelihood at given predictors; shapes (cells, nodes), with cut axes before them."""

    value: Floats
    first: Floats
    second: Floats


class Family(Protocol):
    """Counts of answers per cell and how they follow from the predictors."""

    @property
    def sign(self) -> float: ...

    @property
    def cuts(self) -> int: ...

    @property
    def people(self) -> Floats: ...

    def start(self) -> Floats:
        """Cuts that reproduce the totals, slopes and differences between schools left out."""
        ...

    def shape(self, predictors: Floats) -> Shape:
        """At `predictors` of shape (cuts, cells, nodes)."""
        ...

    def expected(self, predictors: Floats) -> Floats:
        """The information in the cells, shape (cuts, cuts, cells, nodes): minus the mean of `second`."""
        ...

    def picked(self, rows: NDArray[np.intp]) -> Self: ...


@dataclass(frozen=True, slots=True)
class Binomial:
    """So many of `people` are positive; both of shape (cells,)."""

    people: Floats
    positive: Floats
    sign: float = field(default=1.0, init=False)
    cuts: int = field(default=1, init=False)

    @classmethod
    def of(cls, n: ArrayLike, positive: ArrayLike) -> Binomial:
        return cls(np.asarray(n, dtype=np.float64), np.asarray(positive, dtype=np.float64))

    def start(self) -> Floats:
        return np.array([logit(self.positive.sum() / self.people.sum())])

    def shape(self, predictors: Floats) -> Shape:
        eta = predictors[0]
        mean = expit(eta)
        n, y = self.people[:, None], self.positive[:, None]
        return Shape(
            value=y * eta - n * np.logaddexp(0, eta),
            first=(y - n * mean)[None],
            second=(-n * mean * (1 - mean))[None, None],
        )

    def expected(self, predictors: Floats) -> Floats:
        return -self.shape(predictors).second

    def picked(self, rows: NDArray[np.intp]) -> Binomial:
        return Binomial(self.people[rows], self.positive[rows])


@dataclass(frozen=True, slots=True)
class CumulativeLogit:
    """`counts` of shape (answers, cells), least favourable answer first; every answer occurs."""

    counts: Floats
    sign: float = field(default=-1.0, init=False)

    @classmethod
    def of(cls, counts: ArrayLike) -> CumulativeLogit:
        """From counts of shape (cells, answers); answers that nobody gave are closed up."""
        table = np.asarray(counts, dtype=np.float64).T
        return cls(table[table.sum(axis=1) > 0])

    @property
    def cuts(self) -> int:
        return len(self.counts) - 1

    @property
    def people(self) -> Floats:
        total: Floats = self.counts.sum(axis=0)
        return total

    def start(self) -> Floats:
        totals = self.counts.sum(axis=1)
        cuts: Floats = logit(totals.cumsum()[:-1] / totals.sum())
        return cuts

    def shape(self, predictors: Floats) -> Shape:
        chances, density, slope = _chances(predictors)
        counts = self.counts[:, :, None]
        pull = counts / chances
        between = pull[:-1] - pull[1:]
        return Shape(
            value=(counts * np.log(chances)).sum(axis=0),
            first=density * between,
            second=_curvature(density, pull / chances, slope * between),
        )

    def expected(self, predictors: Floats) -> Floats:
        chances, density, _ = _chances(predictors)
        return -_curvature(density, self.people[:, None] / chances, np.zeros_like(density))

    def picked(self, rows: NDArray[np.intp]) -> CumulativeLogit:
        return CumulativeLogit(self.counts[:, rows])


def _chances(predictors: Floats) -> tuple[Floats, Floats, Floats]:
    """Chance of each answer, and the logistic density and its slope at each cut."""
    below = expit(predictors)
    edge = np.zeros_like(below[:1])
    chances = np.diff(np.concatenate([edge, below, edge + 1]), axis=0)
    density = below * (1 - below)
    return np.maximum(chances, LEAST), density, density * (1 - 2 * below)


def _curvature(density: Floats, pull: Floats, diagonal: Floats) -> Floats:
    """Second derivatives by cut and cut: each answer ties together the two cuts that bound it."""
    cuts = len(density)
    second = np.zeros((cuts, *density.shape))
    for cut in range(cuts):
        second[cut, cut] = diagonal[cut] - density[cut] ** 2 * (pull[cut] + pull[cut + 1])
        if cut:
            second[cut - 1, cut] = second[cut, cut - 1] = density[cut - 1] * density[cut] * pull[cut]
    return second
