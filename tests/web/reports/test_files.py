"""The report as a file: PDF to print, CSV to work with."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from django.test import Client

from belonging.evaluation.released import PARTS, Findings, ReleasedTable, Rung
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.printed import printed, template
from belonging.web.reports.presenters.report import school_report
from belonging.web.reports.presenters.rows import guarded
from belonging.web.reports.queries import Voices, school_voices
from belonging.web.schools.models import School
from belonging.web.ui.typeset import typeset
from tests.web.reports.conftest import OF_MAPLE, RELEASED_AT, released

MAPLE = "/schools/maple-tree/reports/pilot-2026/"


def test_a_schools_pdf_is_accessible(maple_released: School, cohort: Cohort) -> None:
    with school_scope(maple_released.pk):
        voices = school_voices(maple_released, cohort)
    assert voices is not None
    data, pictures = printed(school_report(maple_released, cohort, voices, paper=True))
    made = typeset(template(), data, made_at=RELEASED_AT, assets=pictures)
    assert (made.accessible, made.reason) == (True, "")


def test_statements_with_one_breakdown_stand_two_on_a_page(maple_released: School, cohort: Cohort) -> None:
    findings = released("pupil", OF_MAPLE)
    only_send = replace(findings, tables=tuple(table for table in findings.tables if table.by != "gender"))

    def pages(heard: Findings) -> int:
        report = school_report(maple_released, cohort, Voices({"pupil": heard}, RELEASED_AT), paper=True)
        data, pictures = printed(report)
        made = typeset(template(), data, made_at=RELEASED_AT, assets=pictures)
        return len(re.findall(rb"/Type */Page\b", made.pdf))

    assert pages(findings) - pages(only_send) >= len(findings.items) // 2


def test_a_tiny_schools_pdf_is_accessible_too(lead_of_river: Client, river_released: School) -> None:
    answer = lead_of_river.get("/schools/river-lane/reports/pilot-2026/report.pdf")
    assert answer.content.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in answer.content


def test_the_pdf_is_sent_as_a_file_with_the_schools_name(lead_of_maple: Client, maple_released: School) -> None:
    answer = lead_of_maple.get(f"{MAPLE}report.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="belonging-maple-tree-pilot-2026.pdf"'


def test_the_front_by_itself_is_one_accessible_side_and_the_first_file_offered(
    lead_of_maple: Client, maple_released: School
) -> None:
    assert "One page to print" in lead_of_maple.get(MAPLE).content.decode().partition("Take it with you")[2][:400]
    page = lead_of_maple.get(f"{MAPLE}one-page.pdf").content
    assert len(re.findall(rb"/Type */Page\b", page)) == 1
    assert b"pdfuaid" in page


def test_the_same_release_gives_the_same_pdf(lead_of_maple: Client, maple_released: School) -> None:
    assert lead_of_maple.get(f"{MAPLE}report.pdf").content == lead_of_maple.get(f"{MAPLE}report.pdf").content


@pytest.fixture
def lines(lead_of_maple: Client, maple_released: School) -> list[dict[str, str]]:
    answer = lead_of_maple.get(f"{MAPLE}tables.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_share_comes_back_from_the_csv_file(lines: list[dict[str, str]]) -> None:
    read = {
        (line["audience"], line["item"], line["by"], line["group"], line["wave"], part): (
            float(line[f"{part}_low"]),
            float(line[f"{part}_high"]),
            line[f"{part}_text"],
        )
        for line in lines
        if line["row"] == "share"
        for part in PARTS
    }
    stored = {
        (audience, table.item, table.by, cell.group_label, cell.wave, part): (share.low, share.high, share.text)
        for audience in ("pupil", "parent", "staff")
        for table in released(audience, OF_MAPLE).tables
        for cell in table.cells
        for part, share in (cell.parts or {}).items()
    }
    assert read == stored


def tables_of_maple() -> list[ReleasedTable]:
    return [table for audience in ("pupil", "parent", "staff") for table in released(audience, OF_MAPLE).tables]


def test_every_change_gap_and_refusal_comes_back_from_the_csv_file(lines: list[dict[str, str]]) -> None:
    tables = tables_of_maple()
    changes = [line for line in lines if line["row"] == "change"]
    assert [line["reading"] for line in changes] == [change.text for table in tables for change in table.changes]
    gaps = [line for line in lines if line["row"] == "gap"]
    assert [line["reading"] for line in gaps] == [gap.text for table in tables for gap in table.gaps]
    assert {line["against"] for line in gaps} >= {"Without SEND"}
    held = [line["not_shown_because"] for line in lines if line["row"] == "table"]
    refused = [[table.refusal] if table.refusal else [held.refusal for held in table.withheld] for table in tables]
    assert held == [refusal.sentence for refusals in refused for refusal in refusals]
    exact = [line for line in lines if line["precision"] == Rung.EXACT]
    assert exact == []


def test_every_line_of_the_csv_file_names_its_finding(lines: list[dict[str, str]]) -> None:
    tables = tables_of_maple()
    for row, ids in (
        ("share", [cell.id for table in tables for cell in table.cells]),
        ("change", [change.id for table in tables for change in table.changes]),
        ("gap", [gap.id for table in tables for gap in table.gaps]),
    ):
        assert [line["finding"] for line in lines if line["row"] == row] == ids
    assert all(line["finding"] for line in lines)


def test_what_the_page_says_in_words_has_no_number_in_the_csv_file(lines: list[dict[str, str]]) -> None:
    in_words = [line for line in lines if line["precision"] == Rung.WORDS and line["row"] in ("change", "gap")]
    assert in_words
    assert {line["estimate_low"] for line in in_words} == {""}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_stays_text(start: str) -> None:
    assert guarded(f"{start}cmd") == f"'{start}cmd"


def test_numbers_below_nought_stay_numbers() -> None:
    assert guarded(-5.0) == -5.0
    assert guarded(None) == ""
