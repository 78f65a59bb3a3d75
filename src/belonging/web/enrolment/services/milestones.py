"""Noting how far a school has come."""

from __future__ import annotations

from datetime import datetime

from belonging.web.enrolment.models import Duty, SchoolWave
from belonging.web.enrolment.queries.readiness import Readiness, current_cohorts, readiness
from belonging.web.programme.models import Milestone
from belonging.web.programme.services import reach_milestone
from belonging.web.schools.models import School


def note_set_up(*, school: School, actor: str, now: datetime) -> None:
    """Once agreement, people, days, choices and letters of a wave are there, the school counts as set up.

    Call after each of these acts, in its transaction: schools take them in any order.
    """
    waves = SchoolWave.objects.filter(school=school).values_list("cohort_id", "wave")
    held = {(cohort, wave) for cohort, wave in waves}
    for cohort in current_cohorts(school):
        here = [readiness(school, cohort, wave) for pk, wave in held if pk == cohort.pk]
        if any(map(_is_set_up, here)):
            reach_milestone(cohort=cohort, school=school, milestone=Milestone.SET_UP, actor=actor, now=now)


def _is_set_up(ready: Readiness) -> bool:
    return not ready.agreement_gap and not ready.unnamed and ready.choices is not None and Duty.LETTERS in ready.done
