"""Invented outcomes: the numbers fit each other, are the same for a seed, and do not all get better."""

from __future__ import annotations

from belonging.simulation.outcomes import SESSIONS, simulate_outcomes
from belonging.simulation.schools import SCHOOLS

TERMS = ["spring", "summer", "autumn", "spring", "summer"]


def test_the_numbers_of_every_group_fit_each_other() -> None:
    for school in SCHOOLS:
        for period, groups in zip(TERMS, simulate_outcomes(7, school, TERMS), strict=True):
            assert groups["girls"] + groups["boys"] == groups["all"]
            assert groups["all"].on_roll == school.roll
            for numbers in groups.values():
                assert numbers.missed <= numbers.possible <= numbers.on_roll * SESSIONS[period]
                assert max(numbers.persistent, numbers.suspended) <= numbers.on_roll
                assert numbers.suspended <= numbers.suspensions or not numbers.suspended


def test_a_seed_gives_the_same_and_not_every_school_gets_better() -> None:
    assert simulate_outcomes(7, SCHOOLS[0], TERMS) == simulate_outcomes(7, SCHOOLS[0], TERMS)
    gained = []
    for school in SCHOOLS:
        first, last = (simulate_outcomes(7, school, TERMS)[at]["all"] for at in (1, 4))
        gained.append(last.missed / last.possible < first.missed / first.possible)
    assert {True, False} == set(gained)
