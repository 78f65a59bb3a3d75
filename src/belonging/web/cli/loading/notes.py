"""What the lead of a school that came to the end wrote beside its figures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.stage import Stage
from belonging.web.reports.rules.places import FRONT
from belonging.web.reports.services.notes import Place, Written, write_note

WRITTEN_AT: Final = "lanternbridge"
NOTES: Final = (
    (
        FRONT,
        "Fewer pupils answered at the end: the exams fell into those weeks. Please read it with that in mind. We take "
        "up one thing first: how well teachers know the pupils they teach.",
        True,
    ),
    (
        "pupil:teachers_interested",
        "Form time was cut to ten minutes in January. We do not know whether that is why; we will ask the year groups.",
        False,
    ),
)
"""Where, what, and whether staff and governors read it too."""
AFTER: Final = timedelta(days=3, hours=4)
"""After the findings came: before the report is opened to staff."""


def write_notes(stage: Stage, released: datetime) -> None:
    school = stage.schools.get(WRITTEN_AT)
    if school is None:
        return
    actor = str(stage.circles[WRITTEN_AT].lead.pk)
    with school_scope(school.pk):
        for key, text, for_staff in NOTES:
            place = Place(school, stage.cohort, key)
            write_note(place=place, written=Written(text, for_staff), actor=actor, now=released + AFTER)
