"""The wild bootstrap: exact by enumeration, seeded above, and silent where it could not reject anything."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from belonging.evaluation.change import change_among_schools
from belonging.evaluation.clusters import EmptyGroup
from belonging.evaluation.wild import DRAWS, wild_bootstrap, wild_statistics

CHANGE = np.array([-1.0, 1.0])
Counts = NDArray[np.int64]


def drawn(seed: int, schools: int, shift: float = 0.0) -> tuple[Counts, Counts]:
    rng = np.random.default_rng(seed)
    n = rng.integers(10, 60, (schools, 2))
    level = rng.uniform(0.3, 0.6, (schools, 1)) + np.array([0, shift])
    return n, rng.binomial(n, np.clip(level, 0, 1))


def every_pattern(n: Counts, positive: Counts) -> float:
    """The p-value against no change with all 2^C patterns, one at a time."""
    total = n.sum(axis=0)
    share = positive.sum(axis=0) / total
    together = positive.sum() / total.sum()
    residual = positive - n * together
    pull = CHANGE / total
    observed = abs(CHANGE @ share) / np.sqrt((((positive - n * share) @ pull) ** 2).sum())
    beyond = 0
    for signs in product([-1.0, 1.0], repeat=len(n)):
        turned = np.array(signs)[:, np.newaxis] * residual
        moved = turned.sum(axis=0) / total
        error = np.sqrt((((turned - n * moved) @ pull) ** 2).sum())
        beyond += abs(CHANGE @ moved) >= observed * error * (1 - 1e-10)
    return float(beyond / 2 ** len(n))


@pytest.mark.parametrize(("seed", "schools"), [(1, 6), (2, 7), (3, 9)])
def test_half_the_patterns_say_what_all_say(seed: int, schools: int) -> None:
    n, positive = drawn(seed, schools, 0.05)

    made = wild_bootstrap(n, positive, CHANGE, seed=0)

    assert made.patterns == 2 ** (schools - 1)
    assert made.p == pytest.approx(every_pattern(n, positive), abs=1e-12)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.sampled_from([6, 8, 14]))
def test_the_interval_leaves_zero_out_just_when_the_test_rejects_it(seed: int, schools: int) -> None:
    made = wild_bootstrap(*drawn(seed, schools, 0.08), CHANGE, seed=1)
    assert made.interval is not None
    assert made.p is not None

    assert (made.interval[0] > 0 or made.interval[1] < 0) is (made.p <= 0.05)
    assert made.interval[0] < made.value < made.interval[1]


def test_above_twelve_schools_patterns_are_drawn_with_a_seed() -> None:
    n, positive = drawn(4, 20, 0.05)

    first, again, other = (wild_bootstrap(n, positive, CHANGE, seed) for seed in (1, 1, 2))

    assert first.patterns == DRAWS + 1
    assert first == again
    assert first != other
    usual = change_among_schools(n, positive).interval
    assert first.interval is not None
    assert usual is not None
    assert 100 * np.array(first.interval) == pytest.approx(usual, abs=2)


def test_with_five_schools_it_says_nothing_because_it_could_not_reject() -> None:
    made = wild_bootstrap(*drawn(5, 5, 0.4), CHANGE, seed=0)

    assert made.interval is None
    assert made.p is None
    assert made.refusal is not None
    assert made.refusal.code == "too-few-schools"
    assert every_pattern(*drawn(5, 5, 0.4)) >= 1 / 16


def test_schools_that_are_all_alike_leave_nothing_to_vary() -> None:
    made = wild_bootstrap(np.full((8, 2), 20), np.full((8, 2), 15), CHANGE, seed=0)

    assert made.refusal is not None
    assert made.refusal.code == "no-spread"


def test_a_school_without_pupils_changes_nothing_and_an_empty_wave_is_named() -> None:
    n, positive = drawn(6, 7, 0.05)
    empty = np.zeros((1, 2), dtype=int)

    assert wild_bootstrap(np.vstack([n, empty]), np.vstack([positive, empty]), CHANGE, 0) == wild_bootstrap(
        n, positive, CHANGE, 0
    )
    with pytest.raises(EmptyGroup):
        wild_bootstrap(n * [1, 0], positive * [1, 0], CHANGE, 0)


def test_the_first_pattern_is_the_observed_one() -> None:
    for schools in (8, 15):
        observed, under_null = wild_statistics(*drawn(7, schools, 0.1), CHANGE, seed=3)
        assert under_null[0] == pytest.approx(observed, rel=1e-9)
