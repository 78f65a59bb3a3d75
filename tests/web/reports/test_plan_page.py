"""Before anybody answers a lead reads what the school will be shown."""

from __future__ import annotations

import pytest
from django.test import Client

from belonging.evaluation.disclosure.coding import rung_for
from belonging.web.accounts.roles import Role
from belonging.web.findings.services import fix_plans
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.plan import EXAMPLES, NOTHING, plan_page, rung_at
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.reports.conftest import signed_in
from tests.web.reports.page import Element, read
from tests.web.surveys.given import a_draft

PLAN = "/schools/maple-tree/reports/pilot-2026/plan/"


def page(client: Client) -> Element:
    answer = client.get(PLAN)
    assert answer.status_code == 200
    return read(answer.content.decode()).by_id("main-content")


def test_the_page_speaks_of_precision_as_the_engine_codes() -> None:
    assert [rung_at(n) for n in range(400)] == [rung_for(n) for n in range(400)]


def test_before_any_round_it_shows_the_plan_that_would_be_fixed(lead_of_maple: Client, maple: School) -> None:
    shown = page(lead_of_maple)
    assert next(one.text().strip() for one in shown.all("h2")) == "Pupils"
    assert "as soon as the first round of this questionnaire is planned" in shown.text()
    assert len(shown.all("details")[0].all("li")) == 12


def test_once_it_is_fixed_it_says_when(lead_of_maple: Client, in_maple: School, cohort: Cohort) -> None:
    a_draft(in_maple, cohort)
    fix_plans(now=NOW)
    said = page(lead_of_maple).text()
    assert "Fixed and signed on" in said
    assert "before any answers were sealed" in said


def test_it_is_linked_from_the_waiting_page_and_leads_back(lead_of_maple: Client, maple: School) -> None:
    waiting = read(lead_of_maple.get(PLAN.removesuffix("plan/")).content.decode())
    assert PLAN in [one.attributes["href"] for one in waiting.all("a")]
    assert PLAN.removesuffix("plan/") in [one.attributes["href"] for one in page(lead_of_maple).all("a")]


def test_it_is_linked_from_the_report(lead_of_maple: Client, maple_released: School) -> None:
    report = read(lead_of_maple.get(PLAN.removesuffix("plan/")).content.decode())
    assert PLAN in [one.attributes["href"] for one in report.all("a")]


@pytest.mark.parametrize(
    ("roll", "everyone", "send"),
    [
        (600, "to one in 100", "as a range of five"),
        (120, "as a range of five", "in words"),
        (60, "as a range of ten", "probably not"),
        (20, "in words", "probably not"),
        (9, NOTHING, "probably not"),
    ],
)
def test_what_a_school_of_its_size_will_read(maple: School, roll: int, everyone: str, send: str) -> None:
    (voice,) = plan_page(maple, [("pupil_v1", None)], roll).voices
    rows = {table: (how, where) for table, how, where in voice.rows}
    assert rows["All pupils together"][0].startswith(everyone)
    assert send in rows["With and without SEND"][0]
    assert "action plan" in rows["With and without SEND"][1]


def test_without_a_roll_it_says_what_decides(maple: School) -> None:
    made = plan_page(maple, [("pupil_v1", None)], None)
    assert "do not know yet" in made.size
    assert "by the number of answers" in made.voices[0].rows[0][1]
    assert [words for _, words in made.ladder.rows] == [*EXAMPLES.values(), NOTHING]


def test_a_breakdown_that_is_not_asked_for_is_said_and_not_promised(maple: School) -> None:
    (voice,) = plan_page(maple, [("staff_v1", None)], 80).voices
    assert [row[0] for row in voice.rows] == ["All staff together"]
    assert "girls and boys" in voice.not_asked


def test_an_evaluator_has_no_schools_plan(maple: School, cohort: Cohort) -> None:
    assert signed_in(Role.EVALUATOR).get(PLAN).status_code == 404
