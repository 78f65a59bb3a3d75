"""A small coverage simulation: the engine's intervals hold the truth, naive ones do not, and a fault is called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks import coverage, coverage_roll, coverage_schools, coverage_weighted, planning
from benchmarks.coverage_draws import SCENARIOS
from benchmarks.coverage_row import Kind, Row, count, faults, printed

RUNS = 400
WIDE = (92.0, 97.5)
"""As far as 400 runs of a method that holds may stray."""

BY_SEND = next(place for place, one in enumerate(SCENARIOS) if "SEND, going" in one.name)


@pytest.mark.parametrize("place", [0, 1, BY_SEND])
def test_engine_holds_the_truth_where_naive_methods_do_not(place: int) -> None:
    rows = coverage_schools.covered(place, RUNS, seed=7)

    for row in rows:
        if row.kind == "engine":
            assert WIDE[0] <= row.coverage <= WIDE[1], row
            assert row.refused == 0
        if row.kind == "control":
            assert not row.holds, row


def test_weights_hold_the_truth_that_complete_cases_miss() -> None:
    weighted, complete, *_ = coverage_weighted.covered(1, 150, seed=7)

    assert weighted.coverage >= 91
    assert complete.coverage < 91


@pytest.mark.parametrize("place", range(len(coverage_roll.ROLLS)))
def test_a_schools_own_interval_is_no_narrower_than_it_says(place: int) -> None:
    rows = coverage_roll.covered(place, RUNS, seed=7)

    assert all(row.coverage >= WIDE[0] for row in rows), rows


def test_pupils_silent_both_times_make_a_schools_interval_conservative() -> None:
    others, same = (coverage_roll.covered(place, RUNS, seed=7)[1] for place in (2, 3))

    assert same.coverage > others.coverage
    assert same.coverage > 97


def test_the_same_seed_gives_the_same_table_in_one_process_and_in_two() -> None:
    tasks = coverage.TASKS[:2]

    assert coverage.simulate(20, 2, tasks) == coverage.simulate(20, 1, tasks)


@pytest.mark.parametrize("case", planning.CASES[:4:3], ids=lambda case: case.name)
def test_the_smallest_change_is_found_about_four_times_in_five(case: planning.Case) -> None:
    assert 0.76 <= planning.found(case, 600, seed=7) <= 0.89


def a_row(kind: Kind, coverage_: float, error: float = 0.5) -> Row:
    made = count(("here", "share", f"method of {kind}"), "shown", [(0.0, 1.0), (0.6, 0.9), None], 0.5)
    return replace(made, kind=kind, coverage=coverage_, error=error)


def test_a_row_counts_the_intervals_that_hold_the_truth_and_those_refused() -> None:
    row = a_row("shown", 50)

    assert (row.coverage, row.refused, round(row.half_width, 6)) == (50, 1, 32.5)


@pytest.mark.parametrize(
    ("kind", "percent", "wrong"),
    [
        ("engine", 93.0, True),
        ("engine", 93.6, False),
        ("engine", 96.8, True),
        ("conservative", 99.9, False),
        ("conservative", 93.0, True),
        ("control", 95.0, True),
        ("control", 80.0, False),
        ("shown", 80.0, False),
    ],
)
def test_a_method_outside_the_bounds_or_a_control_inside_is_a_fault(kind: Kind, percent: float, wrong: bool) -> None:
    assert bool(faults([a_row(kind, percent)])) is wrong


def test_a_control_need_not_fail_where_schools_hardly_matter() -> None:
    assert faults([a_row("control", 95.0), a_row("control", 70.0)]) == []


def test_the_table_says_what_holds() -> None:
    assert printed([a_row("engine", 95.0)]).endswith(
        "| here | share | method of engine | 95.0 ± 0.5 % | 32.5 | holds |"
    )
