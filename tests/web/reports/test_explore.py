"""Five questions that readers ask, each answered or told why not within two clicks; and any released table, picked."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.evaluation.released import Findings, ReleasedTable, Rung
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.examples import example_findings
from belonging.web.reports.rules.exploring import NOT_FOR_ONE_SCHOOL, Selection, Shelf, find
from belonging.web.schools.models import School
from tests.web.reports.conftest import OF_MAPLE, released, signed_in, store
from tests.web.reports.page import Element, read

MAPLE = "/schools/maple-tree/reports/pilot-2026/"
SIZES = ("four-hundred-and-twenty", "twenty-four", "eight")


def page(client: Client, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read(answer.content.decode())


def pick(client: Client, **choice: str) -> Element:
    return page(client, f"{MAPLE}explore/?{urlencode(choice)}")


def ids_in(table: ReleasedTable) -> list[str]:
    compared = [*(change.id for change in table.changes), *(gap.id for gap in table.gaps)]
    return [*(cell.id for cell in table.cells), *compared]


def known_ids(findings: Findings) -> set[str]:
    ids = {note.code for note in findings.notes} | {f"responses:{one.wave}" for one in findings.responses}
    for table in findings.tables:
        ids |= {table.id, *ids_in(table)}
    return ids


@pytest.mark.parametrize("size", SIZES)
def test_each_question_on_the_front_is_answered_or_told_why_not_one_click_on(
    size: str, lead_of_maple: Client, maple: School, cohort: Cohort, programme_released: Cohort
) -> None:
    findings = example_findings(size)
    with school_scope(maple.pk):
        store(findings, cohort, maple)
    questions = page(lead_of_maple, MAPLE).by_id("ask").all("a")
    asked = [link.text().strip() for link in questions]
    assert asked == [
        "Do pupils with SEND feel safer than at the baseline?",
        "Do boys with SEND feel safer?",
        "Do parents see it as pupils do?",
        "Which statement should we look at first?",
        "How sure are you of “I feel safe at school”?",
    ]
    for link in questions:
        shown = page(lead_of_maple, str(link.attributes["href"]))
        answer = shown.by_id("answer")
        assert answer.all("h2")[0].text().strip() == link.text().strip()
        said = " ".join(one.text() for one in answer.all("p")).strip()
        assert len(said) > 20, link.text()
        told = [one for one in answer.walk() if one.attributes.get("data-finding")]
        ids = {each for one in told for each in str(one.attributes["data-finding"]).split()}
        assert ids <= known_ids(findings) | {"two-way", "not-released", "not-planned"}, link.text()


def test_boys_with_send_are_told_why_not_and_led_to_all_schools(
    lead_of_maple: Client, maple_released: School, programme_released: Cohort
) -> None:
    answer = pick(lead_of_maple, ask="both").by_id("answer")
    assert answer.all("p")[0].text().startswith("We cannot tell: not shown for one school. ")
    assert NOT_FOR_ONE_SCHOOL.sentence[1:] in answer.text()
    held = released("pupil")
    if held.table("safe", "gender-send") is None:
        assert "Nor is it shown for all schools together so far." in answer.text()
        return
    there = page(lead_of_maple, str(answer.all("a")[0].attributes["href"]))
    assert "All schools together" in there.by_id("table").text()


def test_a_table_is_shown_with_its_sentence_picture_numbers_and_ids(
    lead_of_maple: Client, maple_released: School
) -> None:
    table = released("pupil", OF_MAPLE).table("safe", "send")
    assert table is not None
    shown = pick(lead_of_maple, item="pupil:safe", by="send").by_id("table")
    assert len(shown.all("svg")) == 2
    ids = [str(row.attributes["data-finding"]) for body in shown.all("tbody") for row in body.all("tr")]
    assert ids == ids_in(table)
    for cell, row in zip(table.cells, shown.all("tbody")[0].all("tr"), strict=True):
        assert cell.parts is not None
        share = cell.parts["positive"]
        words = row.text()
        assert share.text in words if cell.rung is Rung.WORDS else f"{share.low:.0f}" in words


def test_one_wave_alone_compares_nothing(lead_of_maple: Client, maple_released: School) -> None:
    shown = pick(lead_of_maple, item="pupil:safe", wave="baseline").by_id("table")
    ids = [str(row.attributes["data-finding"]) for body in shown.all("tbody") for row in body.all("tr")]
    assert "safe-by-all:all:baseline" in ids
    assert not [one for one in ids if ":change" in one or one.endswith("endline")]


def test_what_is_withheld_says_why(lead_of_river: Client, river_released: School) -> None:
    shown = page(lead_of_river, "/schools/river-lane/reports/pilot-2026/explore/?item=pupil:safe&by=gender")
    refused = next(table for table in released("pupil", "thistledown-rooms").tables if table.id == "safe-by-gender")
    assert refused.refusal is not None
    assert refused.refusal.sentence in shown.by_id("table").text()
    assert shown.by_id("table").all("svg") == []


def test_whatever_is_picked_is_a_released_table_or_a_reason() -> None:
    shelf = Shelf({"pupil": released("pupil", OF_MAPLE)}, {})
    for _, item, _ in shelf.statements:
        for by in shelf.breakdowns:
            for wave in ("", *shelf.waves):
                found = find(shelf, Selection(item=item, by=by, wave=wave))
                assert (found.table is None) <= bool(found.why_not), (item, by, wave)
                if found.table is not None and wave:
                    assert {cell.wave for cell in found.table.cells} == {wave}


def test_a_choice_that_is_not_offered_falls_back(lead_of_maple: Client, maple_released: School) -> None:
    shown = pick(lead_of_maple, item="pupil:no-such", by="school", wave="never", of="others", ask="what")
    assert "I feel like I belong" in shown.by_id("table-title").text()


def test_all_schools_are_never_told_apart_here(
    lead_of_maple: Client, maple_released: School, programme_released: Cohort
) -> None:
    shown = pick(lead_of_maple, item="pupil:safe", of="programme")
    assert "All schools together" in shown.by_id("table").text()
    values = {str(one.attributes.get("value")) for one in shown.all("option")}
    assert "school" in values, "this school"
    assert "by=school" not in lead_of_maple.get(f"{MAPLE}explore/").content.decode()
    groups = next(one for one in shown.all("select") if one.attributes["name"] == "by")
    assert "school" not in {one.attributes["value"] for one in groups.all("option")}


def test_a_page_asks_as_many_queries_whatever_was_released(
    lead_of_maple: Client,
    lead_of_river: Client,
    maple: School,
    river: School,
    cohort: Cohort,
    programme_released: Cohort,
) -> None:
    counts = []
    for client, school, size in ((lead_of_maple, maple, "eight"), (lead_of_river, river, "four-hundred-and-twenty")):
        with school_scope(school.pk):
            store(example_findings(size), cohort, school)
        with CaptureQueriesContext(connection) as asked:
            page(client, f"/schools/{school.slug}/reports/pilot-2026/explore/?ask=send")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_reads_no_report_explores_none(maple_released: School) -> None:
    for role in (Role.SAFEGUARDING, Role.STAFF, Role.COLLEAGUE):
        assert signed_in(role, maple_released).get(f"{MAPLE}explore/").status_code == 404


def test_numbers_of_the_front_lead_to_their_tables(lead_of_maple: Client, maple_released: School) -> None:
    shown = page(lead_of_maple, MAPLE)
    links = [one for one in shown.by_id("headlines").all("a", "bm-number") if "explore" in str(one.attributes["href"])]
    assert links
    for link in links:
        target = page(lead_of_maple, str(link.attributes["href"]))
        text = re.sub(r"\D+", " ", link.text()).split()
        assert any(number in target.by_id("table").text() for number in text if number != "100")


def test_the_results_of_all_schools_stand_beside_a_small_setting(
    lead_of_maple: Client, maple: School, cohort: Cohort, programme_released: Cohort
) -> None:
    with school_scope(maple.pk):
        store(example_findings("eight"), cohort, maple)
    shown = page(lead_of_maple, MAPLE)
    rows = shown.by_id("beside").all("tbody")[0].all("tr")
    table = released("pupil").table("safe")
    assert table is not None
    assert {str(row.attributes["data-finding"]) for row in rows} >= {
        " ".join([*(cell.id for cell in table.cells), *(change.id for change in table.changes)])
    }
    assert "10 schools" in shown.by_id("beside").text()
