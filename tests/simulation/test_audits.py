"""The simulated audits say what the report says of the real ones, whatever the seed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.instruments.audit import Met
from belonging.instruments.load import load_audit
from belonging.simulation.audit_targets import TARGETS, rated
from belonging.simulation.audits import (
    BASELINE,
    BEGUN,
    FINAL,
    LEVELS,
    NOT_APPLICABLE,
    SimulatedAudit,
    begun_audit,
    simulate_audits,
)
from belonging.simulation.schools import SCHOOLS, TURNOUT

SEEDS = range(20)
REPORT: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "oracles" / "published-audit.toml").read_text("utf-8")
)
AUDIT = load_audit()
AREAS = {area.key: [statement.key for statement in area.statements] for area in AUDIT.areas}
NAMED = {
    "inclusive culture": "inclusive_culture",
    "whole-school data, policies and training": "data_policies_training",
    "positive relationships": "positive_relationships",
    "school activities": "school_activities",
    "safety and monitoring at key times and places": "safety_and_monitoring",
    "high expectations with adjustments": "high_expectations",
    "transitions": "transitions",
    "use of surveys and data, you said we did": "surveys_and_data",
    "pupil leadership and peer programmes": "pupil_leadership_and_peers",
    "extracurricular access": "extracurricular_access",
    "policies and training": "policies_and_training",
    "parental engagement": "parental_engagement",
    "curriculum representation": "curriculum_representation",
}
"""The report's words to the keys of areas and themes."""


@cache
def audits(seed: int) -> tuple[SimulatedAudit, ...]:
    return simulate_audits(seed, SCHOOLS)


def at_stage(seed: int, stage: str) -> list[SimulatedAudit]:
    staying = {school.key for school in TURNOUT}
    return [each for each in audits(seed) if each.stage == stage and each.school in staying]


def of_theme(name: str) -> list[str]:
    return [each.key for each in AUDIT.statements if NAMED[name] in each.themes]


def shares(seed: int, stage: str, statements: list[str], points: Callable[[Met], float]) -> float:
    """Mean points of those statements over all schools that rated them."""
    told = [
        points(rating.met)
        for each in at_stage(seed, stage)
        for rating in each.ratings
        if rating.statement in statements
    ]
    return sum(told) / len(told)


def fully(met: Met) -> float:
    return float(met is Met.FULLY)


def level(met: Met) -> float:
    return float(LEVELS.index(met))


