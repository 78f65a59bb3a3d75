"""Denominators are written down, and numbers that can't be true together are refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.movers import IN_WORDS, Denominator, InvalidRoll, Roll, response_rates, total

SCHOOL = Roll(on_roll=200, absent=12, leavers=9, joiners=15, dual_registered=4, part_time=3)


def test_each_rate_says_what_it_is_a_rate_of() -> None:
    on_roll, present, stayed = response_rates(SCHOOL, 147, answered_of_stayed=140)

    assert [(rate.kind.value, rate.of) for rate in (on_roll, present, stayed)] == [
        ("on-roll", 196),
        ("present", 184),
        ("stayed", 181),
    ]
    assert on_roll.per_cent == 75
    assert present.words == IN_WORDS[Denominator.PRESENT]
    assert len(response_rates(SCHOOL, 147)) == 2


def test_leavers_and_part_timers_do_not_change_who_is_asked() -> None:
    moved = Roll(on_roll=200, absent=12, leavers=90, joiners=15, dual_registered=4, part_time=150)

    assert [moved.denominator(kind) for kind in Denominator] == [SCHOOL.denominator(kind) for kind in Denominator]


def test_more_answers_than_pupils_is_said_and_not_hidden() -> None:
    rate = response_rates(Roll(20), 23)[0]

    assert rate.per_cent == 100
    assert rate.over == 3
    assert response_rates(Roll(0), 0)[0].per_cent is None


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(50, 300), st.integers(0, 10), st.integers(0, 10)), max_size=6))
def test_schools_add_up(schools: list[tuple[int, int, int]]) -> None:
    rolls = [Roll(on_roll, absent=absent, joiners=joiners) for on_roll, absent, joiners in schools]

    for kind in Denominator:
        assert total(rolls).denominator(kind) == sum(roll.denominator(kind) for roll in rolls)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"on_roll": -1}, "on_roll is -1"),
        ({"on_roll": 10, "absent": 11}, "11 absent of 10 on roll"),
        ({"on_roll": 10, "joiners": 12}, "12 joiners of 10"),
        ({"on_roll": 10, "part_time": 11}, "11 part_time of 10"),
        ({"on_roll": 10, "leavers": -2}, "leavers is -2"),
    ],
)
def test_numbers_that_cannot_be_true_together_are_refused(numbers: dict[str, int], said: str) -> None:
    with pytest.raises(InvalidRoll, match=said):
        Roll(**numbers)
