"""Further checks: sentences of the findings, each once, their numbers as rows, and schools by size without names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from belonging.evaluation.released import Findings, Measure, Refusal, Supplement
from belonging.figures import Axis
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.further import READ_FIRST, further_checks
from belonging.web.reports.presenters.pictures import Easel
from tests.figures.tables import LIMITS, SCHOOLS
from tests.web.reports.conftest import released, store
from tests.web.reports.page import read

EASEL = Easel(Axis())
AVERAGE = Supplement(
    "average-school",
    "The average school",
    "What would the change be if every school counted the same?",
    "average-school",
    (
        Measure(
            "average-school:safe:all:change", "Change", "safe", "all", 7.0, "points", 1.0, 13.0, 8.0, 850, 10, "Up."
        ),
        Measure("average-school:fair:all:change", "Change", "fair", "all", 0.4, "score", text="Up."),
        Measure("average-school:x", "Held", None, "all", None, "points", refusal=Refusal("few", "Too few schools.")),
    ),
    notes=("Each school counts once.",),
)
FUNNEL = Supplement("funnel", "Schools by size", "Do schools differ more than chance?", "funnel", (*SCHOOLS, *LIMITS))


def findings_with(*supplements: Supplement) -> Findings:
    return replace(released("pupil"), supplements=supplements)


def test_a_sentence_that_two_numbers_share_is_said_once() -> None:
    (check,) = further_checks(findings_with(AVERAGE), EASEL)
    assert [(said.text, said.finding) for said in check.sentences] == [("Up.", "average-school:safe:all:change")]


def test_what_holds_for_all_statements_is_read_first_and_the_rest_unfolds() -> None:
    score = Measure("scale:-:all:mean", "Score", None, "all", 3.1, "score", text="All together: up.")
    (check,) = further_checks(findings_with(replace(AVERAGE, measures=(*AVERAGE.measures, score))), EASEL)
    assert [said.text for said in check.sentences] == ["All together: up."]
    assert [said.text for said in check.more] == ["Up."]


def test_where_every_sentence_is_of_a_statement_the_first_few_are_read() -> None:
    many = tuple(replace(AVERAGE.measures[0], id=f"m{place}", text=f"Sentence {place}.") for place in range(9))
    (check,) = further_checks(findings_with(replace(AVERAGE, measures=many)), EASEL)
    assert len(check.sentences) == READ_FIRST
    assert len(check.more) == 9 - READ_FIRST


def test_numbers_stand_in_rows_with_their_unit_and_refusals_in_words() -> None:
    (check,) = further_checks(findings_with(AVERAGE), EASEL)
    assert check.rows == (
        ("Change: “I feel safe at school”", "+7 points", "+1 to +13", "850"),
        ("Change: “Teachers treat pupils fairly”", "0.40", "none", ""),
    )
    assert check.notes == ("Each school counts once.", "Too few schools.")


def test_schools_by_size_are_a_picture_and_never_a_list_of_labels() -> None:
    (check,) = further_checks(findings_with(FUNNEL), EASEL)
    assert check.picture is not None
    assert check.rows == ()
    assert "4 schools" in check.picture.text
    assert "A school" not in str(check.picture.wide)


def test_a_check_that_is_refused_says_why() -> None:
    (check,) = further_checks(findings_with(replace(AVERAGE, measures=(), refusal=Refusal("x", "Too few."))), EASEL)
    assert check.notes[-1] == "Too few."


@pytest.fixture
def checked(cohort: Cohort) -> Cohort:
    with programme_scope("test"):
        store(findings_with(AVERAGE, FUNNEL), cohort)
    return cohort


def test_they_stand_on_a_page_of_their_own(manager: Client, checked: Cohort) -> None:
    page = read(manager.get("/programme/pilot-2026/report/part/checks-pupil/").content.decode())
    assert "in the documentation of our methods, under “average school”" in page.by_id("main-content").text()
    assert len(page.by_id("pupil-check-funnel").all("svg")) == 2


def test_they_stand_in_the_pdf_and_in_the_csv_file_too(manager: Client, checked: Cohort) -> None:
    assert manager.get("/programme/pilot-2026/report/report.pdf").content.startswith(b"%PDF")
    lines = manager.get("/programme/pilot-2026/report/tables.csv").content.decode("utf-8-sig").splitlines()
    measures = [line for line in lines if ",measure," in line]
    assert len(measures) == 3 + 4 + len(LIMITS)
    assert measures[0].startswith("average-school:safe:all:change,pupil,safe,Change,average-school,all,measure")
