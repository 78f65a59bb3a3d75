"""How many answered is said as a share of the roll, with a caution where most did not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.evaluation.released import Findings, Responses
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.report import _caution, _turnout
from belonging.web.reports.queries import Given, slips_given
from belonging.web.schools.models import School
from belonging.web.surveys.models import Pack
from tests.web.conftest import NOW
from tests.web.surveys.given import a_draft


def findings(*responses: Responses, audience: str = "pupil") -> Findings:
    blank = Findings("pupil_v1", "", "pupil", "release", 1, "1", "", "", "programme", (), (), (), ())
    return replace(blank, audience=audience, responses=responses)


def answered(number: int | None, roll: int | None) -> Responses:
    return Responses("baseline", number, f"About {number} pupils", roll, 10)


def test_the_share_of_the_roll_is_said() -> None:
    response = answered(1215, 5501)
    assert _turnout(findings(response), response) == "About 1215 pupils: 22 in 100 of the 5,501 on roll"


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((), "(1,184 on roll)"),
        (("8",), "(Year 8; 1,184 on roll)"),
        (("5", "6"), "(Years 5 and 6; 1,184 on roll)"),
        (("R", "1"), "(Reception and Year 1; 1,184 on roll)"),
    ],
)
def test_where_slips_were_given_out_it_is_of_them(years: tuple[str, ...], said: str) -> None:
    response = answered(160, 1184)
    text = _turnout(findings(response), response, Given(190, years))
    assert text == f"About 160 pupils, of about 190 slips given out {said}"
    assert "slips" not in _turnout(findings(response), answered(None, 1184), Given(190))


def test_slips_are_counted_by_wave_to_the_nearest_five_and_lost_ones_only_where_used(
    maple: School, cohort: Cohort
) -> None:
    with school_scope(maple.pk):
        round_ = a_draft(maple, cohort)
        for label, slips, used, year in (("5A", 24, 20, "5"), ("6B", 27, 25, "6")):
            Pack.objects.create(school=maple, round=round_, label=label, slips=slips, used=used, year_group=year)
        Pack.objects.create(school=maple, round=round_, label="5A lost", slips=30, used=5, revoked_at=NOW)
        assert slips_given(maple, cohort) == {("pupil", round_.wave): Given(55, ("5", "6"))}
        Pack.objects.create(school=maple, round=round_, label="Mixed", slips=10)
        assert slips_given(maple, cohort) == {("pupil", round_.wave): Given(65)}


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
