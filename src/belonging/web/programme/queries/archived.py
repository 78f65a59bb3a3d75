"""Whether a cohort's answers were archived, from the journal. In a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort


@dataclass(frozen=True, slots=True)
class Archived:
    """When, and how many rows are left."""

    at: datetime
    kept: int


def archived_of(cohort: Cohort) -> Archived | None:
    found = Entry.objects.filter(act="cohort-archived", subject=f"cohort:{cohort.pk}").order_by("number").last()
    return None if found is None else Archived(found.at, int(found.details["kept"]))
