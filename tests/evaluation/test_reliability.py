"""Reliability: known answers from made-up correlations, and what one factor cannot describe."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.polychoric import pair_tables
from belonging.evaluation.reliability import NoSingleFactor, alpha, green_yang, one_factor, reliability

FOUR = np.array([0.8, 0.7, 0.6, 0.5])


def one_factor_correlations(
    loadings: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    correlations = np.outer(loadings, loadings)
    np.fill_diagonal(correlations, 1)
    return correlations


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.1, 0.95), min_size=4, max_size=12), st.integers(0, 3))
def test_loadings_that_made_the_correlations_are_found_again(loadings: list[float], turned: int) -> None:
    wanted = np.array(loadings)
    wanted[turned] *= -0.5

    found = one_factor(one_factor_correlations(wanted))

    assert found * np.sign(found[(turned + 1) % 4]) == pytest.approx(wanted, abs=1e-6)


def test_alpha_of_equal_items_is_spearman_and_brown() -> None:
    assert alpha(one_factor_correlations(np.sqrt(np.full(6, 0.4)))) == pytest.approx(6 * 0.4 / (1 + 5 * 0.4))


def test_omega_of_very_fine_steps_is_that_of_the_normal_answers() -> None:
    cuts = np.tile(np.linspace(-4, 4, 81), (4, 1))

    omega = green_yang(FOUR, one_factor_correlations(FOUR), cuts)

    assert omega == pytest.approx(FOUR.sum() ** 2 / (FOUR.sum() ** 2 + (1 - FOUR**2).sum()), abs=1e-3)


def test_coarse_steps_are_less_reliable_than_fine_ones() -> None:
    correlations = one_factor_correlations(FOUR)
    two, four = np.zeros((4, 1)), np.tile([-1.0, 0.0, 1.0], (4, 1))

    assert green_yang(FOUR, correlations, two) < green_yang(FOUR, correlations, four)


def test_more_than_all_of_an_item_is_refused() -> None:
    correlations = np.array([[1, 0.9, 0.9], [0.9, 1, 0.3], [0.9, 0.3, 1]])

    with pytest.raises(NoSingleFactor, match="Read alpha"):
        one_factor(correlations)


def test_alpha_is_given_where_omega_is_not() -> None:
    rng = np.random.default_rng(3)
    twice = rng.integers(1, 5, (90, 1))
    levels = np.hstack([twice, twice, rng.integers(1, 5, (90, 2))])

    found = reliability(pair_tables(levels, 4))

    assert found.omega is None
    assert "Read alpha" in found.why_no_omega
    assert 0 < found.alpha < 1
