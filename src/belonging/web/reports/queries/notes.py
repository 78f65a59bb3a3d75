"""The notes of a school's lead on its report. Call in the school's scope."""

from __future__ import annotations

from belonging.web.programme.models import Cohort
from belonging.web.reports.models import SchoolNote
from belonging.web.schools.models import School


def notes_of(school: School, cohort: Cohort) -> dict[str, SchoolNote]:
    """By place; at most one stands at each."""
    return {note.place: note for note in SchoolNote.objects.filter(school=school, cohort=cohort)}
