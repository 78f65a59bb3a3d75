"""Gaps and changes in gaps: signs, symmetries, and that a school's own waves are kept together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from belonging.evaluation.change import Sample, change_among_schools
from belonging.evaluation.gaps import change_in_gap_among_schools, change_in_gap_of_roll, gap_among_schools, gap_of_roll

Counts = NDArray[np.int64]


def drawn(seed: int, schools: int = 10) -> tuple[Counts, Counts]:
    """Counts (schools, 2 groups, 2 waves)."""
    rng = np.random.default_rng(seed)
    n = rng.integers(5, 60, (schools, 2, 2))
    return n, rng.binomial(n, rng.uniform(0.2, 0.9, (schools, 1, 1)))


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6))
def test_the_gap_the_other_way_round_is_the_same_gap_below_zero(seed: int) -> None:
    n, positive = drawn(seed)
    forth = change_in_gap_among_schools(n, positive)
    back = change_in_gap_among_schools(n[:, ::-1], positive[:, ::-1])

    assert back.low == pytest.approx(-forth.low, abs=1e-9)
    assert back.df == pytest.approx(forth.df)
    assert back.p == pytest.approx(forth.p, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6))
def test_reversing_the_item_turns_the_gap(seed: int) -> None:
    n, positive = drawn(seed)
    forth, back = gap_among_schools(n[..., 1], positive[..., 1]), gap_among_schools(n[..., 1], (n - positive)[..., 1])

    assert back.low == pytest.approx(-forth.low, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6))
def test_the_change_in_gap_is_one_groups_change_less_the_others(seed: int) -> None:
    n, positive = drawn(seed)
    ours, theirs = (change_among_schools(n[:, group], positive[:, group]) for group in range(2))

    assert change_in_gap_among_schools(n, positive).low == pytest.approx(ours.low - theirs.low, abs=1e-9)


def test_what_a_whole_school_shares_is_not_counted_as_noise_of_its_gap() -> None:
    n = np.full((10, 2, 2), 50)
    level = np.array([20, 45, 25, 40, 22, 44, 30, 35, 28, 41])
    own = np.array([0, 1, 0, -1, 0, 1, 0, -1, 0, 0])  # what the schools' gaps did differently
    positive = np.stack([np.stack([level, level + 2 + own], 1), np.stack([level - 10, level - 8], 1)], 1)

    made = change_in_gap_among_schools(n, positive)

    assert made.low == pytest.approx(0)
    assert made.interval is not None
    assert made.interval[1] - made.interval[0] < 2.5  # the schools' own levels are 50 points apart


def test_gaps_that_changed_alike_in_every_school_have_no_interval() -> None:
    level = np.array([20, 45, 25, 40, 22, 44, 30, 35, 28, 41])
    positive = np.stack([np.stack([level, level + 2], 1), np.stack([level - 10, level - 8], 1)], 1)

    made = change_in_gap_among_schools(np.full((10, 2, 2), 50), positive)

    assert made.interval is None
    assert made.refusal is not None
    assert made.refusal.code == "no-spread"


def test_gaps_of_one_schools_roll_take_the_groups_as_independent() -> None:
    send, others = Sample(50, 50, 40, None), Sample(70, 70, 100, None)
    made = gap_of_roll(send, others)
    assert made.interval is not None

    error = (0.5 * 0.5 / 39 + 0.7 * 0.3 / 99) ** 0.5

    assert made.low == -20
    assert (made.interval[1] - made.interval[0]) / 200 / error == pytest.approx(1.99, abs=0.02)  # t of about 70 df


def test_a_change_in_gap_of_banded_shares_counts_all_four_bands() -> None:
    group = (Sample(40, 45, 60, None), Sample(50, 55, 60, None))
    against = (Sample(60, 65, 90, None), Sample(75, 80, 90, None))

    made = change_in_gap_of_roll(group, against)

    assert (made.low, made.high) == (50 - 45 - (80 - 60), 55 - 40 - (75 - 65))
