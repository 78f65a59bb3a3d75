"""Arms: a draw that anybody can repeat, and a difference in change that knows its schools."""

from __future__ import annotations

import hashlib
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.arms import (
    NOT_RECORDED,
    Allocation,
    By,
    InvalidAllocation,
    allocate,
    difference_in_change,
)
from belonging.evaluation.change import change_among_schools

SCHOOLS = [f"school {place}" for place in range(12)]


@settings(deadline=None, max_examples=50)
@given(st.permutations(SCHOOLS), st.integers(1, 11), st.integers(0, 2**40))
def test_the_draw_hangs_on_the_seed_and_not_on_the_order(schools: list[str], programme: int, seed: int) -> None:
    drawn = allocate(schools, programme, seed)

    assert drawn == allocate(SCHOOLS, programme, seed)
    assert Counter(drawn.values())["programme"] == programme


def test_another_program_finds_the_same_arms_by_the_written_rule() -> None:
    lots = sorted(SCHOOLS, key=lambda school: hashlib.sha256(f"7:{school}".encode()).hexdigest())

    drawn = allocate(SCHOOLS, 5, 7)

    assert {school for school, arm in drawn.items() if arm == "programme"} == set(lots[:5])
    assert drawn != allocate(SCHOOLS, 5, 8)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from("psx"), min_size=12, max_size=12), st.integers(1, 11), st.integers(0, 10**6))
def test_each_block_sends_its_part_to_within_a_school(settings_: list[str], programme: int, seed: int) -> None:
    blocks = dict(zip(SCHOOLS, settings_, strict=True))

    drawn = allocate(SCHOOLS, programme, seed, blocks)

    assert Counter(drawn.values())["programme"] == programme
    for block, size in Counter(settings_).items():
        sent = sum(drawn[school] == "programme" for school in SCHOOLS if blocks[school] == block)
        assert abs(sent - size * programme / len(SCHOOLS)) < 1


def test_over_many_seeds_every_school_has_its_chance() -> None:
    joined = Counter(
        school for seed in range(600) for school, arm in allocate(SCHOOLS, 6, seed).items() if arm == "programme"
    )

    assert set(joined) == set(SCHOOLS)
    assert all(abs(count / 600 - 0.5) < 0.09 for count in joined.values())  # 4.4 standard errors


@pytest.mark.parametrize("programme", [0, 12, 13])
def test_a_draw_that_leaves_nobody_to_compare_with_is_refused(programme: int) -> None:
    with pytest.raises(InvalidAllocation, match="from 1 to 11"):
        allocate(SCHOOLS, programme, 1)


def test_a_school_without_a_block_is_named() -> None:
    with pytest.raises(InvalidAllocation, match="'school 11' has no block"):
        allocate(SCHOOLS, 4, 1, dict.fromkeys(SCHOOLS[:11], "primary"))


def test_only_a_draw_before_the_baseline_allows_the_word_effect() -> None:
    assert Allocation(By.CHANCE, before_baseline=True, seed=1).allows_effect
    assert not Allocation(By.CHANCE, before_baseline=False, seed=1).allows_effect
    assert not Allocation(By.CHOICE, before_baseline=True).allows_effect
    assert not NOT_RECORDED.allows_effect
    for by, seed in ((By.CHANCE, None), (By.CHOICE, 3)):
        with pytest.raises(InvalidAllocation):
            Allocation(by, before_baseline=True, seed=seed)


def arms(schools: tuple[int, int], seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Counts (schools, 2 arms, 2 waves), each school in one arm."""
    rng = np.random.default_rng(seed)
    n = np.zeros((sum(schools), 2, 2), dtype=np.int64)
    n[: schools[0], 0] = rng.integers(20, 60, (schools[0], 2))
    n[schools[0] :, 1] = rng.integers(20, 60, (schools[1], 2))
    return n, rng.binomial(n, 0.6)


def test_the_difference_is_one_arms_change_less_the_others() -> None:
    n, positive = arms((6, 5))
    ours, theirs = (change_among_schools(n[:, arm], positive[:, arm]) for arm in range(2))

    made = difference_in_change(n, positive)

    assert made.low == pytest.approx(ours.low - theirs.low)
    assert made.interval is not None
    swapped = difference_in_change(n[:, ::-1], positive[:, ::-1])
    assert (swapped.low, swapped.df) == pytest.approx((-made.low, made.df))


def test_two_comparison_schools_are_too_few_to_compare_with() -> None:
    made = difference_in_change(*arms((12, 2)))

    assert made.interval is None
    assert made.refusal is not None
    assert made.refusal.code == "few-schools-in-an-arm"
    assert "2 schools" in made.refusal.sentence
