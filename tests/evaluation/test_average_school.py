"""The average school is another question than the average pupil."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.average_school import average_school
from belonging.evaluation.change import change_among_schools

CHANGE = [-1, 1]


def test_a_large_school_weighs_no_more_than_a_small_one() -> None:
    n = np.array([[1000, 1000], [20, 20], [20, 20], [20, 20], [20, 20], [20, 20]])
    positive = np.array([[500, 800], [10, 10], [10, 11], [10, 9], [10, 10], [10, 10]])

    assert average_school(n, positive, CHANGE).estimate.low == pytest.approx(5)  # 30 points in one of six
    assert change_among_schools(n, positive).low > 25


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6))
def test_with_equal_schools_the_two_are_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    positive = rng.integers(0, 41, (8, 2))

    school, pupil = (
        average_school(np.full((8, 2), 40), positive, CHANGE),
        change_among_schools([[40, 40]] * 8, positive),
    )

    assert school.estimate.low == pytest.approx(pupil.low, abs=1e-9)
    assert school.estimate.df == pytest.approx(pupil.df)
    assert school.estimate.interval == pytest.approx(pupil.interval, abs=1e-9)


def test_a_school_that_missed_a_wave_is_left_out_and_counted() -> None:
    n = [[30, 30], [30, 0], [0, 0], [20, 25], [40, 30], [25, 25], [30, 30], [22, 20]]
    positive = [[10, 20], [30, 0], [0, 0], [10, 15], [20, 20], [12, 15], [15, 16], [11, 14]]

    made = average_school(n, positive, CHANGE)

    assert (made.schools, made.left_out) == (6, 1)
    assert made.estimate.df == 5


def test_four_schools_and_none_are_refused() -> None:
    few = average_school([[30, 30]] * 4, [[10, 12], [9, 14], [15, 15], [8, 12]], CHANGE)
    none = average_school([[30, 0], [0, 30]], [[10, 0], [0, 12]], CHANGE)

    assert few.estimate.refusal is not None
    assert few.estimate.refusal.code == "few-degrees-of-freedom"
    assert none.estimate.refusal is not None
    assert none.estimate.refusal.code == "no-school"
    assert math.isnan(none.estimate.low)
