"""Partial pooling: drawn towards all schools as far as a school is small, with an honest interval."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit, xlog1py, xlogy

from belonging.evaluation.multilevel import Binomial, NoFit, arrange, fit
from belonging.evaluation.pooling import pooled_shares

N = np.array([260, 220, 180, 150, 140, 80, 70, 50, 30, 20])
HITS = np.array([170, 139, 151, 98, 77, 71, 40, 27, 16, 19])


def by_brute_force(n: NDArray[np.int64], hits: NDArray[np.int64], chances: tuple[float, ...]) -> NDArray[np.float64]:
    """Posterior quantiles of each school's share: typical log odds and standard deviation flat, all on a fine grid."""
    grid = np.linspace(-6, 7, 900)
    share = expit(grid)
    own = np.exp(xlogy(hits[:, None], share) + xlog1py((n - hits)[:, None], -share) + n[:, None] * 0.55)
    typical, sd = (part.ravel() for part in np.meshgrid(np.linspace(-2, 3.5, 90), np.linspace(0.02, 4, 90)))
    normal = np.exp(-(((grid - typical[:, None]) / sd[:, None]) ** 2) / 2) / sd[:, None]
    by_school = normal @ own.T
    weight = np.exp(np.log(by_school).sum(axis=1) - np.log(by_school).sum(axis=1).max())
    density = (weight / by_school.T) @ normal * own
    below = density.cumsum(axis=1) / density.sum(axis=1, keepdims=True)
    return np.array([[np.interp(chance, row, share) for chance in chances] for row in below])


@pytest.mark.parametrize(
    ("n", "hits", "near"),
    [(N, HITS, 0.02), (np.full(10, 50), np.array([35, 34, 36, 35, 35, 35, 34, 36, 35, 35]), 0.003)],
    ids=["apart", "alike"],
)
def test_shares_and_ends_are_those_of_brute_force(n: NDArray[np.int64], hits: NDArray[np.int64], near: float) -> None:
    expected = by_brute_force(n, hits, (0.5, 0.025, 0.975))

    found = pooled_shares(n, hits)

    assert np.column_stack([found.share, found.low, found.high]) == pytest.approx(expected, abs=near)


def test_with_many_schools_the_estimate_is_the_models_own() -> None:
    rng = np.random.default_rng(2)
    n = rng.integers(15, 60, 150)
    hits = rng.binomial(n, expit(0.5 + 0.5 * rng.normal(size=150)))
    model = fit(arrange(np.arange(150), np.empty((150, 0)), Binomial.of(n, hits))[0])

    found = pooled_shares(n, hits)

    assert found.share == pytest.approx(expit(model.cuts[0] + model.effects), abs=0.01)
    assert found.sd == model.sd


def test_small_schools_are_drawn_further_towards_the_typical_school() -> None:
    found = pooled_shares([200, 200, 200, 200, 20, 20], [150, 100, 120, 130, 15, 10])

    drawn = np.array([0.75, 0.5, 0.6, 0.65, 0.75, 0.5]) - found.share
    assert abs(drawn[4]) > 3 * abs(drawn[0])
    assert abs(drawn[5]) > 3 * abs(drawn[1])
    assert found.share[4] > found.typical > found.share[5]


def test_schools_alike_still_have_intervals_of_some_width() -> None:
    found = pooled_shares([50] * 6, [35, 34, 36, 35, 35, 35])

    assert found.sd == 0
    assert (found.high - found.low > 0.1).all()


def test_order_is_kept_and_a_school_without_answers_has_no_share() -> None:
    found = pooled_shares(np.insert(N, 3, 0), np.insert(HITS, 3, 0))
    turned = pooled_shares(N[::-1], HITS[::-1])

    assert np.isnan(found.share[3])
    assert np.delete(found.share, 3) == pytest.approx(turned.share[::-1], abs=1e-9)


def test_three_schools_are_too_few() -> None:
    with pytest.raises(NoFit, match="4 are needed"):
        pooled_shares([20, 30, 40], [10, 20, 30])
