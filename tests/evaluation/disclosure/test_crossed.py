"""Gender and SEND together: the programme's alone, and never a handful by subtraction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation import Plan, Policy
from belonging.evaluation.breakdowns import break_down
from belonging.evaluation.cells import count_cells
from belonging.evaluation.disclosure.crossed import groups_of, leaves_few, one_way
from belonging.evaluation.disclosure.primary import Breakdown
from belonging.evaluation.plan import InvalidPlan
from belonging.evaluation.released import Rung
from belonging.evaluation.request import Request
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers

SCHOOLS = tuple(f"school-{place}" for place in range(10))
BY = "gender-send"


def crossed(groups: Iterable[Pupils]) -> Breakdown:
    rows = answer_set(groups)
    cells = count_cells(rows, ("safe",), rows.waves)
    breakdowns, _ = break_down(Request(rows, Plan.default(PUPIL, "programme"), Policy.release(), {}), cells)
    return next(one for one in breakdowns if one.counted.by == BY)


def ten_schools(of_another: int, *, unsaid_sen: str | None = "N") -> list[Pupils]:
    """In each 8 girls and 8 boys, of whom 4 have SEND; and `of_another` more of another gender with SEND in three."""
    everyone = [
        Pupils(answers(3, 1), school=school, gender=gender, sen=sen)
        for school in SCHOOLS
        for gender in ("girl", "boy")
        for sen in ("K", unsaid_sen)
    ]
    return [
        *everyone,
        *(Pupils(answers(of_another), school=school, gender="another", sen="K") for school in SCHOOLS[:3]),
    ]


def shown(breakdown: Breakdown) -> dict[str, int]:
    decision = breakdown.by_counts(0)
    assert decision.refusal is None
    return {breakdown.counted.groups[place]: int(breakdown.counted.totals[place, 0]) for place in decision.groups}


def test_a_school_has_no_such_table_and_is_told_whose_it_is() -> None:
    with pytest.raises(InvalidPlan, match="the programme's alone"):
        Plan("pupil_v1", "school", ("safe",), (BY,))
    assert BY not in Plan.default(PUPIL, "school").by
    assert BY in Plan.default(PUPIL, "programme").by


def test_girls_and_boys_stand_apart_with_and_without_send() -> None:
    assert shown(crossed(ten_schools(0))) == {"girl-send": 40, "girl-other": 40, "boy-send": 40, "boy-other": 40}


def test_those_whose_send_was_not_said_stand_with_those_without() -> None:
    assert shown(crossed(ten_schools(0, unsaid_sen=None)))["boy-other"] == 40


def test_a_few_of_another_gender_stand_with_girls_so_that_nobody_can_take_boys_and_girls_away() -> None:
    assert shown(crossed(ten_schools(2))) == {
        "boy-send": 40,
        "boy-other": 40,
        "not_boy-send": 46,
        "not_boy-other": 40,
    }


def test_it_never_speaks_more_finely_than_in_bands_of_ten_points() -> None:
    many = [
        Pupils(answers(300, 100), school=school, gender=gender, sen=sen)
        for school in SCHOOLS
        for gender in ("girl", "boy")
        for sen in "NK"
    ]

    decision = crossed(many).by_counts(0)

    assert {decision.rung_of(group) for group in decision.groups} == {Rung.TENS}


COUNTED = crossed(ten_schools(0)).counted


def least_findable(sets: list[frozenset[tuple[int, int]]], people: dict[tuple[int, int], int]) -> int:
    """The fewest people of any set that adding and taking away published sets can single out: all subsets are tried."""
    places = sorted(people)
    rows = np.array([[place in one for place in places] for one in sets], dtype=float)
    rank = np.linalg.matrix_rank(rows)
    least = sum(people.values())
    for size in range(1, len(places)):
        for some in combinations(range(len(places)), size):
            wanted = np.zeros(len(places))
            wanted[list(some)] = 1
            if np.linalg.matrix_rank(np.vstack([rows, wanted])) == rank:
                least = min(least, sum(people[places[place]] for place in some))
    return least


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=9, max_size=9))
def test_no_handful_can_be_singled_out_by_any_sum_or_difference(numbers: list[int]) -> None:
    """Girls, boys and another gender by SEND, none and not said: every set in the span of all printed ones is tried."""
    people = {(place // 3, place % 3): n for place, n in enumerate(numbers) if n}
    rest = [people.get((2, 0), 0), people.get((2, 1), 0) + people.get((2, 2), 0)]
    joined = {(0, 0): 6, (0, 4): 6, (0, 1): 7, (0, 5): 7} if any(0 < n < 10 for n in rest) else {}
    two_way = groups_of(people, replace(COUNTED, moved=joined), 0)
    one = [group for table in one_way(people) for group in table]
    printed = [*two_way, *one]
    if not two_way or any(sum(people[place] for place in group) < 10 for group in printed):
        return

    if not leaves_few(people, two_way, 10):
        assert least_findable(printed, people) >= 10


def test_where_no_girl_has_send_the_two_others_without_it_would_be_left_over() -> None:
    """All of another gender, less the joined group with SEND, which is theirs alone: two people."""
    people = {(0, 1): 50, (1, 0): 20, (1, 1): 20, (2, 0): 10, (2, 1): 2}
    two_way = groups_of(people, replace(COUNTED, moved={(0, 0): 6, (0, 4): 6, (0, 1): 7, (0, 5): 7}), 0)

    assert leaves_few(people, two_way, 10)
    assert least_findable([*two_way, *(group for table in one_way(people) for group in table)], people) == 2
