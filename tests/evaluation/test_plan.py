"""Plans are fixed before data: they travel as JSON and are known by their digest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.evaluation import Plan
from belonging.evaluation.plan import InvalidPlan
from tests.evaluation.rows import PUPIL


def test_a_plan_comes_back_from_json_with_the_same_digest() -> None:
    plan = Plan.default(PUPIL, "programme")

    again = Plan.from_json(plan.to_json())

    assert again == plan
    assert again.digest == plan.digest
    assert replace(plan, smallest_change=4.0).digest != plan.digest


def test_a_schools_plan_has_no_table_by_school() -> None:
    assert Plan.default(PUPIL, "school").by == ("all", "gender", "send", "phase")
    with pytest.raises(InvalidPlan, match="no table by 'school'"):
        replace(Plan.default(PUPIL, "school"), by=("all", "school"))


def test_only_a_programme_registers_a_primary_outcome_by_default() -> None:
    assert Plan.default(PUPIL, "programme").primary == "belong"
    assert Plan.default(PUPIL, "school").primary is None


@pytest.mark.parametrize("wrong", [{"primary": "height"}, {"waves": ("spring",)}, {"scope": "country"}])
def test_a_plan_that_asks_for_the_impossible_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidPlan):
        replace(Plan.default(PUPIL, "programme"), **wrong)  # type: ignore[arg-type]  # the wrong kind is the point
