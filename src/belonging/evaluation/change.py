"""Change of a share between two waves, in two frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from belonging.evaluation.clusters import OneSchool, contrast
from belonging.evaluation.estimates import (
    LEAST_DF,
    ONE_SCHOOL,
    Estimate,
    few_degrees_of_freedom,
    t_quantile,
    two_sided_p,
)
from belonging.evaluation.proportions import answered_fraction

CR2_ONE_DESIGN = "CR2 variance and Satterthwaite degrees of freedom, schools as clusters, both waves in one design"
WAVES_OF_ROLL = "waves as independent samples of the roll"


@dataclass(frozen=True, slots=True)
class Sample:
    """One wave of one group: a share in per cent (a range where banded), its base, and the roll if known."""

    low: float
    high: float
    n: int
    roll: int | None

    @property
    def variance(self) -> float:
        """Of the share (0 to 1), the largest that the range allows: (1 - f) p (1 - p) / (n - 1)."""
        nearest_half = min(max(50.0, self.low), self.high) / 100
        unseen = 1 - answered_fraction(self.n, self.roll)
        return unseen * nearest_half * (1 - nearest_half) / (self.n - 1)


def change_among_schools(n: ArrayLike, positive: ArrayLike) -> Estimate:
    """Points, for schools like these; counts have shape (schools, 2), the earlier wave first.

    Both waves stand in one design, so that what a school's waves share is not counted as noise.
    """
    shares = np.asarray(positive).sum(axis=0) / np.asarray(n).sum(axis=0)
    point = 100 * float(shares[1] - shares[0])
    try:
        estimate = contrast(n, positive, [-1.0, 1.0])
    except OneSchool:
        return Estimate(point, point, refusal=ONE_SCHOOL)
    if estimate.df < LEAST_DF:
        return Estimate(point, point, df=estimate.df, refusal=few_degrees_of_freedom(estimate.df))
    reach = t_quantile(estimate.df) * estimate.error
    interval = (100 * (estimate.value - reach), 100 * (estimate.value + reach))
    p = two_sided_p(estimate.value, estimate.error, estimate.df)
    return Estimate(point, point, interval, estimate.df, p)


def change_of_roll(earlier: Sample, later: Sample) -> Estimate:
    """Points, for these pupils. Banded shares: the whole width of both bands counts as uncertainty.

    Conservative on purpose: pupils who answered in both waves are treated as if they were others.
    Both bases must be 2 or more; callers ask for 10.
    """
    low, high = later.low - earlier.high, later.high - earlier.low
    before, after = earlier.variance, later.variance
    error = (before + after) ** 0.5
    df = _welch(earlier, later)
    reach = 100 * t_quantile(df) * error
    nearest_zero = min(max(0.0, low), high) / 100
    return Estimate(low, high, (low - reach, high + reach), df, two_sided_p(nearest_zero, error, df))


def _welch(earlier: Sample, later: Sample) -> float:
    """Welch–Satterthwaite degrees of freedom for two independent samples."""
    before, after = earlier.variance, later.variance
    if before + after == 0:
        return float(earlier.n + later.n - 2)
    return (before + after) ** 2 / (before**2 / (earlier.n - 1) + after**2 / (later.n - 1))
