"""How many answered is said as a share of the roll, with a caution where most did not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.evaluation.released import Findings, Responses
from belonging.web.reports.presenters.report import _caution, _turnout


def findings(*responses: Responses, audience: str = "pupil") -> Findings:
    blank = Findings("pupil_v1", "", "pupil", "release", 1, "1", "", "", "programme", (), (), (), ())
    return replace(blank, audience=audience, responses=responses)


def answered(number: int | None, roll: int | None) -> Responses:
    return Responses("baseline", number, f"About {number} pupils", roll, 10)


def test_the_share_of_the_roll_is_said() -> None:
    response = answered(1215, 5501)
    assert _turnout(findings(response), response) == "About 1215 pupils: 22 in 100 of the 5,501 on roll, in 10 schools"


@pytest.mark.parametrize(("number", "roll"), [(None, 80), (40, None)])
def test_nothing_is_said_of_a_roll_where_one_number_is_missing(number: int | None, roll: int | None) -> None:
    response = answered(number, roll)
    assert "on roll" not in _turnout(findings(response), response)


def test_a_caution_stands_where_fewer_than_sixty_in_a_hundred_answered() -> None:
    assert "may feel differently" in _caution(findings(answered(59, 100)))
    assert _caution(findings(answered(60, 100))) == ""
    assert _caution(findings(answered(None, None))) == ""


def test_two_waves_may_be_two_sets_of_pupils() -> None:
    assert "Other pupils" in _caution(findings(answered(30, 100), answered(90, 100)))
