"""Shares with their intervals (Korn and Graubard 1998, Survey Methodology 24(2)), in two frames."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from belonging.evaluation.clusters import Clustered, OneSchool, contrast
from belonging.evaluation.estimates import (
    CONFIDENCE,
    LEAST_DF,
    ONE_SCHOOL,
    Estimate,
    few_degrees_of_freedom,
    t_quantile,
)

KORN_GRAUBARD_CR2 = "Korn–Graubard, CR2 variance and Satterthwaite degrees of freedom, schools as clusters"
KORN_GRAUBARD_ROLL = "Korn–Graubard, answers as a sample of the roll"

TAIL = (1 - CONFIDENCE) / 2


def korn_graubard(share: float, effective_n: float) -> tuple[float, float]:
    """Clopper–Pearson ends (0 to 1) for a share of `effective_n` people, which need not be whole."""
    hits = share * effective_n
    misses = effective_n - hits
    low = float(betaincinv(hits, misses + 1, TAIL)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, misses, 1 - TAIL)) if misses > 0 else 1.0
    return low, high


def effective_n(estimate: Clustered, people: int) -> float:
    """People of a simple random sample that would be as sure, shrunk for the few degrees of freedom."""
    few = (t_quantile(people - 1) / t_quantile(estimate.df)) ** 2
    variance = estimate.value * (1 - estimate.value)
    return few * (variance / estimate.error**2 if estimate.error > 0 else people)


def share_among_schools(n: ArrayLike, positive: ArrayLike) -> Estimate:
    """Per cent, for schools like these; `n` and `positive` are counts per school."""
    people = np.asarray(n).reshape(-1, 1)
    hits = np.asarray(positive).reshape(-1, 1)
    total = int(people.sum())
    point = 100 * float(hits.sum()) / total
    try:
        estimate = contrast(people, hits, [1.0])
    except OneSchool:
        return Estimate(point, point, refusal=ONE_SCHOOL)
    if estimate.df < LEAST_DF:
        return Estimate(point, point, df=estimate.df, refusal=few_degrees_of_freedom(estimate.df))
    low, high = korn_graubard(estimate.value, effective_n(estimate, total))
    return Estimate(point, point, (100 * low, 100 * high), estimate.df)


def share_of_roll(share: tuple[float, float], n: int, roll: int | None) -> tuple[float, float]:
    """Interval ends in per cent, for these pupils; `share` is the share's range in per cent (equal if exact).

    With everyone on roll answering nothing is left to be unsure of, so the ends are the range itself.
    """
    low, high = share
    unseen = 1 - answered_fraction(n, roll)
    if unseen == 0:
        return share
    size = (n - 1) / unseen
    return 100 * korn_graubard(low / 100, size)[0], 100 * korn_graubard(high / 100, size)[1]


def answered_fraction(n: int, roll: int | None) -> float:
    """The part of the roll that answered; 0 where the roll is unknown."""
    return min(1.0, n / roll) if roll else 0.0
