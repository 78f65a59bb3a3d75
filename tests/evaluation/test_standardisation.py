"""Standardised change: nothing changes where the mix did not, and a change of mix alone is taken out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from belonging.evaluation.standardisation import standardised_change

Counts = NDArray[np.int64]


def alike(schools: int, sizes: Counts, shares: NDArray[np.float64]) -> tuple[Counts, Counts]:
    """Every school with the same `sizes` and `shares`, shape (strata, 2 waves)."""
    n = np.repeat(sizes[:, np.newaxis, :], schools, axis=1)
    return n, np.rint(n * shares[:, np.newaxis, :]).astype(np.int64)


def test_a_change_of_mix_alone_is_no_change() -> None:
    sizes, shares = np.array([[80, 40], [20, 60]]), np.array([[0.5, 0.5], [0.9, 0.9]])

    made = standardised_change(*alike(8, sizes, shares))

    assert made.crude.low == pytest.approx(16)
    assert made.estimate.low == pytest.approx(0, abs=1e-9)
    assert made.largest_weight == pytest.approx(2)
    assert made.effective == pytest.approx(800**2 / (8 * (40 * 4 + 60 / 9)))


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6))
def test_with_the_same_mix_it_is_the_crude_change(seed: int) -> None:
    rng = np.random.default_rng(seed)
    by_school = rng.integers(5, 30, (3, 9, 1))
    n = np.concatenate([by_school, 2 * by_school], axis=2)
    positive = rng.binomial(n, 0.6)

    made = standardised_change(n, positive)

    assert made.estimate.low == pytest.approx(made.crude.low, abs=1e-9)
    assert made.estimate.df == pytest.approx(made.crude.df)
    assert made.estimate.interval == pytest.approx(made.crude.interval, abs=1e-9)
    assert made.covered == (1, 1)


def test_a_year_group_that_answered_once_is_left_out_and_said() -> None:
    sizes = np.array([[45, 50], [45, 45], [10, 0]])
    shares = np.array([[0.5, 0.6], [0.5, 0.6], [1.0, 0.0]])

    made = standardised_change(*alike(8, sizes, shares))

    assert made.covered == pytest.approx((0.9, 1.0))
    assert made.estimate.low == pytest.approx(100 * (27 + 30 * 45 / 50 - 44) / 90, abs=2)


def test_waves_that_asked_other_pupils_are_refused() -> None:
    made = standardised_change(*alike(8, np.array([[60, 0], [40, 50]]), np.full((2, 2), 0.5)))

    assert math.isnan(made.estimate.low)
    assert made.estimate.refusal is not None
    assert made.estimate.refusal.code == "mix-too-different"
    assert "40 in 100" in made.estimate.refusal.sentence


def test_one_school_gives_the_point_alone() -> None:
    made = standardised_change(*alike(1, np.array([[80, 40], [20, 60]]), np.array([[0.5, 0.5], [0.9, 0.9]])))

    assert made.estimate.low == pytest.approx(0, abs=1e-9)
    assert made.estimate.refusal is not None
    assert made.estimate.refusal.code == "one-school"
