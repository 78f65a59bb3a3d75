"""The covariance and the many contrasts say what the single contrast says, and nothing depends on the order of rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from belonging.evaluation.clusters import EmptyGroup, OneSchool, contrast, contrasts, covariance

Counts = tuple[NDArray[np.int64], NDArray[np.int64]]


def drawn(seed: int, schools: int = 9, columns: int = 4, outcomes: int = 1) -> Counts:
    """Counts and positive answers (outcomes, schools, columns) of unequal schools."""
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 60, (schools, columns))
    return n, rng.binomial(n, rng.uniform(0.2, 0.9, (schools, 1)), (outcomes, schools, columns))


seeds = st.integers(0, 10**6)


def test_many_contrasts_are_the_single_ones_side_by_side() -> None:
    n, positive = drawn(1, outcomes=3)
    weights = np.array([[-1, 1, 0, 0], [1, -1, -1, 1], [0, 0, 1, 0]]).T

    many = contrasts(n, positive, weights)

    for outcome, place in np.ndindex(3, 3):
        one = contrast(n, positive[outcome], weights[:, place])
        assert many.values[outcome, place] == pytest.approx(one.value, abs=1e-15)
        assert many.errors[outcome, place] == pytest.approx(one.error, rel=1e-12)
        assert many.dfs[place] == pytest.approx(one.df, rel=1e-12)


@settings(deadline=None, max_examples=50)
@given(seeds)
def test_covariance_gives_every_contrast_its_error(seed: int) -> None:
    n, positive = drawn(seed)
    weight = np.array([1.0, -1.0, -1.0, 1.0])

    of_columns = covariance(n, positive[0])

    assert weight @ of_columns @ weight == pytest.approx(contrast(n, positive[0], weight).error ** 2, rel=1e-9)
    assert np.linalg.eigvalsh(of_columns).min() > -1e-12


@settings(deadline=None, max_examples=50)
@given(seeds)
def test_the_order_of_schools_and_a_school_without_pupils_leave_no_trace(seed: int) -> None:
    n, positive = drawn(seed)
    order = np.random.default_rng(seed + 1).permutation(len(n))
    empty = np.zeros((1, 4), dtype=int)
    weight = [1, -1, -1, 1]
    usual = contrast(n, positive[0], weight)

    assert contrast(np.vstack([n, empty]), np.vstack([positive[0], empty]), weight) == usual
    moved = contrast(n[order], positive[0][order], weight)
    assert (moved.value, moved.error, moved.df) == pytest.approx((usual.value, usual.error, usual.df), rel=1e-9)


@settings(deadline=None, max_examples=50)
@given(seeds)
def test_reversing_the_item_turns_the_sign_and_nothing_else(seed: int) -> None:
    n, positive = drawn(seed)
    weight = [1, -1, -1, 1]
    usual, reversed_ = contrast(n, positive[0], weight), contrast(n, n - positive[0], weight)

    assert reversed_.value == pytest.approx(-usual.value, abs=1e-12)
    assert (reversed_.error, reversed_.df) == pytest.approx((usual.error, usual.df), rel=1e-9)


def test_a_group_that_one_school_fills_has_no_error_and_spoils_no_other() -> None:
    n, positive = drawn(2)
    n[1:, 3] = positive[0, 1:, 3] = 0
    weights = np.array([[-1, 1, 0, 0], [0, 0, -1, 1]]).T

    many = contrasts(n, positive[0], weights)
    of_columns = covariance(n, positive[0])

    assert np.isfinite(many.errors[0])
    assert np.isnan([many.errors[1], many.dfs[1]]).all()
    assert np.isfinite(of_columns[:3, :3]).all()
    assert np.isnan(of_columns[3]).all()
    assert np.isnan(of_columns[:, 3]).all()
    with pytest.raises(OneSchool):
        contrast(n, positive[0], weights[:, 1])
    assert contrast(n, positive[0], weights[:, 0]).error == pytest.approx(many.errors[0])


def test_a_group_without_people_is_named_not_divided_by() -> None:
    n, positive = drawn(3)
    n[:, 2] = positive[0, :, 2] = 0

    with pytest.raises(EmptyGroup):
        contrast(n, positive[0], [0, 0, 1, -1])
    assert np.isnan(contrasts(n, positive[0], [[0], [0], [1], [-1]]).values[0])
