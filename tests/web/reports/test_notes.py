"""The lead writes beside the figures; others who may read the report read it, pupils and families never."""

from __future__ import annotations

import pytest
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import NoNoteThere
from belonging.web.reports.models import SchoolNote
from belonging.web.reports.services.notes import Place, delete_note
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.reports.conftest import signed_in

MAPLE = "/schools/maple-tree/reports/pilot-2026/"
FRONT, SAFE = f"{MAPLE}note/?place=front", f"{MAPLE}note/?place=pupil:safe"
WORDS = "We changed how lunch works in March."


def test_a_note_is_written_changed_and_taken_away(lead_of_maple: Client, maple_released: School) -> None:
    assert "Write a note" in lead_of_maple.get(MAPLE).content.decode()
    lead_of_maple.post(FRONT, {"text": WORDS})
    page = lead_of_maple.get(MAPLE).content.decode()
    assert WORDS in page
    assert "Only people who can open this report read it." in page

    lead_of_maple.post(FRONT, {"text": "Lunch is longer now.", "for_staff": "on"})
    page = lead_of_maple.get(MAPLE).content.decode()
    assert "Lunch is longer now." in page
    assert WORDS not in page
    assert "Staff and governors read it too" in page

    said = lead_of_maple.post(FRONT, {"delete": "yes"}, follow=True).content.decode()
    assert "The note is gone." in said
    with school_scope(maple_released.pk):
        assert not SchoolNote.objects.exists()
        entries = list(Entry.objects.filter(act__startswith="report-note"))
    assert [entry.act for entry in entries] == ["report-note-written", "report-note-changed", "report-note-deleted"]
    assert not any("Lunch" in str(entry.details) for entry in entries), "the journal says where, never what"


def test_a_note_stands_beside_its_statement_alone(lead_of_maple: Client, maple_released: School) -> None:
    lead_of_maple.post(SAFE, {"text": WORDS})
    assert WORDS not in lead_of_maple.get(MAPLE).content.decode()
    assert lead_of_maple.get(f"{MAPLE}statements/").content.decode().count(WORDS) == 1


def test_the_printed_front_has_the_note(lead_of_maple: Client, maple_released: School) -> None:
    lead_of_maple.post(FRONT, {"text": WORDS})
    assert lead_of_maple.get(f"{MAPLE}report.pdf").content.startswith(b"%PDF")


def test_a_name_is_pointed_out_before_it_is_kept(lead_of_maple: Client, maple_released: School) -> None:
    page = lead_of_maple.post(FRONT, {"text": "Talk to Mrs Patel about Year 5."})
    assert "This may point at a person" in page.content.decode()
    assert lead_of_maple.get(MAPLE).content.decode().count("Patel") == 0
    lead_of_maple.post(FRONT, {"text": "Talk to Mrs Patel about Year 5.", "sure": "on"})
    assert "Patel" in lead_of_maple.get(MAPLE).content.decode()


def test_an_empty_note_is_refused(lead_of_maple: Client, maple_released: School) -> None:
    assert "Please write the note" in lead_of_maple.post(FRONT, {"text": " "}).content.decode()


@pytest.mark.parametrize("place", ["pupil:no_such", "parent:respected", "", "pupil:"])
def test_a_place_that_the_report_does_not_have_is_not_there(
    place: str, lead_of_maple: Client, maple_released: School
) -> None:
    assert lead_of_maple.get(f"{MAPLE}note/", {"place": place}).status_code == 404


def test_a_senco_and_an_adviser_read_notes_and_write_none(lead_of_maple: Client, maple_released: School) -> None:
    lead_of_maple.post(FRONT, {"text": WORDS})
    for role in (Role.SENCO, Role.ADVISER):
        reader = signed_in(role, maple_released)
        page = reader.get(MAPLE).content.decode()
        assert WORDS in page
        assert "Change this note" not in page
        assert reader.post(FRONT, {"text": "Mine."}).status_code == 404


def test_what_is_gone_already_is_said(in_maple: School, cohort: Cohort) -> None:
    with pytest.raises(NoNoteThere, match="no note here any more"):
        delete_note(place=Place(in_maple, cohort, "front"), actor="lead", now=NOW)
