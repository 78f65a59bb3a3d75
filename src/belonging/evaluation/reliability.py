"""How well a scale's items hang together: Cronbach's alpha, and omega for answers in steps.

Cronbach (1951), doi 10.1007/BF02310555; Green and Yang (2009), doi 10.1007/s11336-008-9099-3. Loadings are those of
one factor by unweighted least squares (Harman and Jones 1966, doi 10.1007/BF02289468). All from pair tables.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from belonging.evaluation.polychoric import Floats, PairTables, bivariate_normal, polychoric, thresholds

LEAST_PEOPLE = 30
"""Fewer complete answers than this and no correlation is worth printing."""
ROUNDS = 200
CLOSE = 1e-11
MOST_EXPLAINED = 0.995
"""The part of an item that one factor may explain; beyond it the solution is improper (Heywood)."""
NEARLY_ONE = 1 - 1e-9


class NoSingleFactor(ValueError):
    """Fewer than three items, or one factor would have to explain all of an item. Read alpha instead."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """`omega` is None, and `why_no_omega` says why, where one factor does not describe the items."""

    people: int
    alpha: float
    omega: float | None
    loadings: Floats | None
    why_no_omega: str = ""


def reliability(tables: PairTables) -> Reliability:
    """Of the items of `tables`. Raises polychoric.NoSpread where an item has one answer only."""
    correlations = polychoric(tables)
    level = alpha(tables.covariance())
    try:
        loadings = one_factor(correlations)
    except NoSingleFactor as reason:
        return Reliability(tables.people, level, None, None, str(reason))
    return Reliability(tables.people, level, green_yang(loadings, correlations, thresholds(tables)), loadings)


def alpha(covariance: Floats) -> float:
    """Cronbach's alpha of the sum of the items."""
    items = len(covariance)
    return float(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()))


def alpha_if_dropped(covariance: Floats) -> Floats:
    """Alpha of the other items, for each item; three items are needed."""
    everyone = np.arange(len(covariance))
    return np.array([alpha(covariance[np.ix_(everyone != item, everyone != item)]) for item in everyone])


def item_rest(covariance: Floats) -> Floats:
    """Correlation of each item with the sum of the others ("corrected item-total")."""
    own = np.diag(covariance)
    with_others = covariance.sum(axis=1) - own
    rest = covariance.sum() - 2 * covariance.sum(axis=1) + own
    return np.asarray(with_others / np.sqrt(own * rest), dtype=np.float64)


def one_factor(correlations: Floats) -> Floats:
    """Loadings that come nearest to the correlations off the diagonal, in squares. Raises NoSingleFactor.

    Newton's method from the first principal axis, each step halved until the squares fall.
    """
    values, vectors = np.linalg.eigh(correlations)
    loadings = vectors[:, -1] * np.sqrt(values[-1]) * 0.9
    squares = _misfit(correlations, loadings)
    for _ in range(ROUNDS):
        step = _downhill(correlations, loadings)
        while (ahead := _misfit(correlations, loadings + step)) > squares + 1e-15 and np.abs(step).max() > CLOSE:
            step = step / 2
        loadings, squares = loadings + step, ahead
        if np.abs(step).max() < CLOSE:
            break
    if (loadings**2).max() > MOST_EXPLAINED or len(loadings) < 3:
        raise NoSingleFactor(
            "One common factor does not describe these items (there are fewer than three, or it would have to explain "
            "all of one of them), so omega is not given. Read alpha, and look at how the items go together."
        )
    return np.asarray(loadings * np.copysign(1.0, loadings.sum()), dtype=np.float64)


def green_yang(loadings: Floats, correlations: Floats, cuts: Floats) -> float:
    """Omega of the sum of stepped answers: its true variance under one factor over its variance.

    `cuts` are thresholds, (items, levels - 1). The variance is that of the polychoric correlations, as in semTools.
    """
    first, second = np.triu_indices(len(loadings))
    h, k = cuts[first][:, :, None], cuts[second][:, None, :]
    apart = ndtr(h) * ndtr(k)
    common = np.clip(loadings[first] * loadings[second], -NEARLY_ONE, NEARLY_ONE)
    own = first == second
    between = np.where(own, 0.0, correlations[first, second])
    true = bivariate_normal(h, k, common[:, None, None]) - apart
    whole = bivariate_normal(h, k, between[:, None, None]) - apart
    whole[own] = ndtr(np.minimum(h, k)[own]) - apart[own]
    twice = np.where(own, 1.0, 2.0)
    return float(twice @ true.sum(axis=(1, 2)) / (twice @ whole.sum(axis=(1, 2))))


def _misfit(correlations: Floats, loadings: Floats) -> float:
    apart = correlations - np.outer(loadings, loadings)
    return float((apart**2).sum() - (np.diag(apart) ** 2).sum())


def _downhill(correlations: Floats, loadings: Floats) -> Floats:
    product = np.outer(loadings, loadings)
    apart = correlations - product
    np.fill_diagonal(apart, 0.0)
    gradient = -apart @ loadings
    bend = product - apart
    np.fill_diagonal(bend, (loadings**2).sum() - loadings**2)
    values, vectors = np.linalg.eigh(bend)
    size = np.maximum(np.abs(values), 1e-8)
    return np.asarray(-vectors @ ((vectors.T @ gradient) / size), dtype=np.float64)
