"""What came of the whole plan on one page, and the plan for governors as Word and PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import docx
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from belonging.evaluation.released import Reading
from belonging.web.accounts.models import User
from belonging.web.actions.models import Action, Review, Status
from belonging.web.actions.presenters.governors import HEAD
from belonging.web.actions.presenters.outcomes import SHARED, outcomes_lead
from belonging.web.actions.rules.measures import Measure
from belonging.web.actions.rules.outcomes import NEVER_A_CAUSE
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import ACTOR, PLAN, browser_of, planned, text_of
from tests.web.actions.test_outcomes import MOVED, SAFE, heard
from tests.web.audit.hearing import store
from tests.web.conftest import NOW

SECRET = "A mother told us in tears."
LONG = "Each morning from half past seven in the hall, with toast, games and two adults whom pupils know. " * 6


@pytest.fixture
def released(in_maple: School, cohort: Cohort) -> None:
    store(heard(MOVED).stored[0].findings, cohort, in_maple)


@pytest.fixture
def club(in_maple: School, cohort: Cohort, released: None) -> Action:
    return planned(in_maple, cohort, measure=SAFE, starts_on=date(2026, 11, 24))


def outcomes_page(client: Client) -> str:
    answer = client.get(f"{PLAN}outcomes/")
    assert answer.status_code == 200
    return text_of(answer.content)


def word_of(client: Client) -> str:
    answer = client.get(f"{PLAN}plan.docx")
    assert answer["Content-Disposition"] == 'attachment; filename="plan-maple-tree.docx"'
    made = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in made.paragraphs), *cells])


def pdf_of(client: Client) -> pypdf.PdfReader:
    answer = client.get(f"{PLAN}plan.pdf")
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def words_of(made: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in made.pages).split())


def test_what_moved_stands_with_what_was_hoped_for(lead_browser: Client, club: Action) -> None:
    text = outcomes_page(lead_browser)

    assert "Of 1 action with a measure: 1 moved." in text
    assert "More pupils with SEND: between 75 and 80 in 100, up from between 60 and 65" in text
    assert "Hoped for: More pupils with SEND than before say" in text
    assert NEVER_A_CAUSE in text


def test_what_has_no_measure_and_what_was_stopped_is_said(
    lead_browser: Client, club: Action, in_maple: School, cohort: Cohort
) -> None:
    planned(in_maple, cohort, what="Paint the hall")
    planned(in_maple, cohort, what="A garden", idea=True)
    stopped = planned(in_maple, cohort, what="A choir", measure=SAFE)
    note_update(action=stopped, said=UpdateWords(text="No piano.", status=Status.STOPPED), actor=ACTOR, now=NOW)

    text = outcomes_page(lead_browser)
    assert "Of 1 action with a measure: 1 moved. 1 has no measure." in text
    assert "Not counted: 1 idea and 1 stopped action." in text
    assert "Paint the hall" in text
    assert "A choir" not in text


def test_one_change_that_two_actions_look_at_is_not_sold_as_two(
    lead_browser: Client, club: Action, in_maple: School, cohort: Cohort
) -> None:
    assert SHARED not in outcomes_page(lead_browser)
    planned(in_maple, cohort, what="Mentors", measure=SAFE)
    assert SHARED in outcomes_page(lead_browser)


def test_before_the_next_questionnaire_nothing_is_told(lead_browser: Client, in_maple: School, cohort: Cohort) -> None:
    assert "No action has a measure yet" in outcomes_page(lead_browser)
    planned(in_maple, cohort, measure=SAFE)

    text = outcomes_page(lead_browser)
    assert "1 action with a measure. What came of it can be told later." in text
    assert NEVER_A_CAUSE not in text


def test_an_empty_plan_has_its_words(in_maple: School) -> None:
    assert outcomes_lead([], {}) == "No action has a measure yet, so that nothing can be told of what came of it."


def test_the_page_and_the_file_ask_as_often_for_one_action_as_for_three(
    lead_browser: Client, released: None, in_maple: School, cohort: Cohort
) -> None:
    def asked(actions: int) -> tuple[int, int]:
        for _ in range(actions):
            planned(in_maple, cohort, measure=SAFE)
        outcomes_page(lead_browser)
        with CaptureQueriesContext(connection) as page:
            outcomes_page(lead_browser)
        with CaptureQueriesContext(connection) as file:
            lead_browser.get(f"{PLAN}plan.docx")
        return len(page), len(file)

    assert asked(1) == asked(2)


def test_governors_read_the_plan_in_word(lead_browser: Client, lead: User, club: Action) -> None:
    Review.objects.create(
        school=club.school,
        cohort=club.cohort,
        starts_at=datetime(2026, 12, 9, 15, 30, tzinfo=UTC),
        created_by=ACTOR,
        created_at=NOW,
    )
    text = word_of(lead_browser)

    for words in (*HEAD, "Action plan, Maple Tree School", "1. Open a breakfast club", "11 Dec 2026", "Moved"):
        assert words in text
    assert "Many pupils arrive hungry." in text
    assert "More pupils with SEND: between 75 and 80 in 100, up from between 60 and 65" in text
    assert "The plan is looked at next on Wednesday 9 December 2026, 15:30." in text
    assert NEVER_A_CAUSE in text


def test_the_word_file_says_its_language_and_repeats_its_header_row(lead_browser: Client, club: Action) -> None:
    made = docx.Document(io.BytesIO(lead_browser.get(f"{PLAN}plan.docx").content))

    assert made.core_properties.language == "en-GB"
    assert made.core_properties.title == "Action plan, Maple Tree School"
    assert "w:tblHeader" in made.tables[0].rows[0]._tr.xml
    assert [each.style.name for each in made.paragraphs if each.style and each.style.name.startswith("Heading")] == [
        "Heading 1",
        "Heading 2",
        "Heading 3",
    ]


def test_what_the_school_wrote_for_itself_is_in_no_file(lead_browser: Client, club: Action) -> None:
    note_update(action=club, said=UpdateWords(text=SECRET, status=Status.UNDER_WAY), actor=ACTOR, now=NOW)

    assert SECRET not in word_of(lead_browser)
    assert SECRET not in words_of(pdf_of(lead_browser))


def test_what_was_stopped_is_not_said_to_have_no_measure(lead_browser: Client, club: Action) -> None:
    note_update(action=club, said=UpdateWords(text="No room.", status=Status.STOPPED), actor=ACTOR, now=NOW)

    text = word_of(lead_browser)
    assert "Not looked for" in text
    assert "No measure" not in text


def test_an_action_with_much_to_say_runs_on_over_pages(lead_browser: Client, in_maple: School, cohort: Cohort) -> None:
    planned(in_maple, cohort, detail="\n\n".join(["We begin again."] * 110))

    made = pdf_of(lead_browser)
    assert len(made.pages) > 2
    assert words_of(made).count("We begin again.") == 110


def test_seven_actions_are_five_pages_of_pdf_at_most(
    lead_browser: Client, released: None, in_maple: School, cohort: Cohort
) -> None:
    for number in range(7):
        planned(in_maple, cohort, what=f"Open club number {number}", detail=LONG, measure=SAFE)

    made = pdf_of(lead_browser)
    assert 2 <= len(made.pages) <= 5
    assert "7. Open club number 6" in words_of(made)
    assert made.metadata is not None
    assert made.metadata.title == "Action plan, Maple Tree School"


def test_the_pdf_is_tagged_for_who_listens_to_it(lead_browser: Client, club: Action) -> None:
    root: Any = pdf_of(lead_browser).root_object

    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_a_plan_with_nothing_in_it_can_be_printed(lead_browser: Client, in_maple: School) -> None:
    assert "Nothing is planned yet." in word_of(lead_browser)
    assert "Nothing is planned yet." in words_of(pdf_of(lead_browser))


def test_an_adviser_reads_them_and_another_schools_lead_does_not(
    adviser: User, in_maple: School, cohort: Cohort, river: School
) -> None:
    theirs = browser_of(adviser)
    for name in ("outcomes", "plan_word", "plan_pdf"):
        assert theirs.get(reverse(f"actions:{name}", args=["maple-tree", "pilot-2026"])).status_code == 200
        assert theirs.get(reverse(f"actions:{name}", args=["river-lane", "pilot-2026"])).status_code == 404


def test_the_plan_leads_to_all_of_it(lead_browser: Client, club: Action) -> None:
    page = lead_browser.get(PLAN).content.decode()

    for name in ("outcomes", "reviews", "plan_word", "plan_pdf", "plan_ics"):
        assert reverse(f"actions:{name}", args=["maple-tree", "pilot-2026"]) in page


def test_what_moved_the_other_way_is_said_before_what_can_not_be_told(
    lead_browser: Client, in_maple: School, cohort: Cohort
) -> None:
    back = replace(MOVED, reading=Reading.FEWER, text="Fewer pupils with SEND: between 60 and 65 in 100")
    store(heard(back).stored[0].findings, cohort, in_maple)
    planned(in_maple, cohort, measure=Measure("pupil", "safe", "all", "all"))
    planned(in_maple, cohort, what="Mentors", measure=SAFE)

    text = outcomes_page(lead_browser)
    assert "Of 2 actions with a measure: 1 moved the other way, 1 not shown." in text
    assert text.index("Fewer pupils with SEND") < text.index("Not shown")
