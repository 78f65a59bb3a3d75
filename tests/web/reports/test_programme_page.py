"""The programme's report: all schools together, none of them named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client

from belonging.evaluation.released import Findings
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.reports.conftest import released, signed_in, store
from tests.web.reports.page import Element, allowed_numbers, numbers, read, released_numbers

ADDRESS = "/programme/pilot-2026/report/"


@pytest.fixture
def page(manager: Client, programme_released: Cohort) -> Element:
    answer = manager.get(ADDRESS)
    assert answer.status_code == 200
    return read(answer.content.decode())


def test_its_sections_are_those_of_a_report_to_the_public(page: Element) -> None:
    titles = [one.text().strip() for one in page.all("h2")]
    assert titles == [
        "On this page",
        "Key findings",
        "Who answered",
        "Why belonging matters",
        "All statements at a glance",
        "What pupils said",
        "What parents and carers said",
        "What staff said",
        "Pupils, families and staff side by side",
        "Voices that no questionnaire hears",
        "Further checks",
        "What is not shown, and why",
        "How this was worked out",
    ]
    assert "accepted, respected, included, and supported" in page.by_id("why").text()


def test_the_contents_call_each_section_what_it_is_called(page: Element) -> None:
    contents = {
        str(one.attributes["href"]): one.text().strip() for one in page.all("nav", "bm-report__contents")[0].all("a")
    }
    for href, words in contents.items():
        heading = page.by_id(f"{href[1:]}-title").text().strip()
        assert words.removesuffix(", and its limits") == heading


def test_every_section_leads_back_to_the_contents(page: Element) -> None:
    sections = page.all("section", "bm-report__section")
    assert len(sections) == 12
    for section in sections:
        assert [one.text() for one in section.all("a") if one.attributes["href"] == "#contents-title"] == [
            "Back to contents"
        ]


def test_each_statement_shows_every_released_number_and_none_else(page: Element) -> None:
    for item in released("pupil").items:
        told = numbers(page.by_id(f"pupil-{item}".replace("_", "-")).text(without="bm-item__why"))
        assert told - allowed_numbers(released("pupil"), item) <= {"95", "100"}, item
        assert released_numbers(released("pupil"), item) - told == set(), item


def test_no_school_is_named_or_lettered(page: Element, maple: School, river: School) -> None:
    said = page.by_id("main-content").text()
    assert maple.name not in said
    assert river.name not in said
    assert "School A" not in said


def test_the_published_shares_of_the_pilot_are_on_it(page: Element) -> None:
    assert "80 in 100, up from 71" in page.by_id("pupil-safe").text()


def test_before_the_last_school_has_sealed_it_says_when(manager: Client, cohort: Cohort) -> None:
    said = read(manager.get(ADDRESS).content.decode()).text()
    assert "after the last school taking part has sealed" in said


@pytest.mark.parametrize("suffix", ["", "report.pdf", "tables.csv", "findings-pupil.json"])
def test_a_lead_does_not_see_the_programme(suffix: str, lead_of_maple: Client, programme_released: Cohort) -> None:
    assert lead_of_maple.get(ADDRESS + suffix).status_code == 404


@pytest.mark.parametrize("audience", ["pupil", "parent", "staff"])
def test_the_evaluator_takes_the_findings_along(audience: str, evaluator: Client, programme_released: Cohort) -> None:
    answer = evaluator.get(f"{ADDRESS}findings-{audience}.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert Findings.from_json(answer.content.decode()) == released(audience)
    assert json.loads(answer.content)["scope"] == "programme"


def test_the_evaluator_can_click_to_the_findings_of_everyone_heard(
    evaluator: Client, manager: Client, programme_released: Cohort
) -> None:
    def links(client: Client) -> dict[str, str]:
        found = read(client.get(ADDRESS).content.decode()).all("a")
        return {str(one.attributes["href"]): one.text() for one in found if "findings-" in str(one.attributes["href"])}

    assert links(evaluator) == {
        f"{ADDRESS}findings-pupil.json": "Findings on pupils (JSON)",
        f"{ADDRESS}findings-parent.json": "Findings on parents and carers (JSON)",
        f"{ADDRESS}findings-staff.json": "Findings on staff (JSON)",
    }
    assert all(evaluator.get(address).status_code == 200 for address in links(evaluator))
    assert links(manager) == {}


def test_findings_of_nobody_are_not_there(evaluator: Client, programme_released: Cohort) -> None:
    assert evaluator.get(f"{ADDRESS}findings-governors.json").status_code == 404


def test_only_the_evaluator_takes_findings_along(manager: Client, programme_released: Cohort) -> None:
    assert manager.get(f"{ADDRESS}findings-pupil.json").status_code == 404
    assert signed_in(Role.EVALUATOR).get(ADDRESS).status_code == 200


def test_too_few_schools_to_show_anything_leave_a_page_that_says_so(manager: Client, cohort: Cohort) -> None:
    nothing = replace(released("pupil"), waves=(), tables=(), headlines=(), supplements=())
    with programme_scope("test"):
        store(nothing, cohort)

    answer = manager.get(ADDRESS)

    assert answer.status_code == 200
    said = read(answer.content.decode()).text()
    assert "There is no report yet" in said
    assert "if at least ten schools took part" in said
    assert "Statement by statement" not in said
