"""Writing a note on a school's report, changing it, taking it away. In the school's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import NoNoteThere
from belonging.web.reports.models import SchoolNote
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note stands: `key` is "front" or "pupil:belong"."""

    school: School
    cohort: Cohort
    key: str


@dataclass(frozen=True, slots=True)
class Written:
    """`for_staff`: staff and governors read it too, once the report is open to them."""

    text: str
    for_staff: bool


@transaction.atomic
def write_note(*, place: Place, written: Written, actor: str, now: datetime) -> SchoolNote:
    """In place of the note that stood there. The journal says where and when, never what."""
    note, is_new = SchoolNote.objects.update_or_create(
        school=place.school,
        cohort=place.cohort,
        place=place.key,
        defaults={
            "text": written.text,
            "for_staff": written.for_staff,
            "written_by": actor,
            "written_at": now,
        },
    )
    _journal("report-note-written" if is_new else "report-note-changed", note, actor=actor, now=now)
    return note


@transaction.atomic
def delete_note(*, place: Place, actor: str, now: datetime) -> None:
    """Raises NoNoteThere."""
    note = SchoolNote.objects.filter(school=place.school, cohort=place.cohort, place=place.key).first()
    if note is None:
        raise NoNoteThere("There is no note here any more, so there is nothing to take away.")
    _journal("report-note-deleted", note, actor=actor, now=now)
    note.delete()


def _journal(name: str, note: SchoolNote, *, actor: str, now: datetime) -> None:
    act = Act(name, f"cohort:{note.cohort_id}", {"place": note.place, "for_staff": note.for_staff})
    record_act(act=act, actor=actor, now=now, school_id=note.school_id)
