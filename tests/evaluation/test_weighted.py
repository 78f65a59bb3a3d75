"""Weighted shares: with equal weights they are the unweighted ones, and only the weights' proportions matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.clusters import EmptyGroup, OneSchool, contrast, covariance
from belonging.evaluation.weighted import (
    Sums,
    weighted_contrast,
    weighted_covariance,
    weighted_share_among_schools,
    weighted_shares,
)

GAP = [1.0, -1.0, -1.0, 1.0]
seeds = st.integers(0, 10**6)


def drawn(seed: int, cells: int = 3, schools: int = 8) -> Sums:
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 20, (cells, schools, 4))
    positive = rng.binomial(n, rng.uniform(0.2, 0.9, (1, schools, 1)))
    return Sums.of_cells(n, positive, rng.uniform(0.3, 4, (cells, schools, 4)))


def of_one_weight(sums: Sums, weight: float) -> Sums:
    n, y = sums.people, sums.outcome
    return Sums(n, weight * n, weight**2 * n, y, weight * y)


@settings(deadline=None, max_examples=50)
@given(seeds, st.floats(0.01, 100))
def test_equal_weights_give_the_unweighted_contrast(seed: int, weight: float) -> None:
    sums = drawn(seed)
    usual = contrast(sums.people, sums.outcome, GAP)

    made = weighted_contrast(of_one_weight(sums, weight), GAP)

    assert (made.value, made.error, made.df) == pytest.approx((usual.value, usual.error, usual.df), rel=1e-9)
    assert weighted_covariance(of_one_weight(sums, weight)) == pytest.approx(
        covariance(sums.people, sums.outcome), rel=1e-9, abs=1e-15
    )


@settings(deadline=None, max_examples=50)
@given(seeds, st.floats(0.01, 100))
def test_only_the_proportions_of_the_weights_matter(seed: int, factor: float) -> None:
    sums = drawn(seed)
    scaled = replace(
        sums,
        weight=factor * sums.weight,
        squares=factor**2 * sums.squares,
        weighted=factor * sums.weighted,
    )
    usual, made = weighted_contrast(sums, GAP), weighted_contrast(scaled, GAP)

    assert (made.value, made.error, made.df) == pytest.approx((usual.value, usual.error, usual.df), rel=1e-9)


@settings(deadline=None, max_examples=50)
@given(seeds)
def test_the_covariance_gives_the_contrast_its_error_and_empty_schools_change_nothing(seed: int) -> None:
    sums = drawn(seed)
    usual = weighted_contrast(sums, GAP)
    parts = (sums.people, sums.weight, sums.squares, sums.outcome, sums.weighted)
    wider = Sums(*(np.vstack([part, np.zeros((1, 4))]) for part in parts))

    of_columns = weighted_covariance(wider)

    assert np.sqrt(np.array(GAP) @ of_columns @ GAP) == pytest.approx(usual.error, rel=1e-9)
    assert weighted_contrast(wider, GAP) == usual


def test_cells_of_one_weight_give_the_same_sums_as_people_one_by_one() -> None:
    sums = Sums.of_cells([[[3]], [[2]]], [[[2]], [[0]]], [[[0.5]], [[2.0]]])

    assert [part.item() for part in (sums.people, sums.weight, sums.squares, sums.outcome, sums.weighted)] == [
        5,
        3 * 0.5 + 2 * 2,
        3 * 0.25 + 2 * 4,
        2,
        1.0,
    ]
    assert weighted_shares(sums) == pytest.approx(1 / 5.5)


def test_a_weighted_share_is_refused_where_schools_are_too_few() -> None:
    two = Sums.of_cells([[[30], [40]]], [[[10], [30]]], 1.5)
    one = Sums.of_cells([[[30], [0]]], [[[10], [0]]], 1.5)

    refusals = [weighted_share_among_schools(sums).refusal for sums in (two, one)]

    assert [refusal.code if refusal else None for refusal in refusals] == ["few-degrees-of-freedom", "one-school"]


def test_groups_without_people_or_with_one_school_are_named() -> None:
    empty = Sums.of_cells([[[30, 0], [40, 0]]], [[[10, 0], [30, 0]]], 1.0)
    alone = Sums.of_cells([[[30, 5], [40, 0]]], [[[10, 1], [30, 0]]], 1.0)

    for sums, error in ((empty, EmptyGroup), (alone, OneSchool)):
        with pytest.raises(error):
            weighted_contrast(sums, [-1, 1])
        with pytest.raises(error):
            weighted_covariance(sums)
        assert weighted_contrast(sums, [1, 0]).value == pytest.approx(40 / 70)
