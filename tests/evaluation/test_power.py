"""Planning against R (`tests/oracles/power.R`), and its words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from belonging.evaluation import student_t
from belonging.evaluation.power import (
    Design,
    TooFewToPlan,
    even_schools,
    margin_of_share,
    power_to_tell,
    said,
    smallest_change,
)

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "power.json").read_text())
CLOSE = 1e-10
ROOT = Path(__file__).parents[2]


def design(plan: dict[str, float]) -> Design:
    names = ("schools", "pupils", "share", "linked", "correlation", "school_wave")
    return Design(**{name: plan[name] for name in names})


@pytest.mark.parametrize("case", R["quantiles"], ids=str)
def test_t_quantile_is_rs(case: dict[str, float]) -> None:
    assert student_t.quantile(case["p"], case["df"]) == pytest.approx(case["value"], rel=CLOSE)


@pytest.mark.parametrize("case", R["tails"], ids=str)
def test_t_tail_is_rs(case: dict[str, float]) -> None:
    assert student_t.upper_tail(case["t"], case["df"]) == pytest.approx(case["value"], rel=CLOSE)


@pytest.mark.parametrize("plan", R["plans"], ids=lambda plan: f"{plan['schools']}x{plan['pupils']}")
def test_smallest_change_and_power_are_rs(plan: dict[str, float]) -> None:
    assert smallest_change(design(plan), power=plan["power"]) == pytest.approx(plan["points"], rel=CLOSE)
    assert power_to_tell(6, design(plan)) == pytest.approx(plan["power_of_6"], rel=CLOSE)


@pytest.mark.parametrize("plan", R["plans"], ids=lambda plan: f"{plan['schools']}x{plan['pupils']}")
def test_smallest_change_is_within_two_per_cent_of_the_noncentral_t(plan: dict[str, float]) -> None:
    assert smallest_change(design(plan), power=plan["power"]) == pytest.approx(plan["exact_points"], rel=0.02)


def test_difference_in_change_between_arms_is_rs() -> None:
    programme, comparison = Design(10, 100), Design(16, 40, share=0.6, linked=0, school_wave=0.1)

    assert smallest_change(programme, comparison) == pytest.approx(R["arms"]["points"], rel=CLOSE)


def test_margin_of_one_waves_share_is_rs() -> None:
    assert margin_of_share(Design(10, 100)) == pytest.approx(R["margin"], rel=CLOSE)


def test_ten_schools_of_a_hundred_tell_nine_points() -> None:
    assert round(smallest_change(Design(10, 100)), 1) == 8.8
    assert said(Design(10, 100)) == (
        "With 10 schools of about 100 pupils each you could tell a change of 9 points or more."
    )


@given(st.floats(5, 300), st.floats(10, 400), st.floats(0.5, 0.95))
@example(5.0, 10.0, 0.5000000000000001)
@example(300.0, 400.0, 0.5)
def test_power_at_the_smallest_change_is_what_was_asked_for(schools: float, pupils: float, power: float) -> None:
    plan = Design(schools, pupils)

    assert power_to_tell(smallest_change(plan, power=power), plan) == pytest.approx(power, rel=1e-9)


@given(st.floats(5, 100), st.floats(10, 400), st.floats(1.1, 3))
def test_more_schools_pupils_or_links_tell_smaller_changes(schools: float, pupils: float, more: float) -> None:
    least = smallest_change(Design(schools, pupils, linked=0.3))

    assert smallest_change(Design(schools * more, pupils, linked=0.3)) < least
    assert smallest_change(Design(schools, pupils * more, linked=0.3)) < least
    assert smallest_change(Design(schools, pupils, linked=0.3 * more)) < least


def test_unequal_schools_are_worth_fewer_of_one_size() -> None:
    schools, pupils = even_schools([260, 220, 180, 150, 140, 80, 70, 50, 30, 20])

    assert schools == pytest.approx(1200**2 / 205_600)
    assert schools * pupils == pytest.approx(1200)
    assert even_schools([50, 50, 50]) == (3, 50)


def test_fewer_than_five_schools_can_plan_nothing() -> None:
    assert "no change could be told from chance: 5 schools" in said(Design(4, 100))
    with pytest.raises(TooFewToPlan, match="4 schools"):
        smallest_change(Design(4, 100))


def test_a_change_beyond_everyone_is_not_promised() -> None:
    assert "were it up to 100 in 100" in said(Design(5, 20, share=0.9, school_wave=0.5))


def test_a_comparison_arm_is_named() -> None:
    assert said(Design(10, 100), Design(8, 60)).startswith(
        "With 10 schools of about 100 pupils each, and 8 of about 60 to compare with, you could tell a difference"
    )


def test_a_share_beyond_one_is_no_design() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Design(10, 100, share=70)


def test_planning_loads_no_numpy() -> None:
    code = "import sys, belonging.evaluation.power; sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"

    assert (
        subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "src")}, check=False).returncode == 0
    )