def gains(seed: int, groups: Mapping[str, list[str]], points: Callable[[Met], float]) -> dict[str, float]:
    return {
        key: shares(seed, FINAL, statements, points) - shares(seed, BASELINE, statements, points)
        for key, statements in groups.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("points", [fully, level])
def test_areas_improve_as_the_report_says(seed: int, points: Callable[[Met], float]) -> None:
    moved = gains(seed, AREAS, points)

    assert [NAMED[area] for area in REPORT["areas"]] == list(moved)
    assert all(gain > 0 for gain in moved.values()) is REPORT["all_areas_improved"]
    assert max(moved, key=lambda area: moved[area]) == NAMED[REPORT["largest_gain"]]
    assert min(moved, key=lambda area: moved[area]) == NAMED[REPORT["smallest_gain"]]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_matters_are_fully_met_by_all_at_the_end_and_not_before(seed: int) -> None:
    for theme in REPORT["fully_met_by_all_at_end"]:
        assert shares(seed, FINAL, of_theme(theme), fully) == 1
        assert shares(seed, BASELINE, of_theme(theme), fully) < 1


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("points", [fully, level])
def test_transitions_and_said_and_done_move_most(seed: int, points: Callable[[Met], float]) -> None:
    moved = gains(seed, {key: [key] for key in TARGETS}, points)
    most = sorted(moved, key=lambda key: -moved[key])[:2]

    assert set(most) == {"transitions", "said_and_done"}
    assert all(set(most) & set(of_theme(theme)) for theme in REPORT["much_better_at_end"])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_still_to_be_worked_on_is_not_met_everywhere(seed: int) -> None:
    for theme in REPORT["still_to_work_on"]:
        assert all(shares(seed, FINAL, [key], fully) <= 0.7 for key in of_theme(theme))


@pytest.mark.parametrize("seed", SEEDS)
def test_eleven_begin_and_ten_come_to_the_end(seed: int) -> None:
    begun = {each.school for each in audits(seed) if each.stage == BASELINE}
    [left] = [each for each in audits(seed) if each.school == "moonrake-hill"]

    assert len(begun) == REPORT["began"]
    assert len(at_stage(seed, FINAL)) == REPORT["completed"]
    assert (left.stage, len(left.ratings)) == (BASELINE, BEGUN)


@pytest.mark.parametrize("seed", SEEDS)
def test_schools_are_not_alike_and_few_rate_lower_at_the_end(seed: int) -> None:
    first = {each.school: each for each in at_stage(seed, BASELINE)}
    last = {each.school: each for each in at_stage(seed, FINAL)}
    moves = [
        level(rating.met) - level(first[school].met(rating.statement) or Met.NOT_YET)
        for school, audit in last.items()
        for rating in audit.ratings
    ]
    met = {school: sum(fully(rating.met) for rating in audit.ratings) for school, audit in last.items()}

    assert sum(move < 0 for move in moves) <= len(moves) / 20
    assert len(set(met.values())) >= 5
    assert max(met.values()) < len(TARGETS), "no school has nothing left to do"


def test_what_is_simulated_is_the_audit_that_is_shipped() -> None:
    assert list(TARGETS) == [statement.key for statement in AUDIT.statements]
    assert {sum(tally) for pair in TARGETS.values() for tally in pair} == {10}
    for reasons in NOT_APPLICABLE.values():
        assert reasons.keys() <= TARGETS.keys()


def test_how_a_school_knows_is_told_in_whole_sentences() -> None:
    told = [rating.how_we_know for seed in SEEDS for each in audits(seed) for rating in each.ratings]

    assert all(words[0].isupper() or words[0].isdigit() for words in told)
    assert all(words.endswith(".") and "{" not in words and len(words) < 220 for words in told)


def test_a_school_that_rates_lower_says_so() -> None:
    lower = [
        rating.how_we_know
        for seed in SEEDS
        for first, last in zip(at_stage(seed, BASELINE), at_stage(seed, FINAL), strict=True)
        for rating in last.ratings
        if level(rating.met) < level(first.met(rating.statement) or Met.NOT_YET)
    ]

    assert lower
    assert all(words.startswith(("We looked more closely", "In the autumn we were")) for words in lower)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32), keep=st.sets(st.sampled_from(SCHOOLS), min_size=1))
def test_any_schools_and_any_seed_give_the_same_audits_twice(seed: int, keep: set[Any]) -> None:
    schools = [school for school in SCHOOLS if school in keep]
    made = simulate_audits(seed, schools)
    staying = [school.key for school in schools if not school.dropped_out]

    assert made == simulate_audits(seed, schools)
    assert len(made) == 2 * len(staying) + (len(schools) - len(staying))
    for statement, tallies in TARGETS.items():
        for stage, tally in zip((BASELINE, FINAL), tallies, strict=True):
            met = [each.met(statement) for each in made if each.stage == stage and each.school in staying]
            hidden = met.count(None)
            at_least, wholly = rated(tally, len(staying))
            assert wholly - hidden <= met.count(Met.FULLY) <= wholly
            assert at_least - hidden <= met.count(Met.FULLY) + met.count(Met.PARTIALLY) <= at_least


def test_an_audit_that_is_half_done_has_the_statements_asked_for() -> None:
    school = SCHOOLS[0]
    begun = begun_audit(3, school, ["breaks", "trips"])

    assert [rating.statement for rating in begun.ratings] == ["breaks", "trips"]
    assert begun.met("welcome") is None
