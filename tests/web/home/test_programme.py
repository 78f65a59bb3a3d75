"""The programme's home and its counts: names for the team, letters for the evaluator, nothing for a school."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.home.services.standings import refresh_standings
from belonging.web.programme.models import Cohort
from belonging.web.programme.services import leave_cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW, enrolled
from tests.web.home.conftest import SignedIn
from tests.web.surveys.given import AFTER, a_draft, closed, opened

ANSWERS = "/programme/cockpit/pilot-2026/answers/"


@pytest.fixture
def two_schools(maple: School, river: School, cohort: Cohort) -> tuple[School, School]:
    for school in (maple, river):
        with school_scope(school.pk):
            opened(a_draft(school, cohort))
    refresh_standings(now=NOW)
    return maple, river


def test_the_manager_finds_each_cohort_and_what_there_is_to_do(
    signed_in: SignedIn, two_schools: tuple[School, School]
) -> None:
    text = signed_in(Role.MANAGER).get("/programme/").content.decode()
    assert "Pilot 2026" in text
    assert "2 schools take part, since 1 September 2026." in text
    for words in ("Expressions of interest", "Questions and complaints", "Every school by stage", "People and their"):
        assert words in text


def test_the_evaluator_has_cohorts_and_nothing_to_do(signed_in: SignedIn, two_schools: tuple[School, School]) -> None:
    text = signed_in(Role.EVALUATOR).get("/programme/").content.decode()
    assert "Pilot 2026" in text
    for words in ("Expressions of interest", "Questions and complaints", "People and their", "Plan, dates", "to ring"):
        assert words not in text


def test_the_manager_sees_every_school_by_name_and_opens_none(
    signed_in: SignedIn, two_schools: tuple[School, School]
) -> None:
    text = signed_in(Role.MANAGER).get(ANSWERS).content.decode()
    assert "Maple Tree School" in text
    assert "River Lane School" in text
    assert "/schools/" not in text


def test_the_adviser_sees_the_schools_that_are_theirs_and_no_others(
    signed_in: SignedIn, two_schools: tuple[School, School], cohort: Cohort
) -> None:
    adviser = signed_in(Role.ADVISER, two_schools[0])
    assert adviser.get("/programme/").status_code == 404
    assert adviser.get(ANSWERS).status_code == 404
    assert adviser.get("/work/").headers["Location"] == "/schools/maple-tree/"
    assert "River Lane School" not in adviser.get("/schools/maple-tree/").content.decode()


def test_the_evaluator_sees_letters_alone(
    signed_in: SignedIn, two_schools: tuple[School, School], cohort: Cohort
) -> None:
    leave_cohort(cohort=cohort, school=two_schools[1], actor="test", now=NOW)
    refresh_standings(now=NOW, everything=True)
    client = signed_in(Role.EVALUATOR)
    assert "1 has left." in client.get("/programme/").content.decode()
    for address in (ANSWERS, "/programme/cockpit/pilot-2026/", "/programme/"):
        text = client.get(address).content.decode()
        assert "School A" in text or address == "/programme/"
        for school in two_schools:
            assert school.name not in text
            assert school.slug not in text


@pytest.mark.parametrize("role", [Role.LEAD, Role.SENCO])
def test_a_schools_people_have_no_programme_page(
    signed_in: SignedIn, two_schools: tuple[School, School], role: Role
) -> None:
    client = signed_in(role, two_schools[0])
    assert client.get("/programme/").status_code == 404
    assert client.get("/programme/").content == client.get("/programming/").content


def test_once_every_questionnaire_of_a_wave_is_sealed_that_is_said_once(
    signed_in: SignedIn, two_schools: tuple[School, School]
) -> None:
    client = signed_in(Role.MANAGER)

    def text_after_sealing(school: School) -> str:
        with school_scope(school.pk):
            seal_round(round_=closed(Round.objects.get(school=school)), actor="test", now=AFTER)
        return client.get(ANSWERS).content.decode()

    maple, river = two_schools
    some = text_after_sealing(maple)
    assert "Sealed: " in some
    assert "Open: " in some
    assert "all questionnaires are sealed" not in some
    every = text_after_sealing(river)
    assert "Baseline: all questionnaires are sealed" in every
    assert "Sealed: " not in every


@pytest.mark.parametrize("address", ["/programme/", ANSWERS, "/programme/cockpit/pilot-2026/"])
def test_more_schools_ask_no_more_queries(
    signed_in: SignedIn, two_schools: tuple[School, School], cohort: Cohort, address: str
) -> None:
    client = signed_in(Role.MANAGER)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    before = queries()
    for number in range(3):
        school = enrolled(cohort, name=f"School {number}", slug=f"school-{number}", mask=f"Z{number}")
        with school_scope(school.pk):
            opened(a_draft(school, cohort))
    refresh_standings(now=NOW, everything=True)
    assert queries() == before
