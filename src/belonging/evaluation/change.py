"""Change of a share between two waves, and any other contrast of shares, in two frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from belonging.evaluation.clusters import Clustered, OneSchool, contrast
from belonging.evaluation.estimates import (
    LEAST_DF,
    NO_SPREAD,
    ONE_SCHOOL,
    Estimate,
    few_degrees_of_freedom,
    t_quantile,
    two_sided_p,
)
from belonging.evaluation.proportions import answered_fraction

CR2_ONE_DESIGN = "CR2 variance and Satterthwaite degrees of freedom, schools as clusters, both waves in one design"
SPREAD_AT_ALL = 1e-12
"""Below this a standard error is nought but for binary fractions."""

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
    return contrast_among_schools(n, positive, [-1.0, 1.0])


def contrast_among_schools(n: ArrayLike, positive: ArrayLike, weights: ArrayLike) -> Estimate:
    """Points, for schools like these: the weighted sum of the columns' shares, counts of shape (schools, columns).

    Raises clusters.EmptyGroup where a column that counts has nobody.
    """
    people, hits, weight = np.asarray(n), np.asarray(positive), np.asarray(weights, dtype=np.float64)
    try:
        estimate = contrast(people, hits, weight)
    except OneSchool:
        used = weight != 0
        point = 100 * float(weight[used] @ (hits[:, used].sum(axis=0) / people[:, used].sum(axis=0)))
        return Estimate(point, point, refusal=ONE_SCHOOL)
    return in_points(estimate)


def in_points(estimate: Clustered) -> Estimate:
    """A clustered estimate of a difference with its interval and p-value; refused below LEAST_DF."""
    point = 100 * estimate.value
    if estimate.df < LEAST_DF:
        return Estimate(point, point, df=estimate.df, refusal=few_degrees_of_freedom(estimate.df))
    if estimate.error <= SPREAD_AT_ALL:
        return Estimate(point, point, df=estimate.df, refusal=NO_SPREAD)
    reach = 100 * t_quantile(estimate.df) * estimate.error
    p = two_sided_p(estimate.value, estimate.error, estimate.df)
    return Estimate(point, point, (point - reach, point + reach), estimate.df, p)


def change_of_roll(earlier: Sample, later: Sample) -> Estimate:
    """Points, for these pupils. Banded shares: the whole width of both bands counts as uncertainty.

    Conservative on purpose: pupils who answered in both waves are treated as if they were others.
    Both bases must be 2 or more; callers ask for 10.
    """
    return contrast_of_roll([later], [earlier])


def contrast_of_roll(added: Sequence[Sample], taken: Sequence[Sample]) -> Estimate:
    """Points, for these pupils: the sum of some shares less the sum of others, all independent samples.

    The variance is the largest and the p-value the least striking that the bands allow; the degrees of freedom
    are Welch's.
    """
    low = sum(sample.low for sample in added) - sum(sample.high for sample in taken)
    high = sum(sample.high for sample in added) - sum(sample.low for sample in taken)
    samples = [*taken, *added]
    error = sum(sample.variance for sample in samples) ** 0.5
    df = _welch(samples)
    reach = 100 * t_quantile(df) * error
    nearest_zero = min(max(0.0, low), high) / 100
    return Estimate(low, high, (low - reach, high + reach), df, two_sided_p(nearest_zero, error, df))


def _welch(samples: Sequence[Sample]) -> float:
    """Welch–Satterthwaite degrees of freedom for independent samples."""
    total = sum(sample.variance for sample in samples)
    if total == 0:
        return float(sum(sample.n - 1 for sample in samples))
    return total**2 / sum(sample.variance**2 / (sample.n - 1) for sample in samples)
