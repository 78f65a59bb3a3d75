"""What the lead writes beside the figures, as a page shows it, and the way to writing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from belonging.web.programme.models import Cohort
from belonging.web.reports.models import SchoolNote
from belonging.web.reports.presenters.sections import Ways
from belonging.web.reports.presenters.wording import british_date
from belonging.web.reports.queries import Voices
from belonging.web.reports.rules.places import FRONT, parted
from belonging.web.schools.models import School

STAFF_TOO = "Staff and governors read it too, once the report is open to them."
NOTED = "pupil"
"""Whose statements stand one by one in a school's report."""
SCHOOL_ALONE = "Only people who can open this report read it."


@dataclass(frozen=True, slots=True)
class Note:
    """`text` is empty where there is none yet, `write` where the reader writes none."""

    text: str = ""
    when: str = ""
    readers: str = ""
    write: str = ""


def notes_by_place(
    school: School, cohort: Cohort, written: Mapping[str, SchoolNote], places: tuple[str, ...], *, may_write: bool
) -> dict[str, Note]:
    """One for each place that has a note or may get one."""
    base = reverse("reports:note", args=[school.slug, cohort.slug])
    made = {}
    for place in dict.fromkeys((FRONT, *places)):
        note = written.get(place)
        write = f"{base}?{urlencode({'place': place})}" if may_write else ""
        if note is not None:
            readers = STAFF_TOO if note.for_staff else SCHOOL_ALONE
            made[place] = Note(note.text, british_date(note.written_at), readers, write)
        elif write:
            made[place] = Note(write=write)
    return made


@dataclass(frozen=True, slots=True)
class NotePlace:
    """Where a note is about to stand. `back` is where it is read."""

    key: str
    title: str
    back: str


def note_place(place: str, voices: Voices, ways: Ways) -> NotePlace | None:
    """None for a place that this report does not have."""
    if place == FRONT:
        return NotePlace(FRONT, "At the head of the report", ways.to("school"))
    audience, item = parted(place)
    findings = voices.findings.get(audience)
    table = findings.table(item) if findings else None
    if table is None or audience != NOTED:
        return None
    anchor = f"{audience}-{item}".replace("_", "-")
    return NotePlace(place, f"Beside “{table.wording}”", ways.to("school_statements", anchor))
