"""What schools taken away leave of a pooled figure, and that what was printed stays as it was."""

from __future__ import annotations

import pytest

from belonging.evaluation import Findings, Plan, Policy, evaluate
from belonging.evaluation.disclosure.differences import (
    Contradicted,
    agree_with,
    schools_apart,
)
from belonging.evaluation.plan import Scope
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers


def released(*groups: Pupils, scope: Scope = "school") -> Findings:
    return evaluate(answer_set(groups), Plan.default(PUPIL, scope), Policy.release())


@pytest.mark.parametrize(
    ("forms", "apart"), [([40, 5, 4], False), ([40, 6, 4], True), ([40, 0, 0], True), ([10, 10, 10], True), ([], True)]
)
def test_no_school_can_be_taken_away_from_a_pooled_figure(forms: list[int], apart: bool) -> None:
    assert schools_apart(forms) is apart


def test_a_programme_whose_other_schools_are_tiny_shows_nothing() -> None:
    groups = [Pupils([4] * n, school=school) for school, n in (("ash", 30), ("elm", 5), ("oak", 4))]

    findings = released(*groups, scope="programme")

    assert findings.tables == ()
    assert "wave-school-difference" in {note.code for note in findings.notes}


BEFORE = Pupils(answers(80, 40))


def test_a_later_release_repeats_the_earlier_wave() -> None:
    first, both = released(BEFORE), released(BEFORE, Pupils(answers(90, 20), wave="endline"))

    agree_with([first], both)
    assert len(both.waves) == 2


def test_a_wave_that_would_read_differently_stops_the_release() -> None:
    first = released(BEFORE)

    with pytest.raises(Contradicted, match="baseline has been released before"):
        agree_with([first], released(Pupils(answers(60, 60)), Pupils(answers(90, 20), wave="endline")))


def test_a_wave_that_would_be_left_out_or_get_another_table_stops_the_release_too() -> None:
    one_phase = released(BEFORE)
    two = released(BEFORE, Pupils(answers(40, 40), wave="endline", year_group="3"))

    with pytest.raises(Contradicted):
        agree_with([one_phase], released(Pupils(answers(90, 20), wave="endline")))
    if any(table.by == "phase" and table.cell("secondary", "baseline") for table in two.tables):
        with pytest.raises(Contradicted):
            agree_with([one_phase], two)
