"""Partially pooled school shares: what a school's own answers say, drawn towards all schools as far as they are few.

The best linear unbiased prediction of a mixed logistic model with a random intercept per school (Robinson 1991,
doi 10.1214/ss/1177011926). With few schools their spread is itself uncertain and often estimated as nothing; so the
interval averages over it, with a flat prior on the standard deviation (Gelman 2006, doi 10.1214/06-BA117A), instead
of taking one value as if it were known (docs/methods/pooling.md). Schools keep the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, ndtr

from belonging.evaluation.estimates import CONFIDENCE
from belonging.evaluation.multilevel import Binomial, Fit, Model, NoFit, arrange, fit, fit_at
from belonging.evaluation.multilevel.families import Floats

LEAST_SCHOOLS = 4
"""Fewer schools tell too little of how schools differ."""

LOWEST, HIGHEST = 0.02, 5.0
"""Standard deviations (log odds) between which schools are let differ."""
WIDER = 1.5
NEGLIGIBLE = 8.0
"""A standard deviation whose log likelihood lies this far below the best is left out."""
GRID = 20
HALVINGS = 45


@dataclass(frozen=True, slots=True)
class Pooled:
    """Shares (0 to 1) with 95 % ends, by school; nan for a school without answers. `sd` is in log odds."""

    share: Floats
    low: Floats
    high: Floats
    typical: float
    sd: float


@dataclass(frozen=True, slots=True)
class _Mixture:
    """Log odds per school as a mixture of normals: `weight` (parts,), `mean` and `error` (parts, schools)."""

    weight: Floats
    mean: Floats
    error: Floats

    def below(self, at: Floats) -> Floats:
        return np.asarray(self.weight @ ndtr((at - self.mean) / self.error), dtype=np.float64)

    def quantile(self, chance: float) -> Floats:
        low, high = (self.mean - 9 * self.error).min(axis=0), (self.mean + 9 * self.error).max(axis=0)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            under = self.below(middle) < chance
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        return np.asarray((low + high) / 2, dtype=np.float64)


def pooled_shares(n: ArrayLike, positive: ArrayLike) -> Pooled:
    """From counts per school. Raises multilevel.NoFit."""
    people, hits = np.asarray(n, dtype=np.float64), np.asarray(positive, dtype=np.float64)
    model, present = arrange(np.arange(len(people)), np.empty((len(people), 0)), Binomial.of(people, hits))
    if model.schools < LEAST_SCHOOLS:
        raise NoFit(
            f"There are answers from {model.schools} schools; {LEAST_SCHOOLS} are needed to see how schools differ. "
            "Read the schools' own shares."
        )
    best = fit(model)
    mixture = _mixture(list(_fits(model, best)))
    tail = (1 - CONFIDENCE) / 2
    share, low, high = np.full((3, len(people)), np.nan)
    for whole, chance in ((share, 0.5), (low, tail), (high, 1 - tail)):
        whole[present] = expit(mixture.quantile(chance))
    return Pooled(share, low, high, float(expit(best.cuts[0])), best.sd)


def _fits(model: Model, best: Fit) -> Iterator[tuple[float, Fit]]:
    """Fits on a grid of standard deviations that holds nearly all of their likelihood."""
    limit = best.log_likelihood - NEGLIGIBLE
    low = high = max(best.sd, LOWEST)
    one = best
    while low > LOWEST and (one := fit_at(model, low, one)).log_likelihood > limit:
        low /= WIDER
    one = best
    while high < HIGHEST and (one := fit_at(model, high, one)).log_likelihood > limit:
        high *= WIDER
    low = 0.0 if low <= LOWEST else low
    width = (high - low) / GRID
    for place in range(GRID):
        sd = low + (place + 0.5) * width
        one = fit_at(model, sd, one)
        yield sd, one


def _mixture(fits: list[tuple[float, Fit]]) -> _Mixture:
    """Each standard deviation counts by its likelihood, the typical school's log odds integrated out."""
    heights = np.array([one.log_likelihood + np.log(one.cut_errors[0]) for _, one in fits])
    weight = np.exp(heights - heights.max())
    mean = np.array([one.cuts[0] + one.effects for _, one in fits])
    return _Mixture(weight / weight.sum(), mean, np.array([_error(sd, one) for sd, one in fits]))


def _error(sd: float, one: Fit) -> Floats:
    """Of a school's log odds: its effect's, and as much of the typical school's as its own answers leave open."""
    open_part = (one.effect_errors / sd) ** 2
    return np.asarray(np.sqrt(one.effect_errors**2 + (open_part * one.cut_errors[0]) ** 2), dtype=np.float64)
