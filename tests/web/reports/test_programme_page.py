"""The programme's report: all schools together, none of them named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client

from belonging.evaluation.released import Findings
from belonging.figures.printed import number
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.reports.conftest import released, signed_in, store
from tests.web.reports.page import Element, allowed_numbers, numbers, read, released_numbers

ADDRESS = "/programme/pilot-2026/report/"


def ids_of(findings: Findings) -> set[str]:
    found = {f"responses:{said.wave}" for said in findings.responses}
    for table in findings.tables:
        found |= {table.id, *(cell.id for cell in table.cells), *(change.id for change in table.changes)}
        found |= {gap.id for gap in table.gaps}
    return found | {measure.id for supplement in findings.supplements for measure in supplement.measures}


def of_the_average_school(findings: Findings, item: str) -> set[str]:
    found = findings.supplement("average-school")
    made = [one for one in (found.measures if found else ()) if one.id == f"average-school:{item}:all:school"]
    return {number(abs(value)) for one in made for value in (one.value, one.low, one.high) if value is not None}


@pytest.fixture
def page(manager: Client, programme_released: Cohort) -> Element:
    answer = manager.get(ADDRESS)
    assert answer.status_code == 200
    return read(answer.content.decode())


def section(client: Client, key: str) -> Element:
    answer = client.get(f"{ADDRESS}part/{key}/")
    assert answer.status_code == 200, key
    return read(answer.content.decode())


def test_every_section_is_one_click_away_and_names_no_school(
    manager: Client, page: Element, maple: School, river: School
) -> None:
    assert [one.text().strip() for one in page.all("h2")] == ["Key findings", "Take it with you", "The whole report"]
    links = [str(one.attributes["href"]) for one in page.all("ul", "bm-sections")[0].all("a")]
    pages = [read(manager.get(link).content.decode()) for link in links]
    titles = [each.all("h1")[0].text().strip() for each in pages]
    assert titles == [
        "Foreword",
        "The programme, and who took part",
        "What this report rests on",
        "Why belonging matters",
        "What pupils said",
        "Statement by statement",
        "What parents and carers said",
        "What staff said",
        "The same question, seen from each side",
        "Further checks: pupils",
        "Further checks: parents and carers",
        "Further checks: staff",
        "Voices that no questionnaire hears",
        "What can’t be told, and why",
        "What next",
        "Take part",
        "Who we are",
        "How this was worked out",
        "References",
    ]
    said = " ".join(each.by_id("main-content").text() for each in (page, *pages))
    assert not [name for name in (maple.name, river.name, "School A") if name in said]
    assert manager.get(f"{ADDRESS}part/nowhere/").status_code == 404


def test_sections_lead_on_and_back(manager: Client, programme_released: Cohort) -> None:
    page = section(manager, "pupils")
    links = {one.text().strip(): str(one.attributes["href"]) for one in page.all("nav", "bm-next")[0].all("a")}
    assert links == {
        "Before: Why belonging matters": f"{ADDRESS}part/why/",
        "Next: Statement by statement": f"{ADDRESS}part/statements/",
    }
    assert "accepted, respected, included, and supported" in section(manager, "why").text()


def test_every_key_finding_names_stored_findings(page: Element) -> None:
    known = {f"{audience}:{found}" for audience in ("pupil", "parent", "staff") for found in ids_of(released(audience))}
    told = [one for one in page.by_id("main-content").walk() if one.attributes.get("data-finding")]
    assert len(told) > 15
    named = {name for one in told for name in str(one.attributes["data-finding"]).split()}
    assert named - known <= {"taking-part:schools"}


def test_each_statement_shows_every_released_number_and_none_else(manager: Client, programme_released: Cohort) -> None:
    page = section(manager, "statements")
    for item in released("pupil").items:
        told = numbers(page.by_id(f"pupil-{item}".replace("_", "-")).text(without="bm-item__why"))
        allowed = allowed_numbers(released("pupil"), item) | of_the_average_school(released("pupil"), item)
        assert told - allowed <= {"95", "100"}, item
        assert released_numbers(released("pupil"), item) - told == set(), item


def test_the_published_shares_of_the_pilot_are_on_it(manager: Client, page: Element) -> None:
    assert "80 in 100, up from 71" in page.by_id("finding-rise").text()
    assert "80 in 100, up from 71" in section(manager, "statements").by_id("pupil-safe").text()


def test_before_the_last_school_has_sealed_it_says_when(manager: Client, cohort: Cohort) -> None:
    said = read(manager.get(ADDRESS).content.decode()).text()
    assert "after the last school taking part has sealed" in said


@pytest.mark.parametrize("suffix", ["", "part/pupils/", "words/", "report.pdf", "tables.csv", "findings-pupil.json"])
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
