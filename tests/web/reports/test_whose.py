"""A school where two sets of choices were in use: each page and file says whose answers its figures are."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client
from pptx import Presentation

from belonging.evaluation.released import Findings
from belonging.figures.whose import whose
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.printed import printed
from belonging.web.reports.presenters.report import school_report
from belonging.web.reports.queries import Voices
from belonging.web.schools.models import School
from tests.web.reports.conftest import OF_MAPLE, RELEASED_AT, released, store
from tests.web.reports.page import read
from tests.web.reports.test_mix import mixed

REPORT = "/schools/maple-tree/reports/pilot-2026/"
SAFE = "explore/?item=pupil:safe"
WHO = "who answered with three choices"


@pytest.fixture
def mixed_school(maple: School, cohort: Cohort) -> School:
    with school_scope(maple.pk):
        store(mixed(), cohort, maple)
        store(released("parent", OF_MAPLE), cohort, maple)
    return maple


def text_of(client: Client, address: str) -> str:
    answer = client.get(REPORT + address)
    assert answer.status_code == 200, address
    return read(answer.content.decode()).text()


def test_the_sentence_has_released_numbers_alone() -> None:
    said = whose(mixed())

    assert said.startswith("The figures of pupils are of those who answered with three choices: about ")
    assert said.endswith(" at the endline. Those with four choices are counted apart.")
    table = mixed().table("safe")
    assert table is not None
    for response in mixed().responses:
        cell = table.cell("all", response.wave)
        assert cell is not None
        assert f"about {cell.n} of about {response.answered} at the {response.wave}" in said


@pytest.mark.parametrize("address", ["statements/", "groups/", "parents-and-staff/", SAFE, "explore/?ask=sure"])
def test_each_page_says_above_its_figures_whose_they_are(
    address: str, lead_of_maple: Client, mixed_school: School
) -> None:
    assert text_of(lead_of_maple, address).count(whose(mixed())) == 1


@pytest.mark.parametrize("address", ["statements/", "groups/", "parents-and-staff/", SAFE])
def test_where_all_had_the_same_choices_no_page_speaks_of_choices(
    address: str, lead_of_maple: Client, maple_released: School
) -> None:
    said = text_of(lead_of_maple, address)
    assert WHO not in said
    assert "are counted apart" not in said


def test_statements_at_a_glance_are_not_of_every_hundred_pupils(lead_of_maple: Client, mixed_school: School) -> None:
    said = text_of(lead_of_maple, "statements/")

    assert f"How many of every 100 pupils {WHO} answered positively, this time." in said
    assert "How many of every 100 pupils answered positively" not in said


def test_everyone_is_not_said_of_some(lead_of_maple: Client, mixed_school: School) -> None:
    page = text_of(lead_of_maple, SAFE)

    assert f"This school · Pupils · Everyone {WHO}" in page
    assert "Everyone" not in page.replace(f"Everyone {WHO}", "").split("Show it")[1]
    wave = text_of(lead_of_maple, f"{SAFE}&wave=endline")
    assert f"Everyone {WHO}, endline." in wave


def test_a_table_of_the_others_has_their_name_alone(lead_of_maple: Client, mixed_school: School) -> None:
    page = text_of(lead_of_maple, f"{SAFE}&by=four_choices")

    assert "This school · Pupils · Pupils who answered with four choices" in page
    assert "All pupils who answered with four choices" in page
    assert WHO not in page.split("Show it")[1]


def test_a_document_and_slides_say_it_above_each_table(lead_of_maple: Client, mixed_school: School) -> None:
    said = whose(mixed())
    words = docx.Document(io.BytesIO(lead_of_maple.get(f"{REPORT}report.docx").content))
    assert [one.text for one in words.paragraphs].count(said) == 3

    shown = Presentation(io.BytesIO(lead_of_maple.get(f"{REPORT}slides.pptx").content))
    slides = [list(slide.shapes) for slide in shown.slides]
    with_tables = [slide for slide in slides if any(shape.has_table for shape in slide)]
    assert with_tables
    for slide in with_tables:
        assert any(shape.has_text_frame and said in shape.text_frame.text for shape in slide)


def test_paper_has_it(maple: School, cohort: Cohort) -> None:
    def data(findings: Findings) -> object:
        with school_scope(maple.pk):
            report = school_report(maple, cohort, Voices({"pupil": findings}, RELEASED_AT), paper=True)
        return printed(report)[0]["whose"]

    assert data(mixed()) == whose(mixed())
    assert data(released("pupil", OF_MAPLE)) == ""
