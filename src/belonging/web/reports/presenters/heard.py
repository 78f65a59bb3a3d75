"""Pupils whom no questionnaire hears, in a report: words beside the figures, in no figure."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.voice.presenters.records import RecordCard, card_of
from belonging.web.voice.queries.people import roles_of
from belonging.web.voice.queries.records import has_standing_record, pooled, standing_records

LEAD = (
    "Some pupils can use no form of the questionnaire. Adults who know them talked with them in small groups, or "
    "watched how they are, and a second person read what was written. Nothing here is counted, and no figure changes."
)
NONE_YET = (
    "No record has been made. Are there three pupils or more who can use no form of the questionnaire, not even "
    "pictures with help? Half an hour with them is enough, and there is a form to take into the room."
)
NONE_THERE = "The school has made no such record."
KEPT_THERE = "The school listened to pupils in this way. What it wrote stays with the school."
TAKEN = "What adults of several schools take from it, mixed and without names:"


@dataclass(frozen=True, slots=True)
class Heard:
    """`taken`: what adults of several schools wrote. `is_own`: a reader who may open the school's records."""

    lead: str = ""
    cards: tuple[RecordCard, ...] = ()
    taken_lead: str = ""
    taken: tuple[str, ...] = ()
    is_own: bool = False


def heard_at(school: School, cohort: Cohort) -> Heard:
    """For readers in the school. Call in its scope."""
    found = standing_records(school, cohort)
    roles = roles_of(school, found)
    return Heard(LEAD if found else NONE_YET, tuple(card_of(record, roles) for record in found), is_own=True)


def heard_from_outside(school: School, cohort: Cohort) -> Heard:
    """For a trust or authority with whom the report is shared: that there is a record, and no word of it."""
    return Heard(KEPT_THERE if has_standing_record(school, cohort) else NONE_THERE)


def heard_in(cohort: Cohort) -> Heard:
    """All schools together. Call in the programme's scope."""
    found = pooled(cohort)
    if not found.schools:
        return Heard("No school has made a record of pupils who can use no form of the questionnaire.")
    schools = "One school has" if found.schools == 1 else f"{found.schools} schools have"
    return Heard(f"{LEAD} {schools} done so.", taken_lead=TAKEN if found.words else "", taken=found.words)
