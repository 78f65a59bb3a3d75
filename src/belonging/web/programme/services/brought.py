"""A cohort for a survey that was held before, elsewhere: it is over from the start, so nobody is asked anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from belonging.web.programme.errors import CohortExists
from belonging.web.programme.models import (
    Cohort,
    CohortQuestionnaire,
    CohortState,
    CohortWave,
    Enrolment,
    Entrance,
    Stage,
)
from belonging.web.programme.rules.planning import Window
from belonging.web.programme.services.cohorts import create_cohort
from belonging.web.programme.services.enrolments import enrol_school
from belonging.web.schools.models import School

SUFFIX = " (past survey)"
"""Behind its name wherever it is read, so that it is never taken for a cohort of the programme."""
NOT_IN_ALL = "Not in the past survey's file for every wave"


@dataclass(frozen=True, slots=True)
class PastSurvey:
    """`windows`: the days of each wave; `schools`: those that answered, each with its waves."""

    name: str
    instrument: str
    windows: Mapping[str, Window]
    schools: Sequence[tuple[School, frozenset[str]]]

    @property
    def is_demo(self) -> bool:
        return all(school.is_simulated for school, _waves in self.schools)


@transaction.atomic
def bring_cohort(*, past: PastSurvey, actor: str, now: datetime) -> Cohort:
    """In a programme-wide scope. Raises CohortExists where a survey of this name is there."""
    slug = slugify(past.name)[:60].strip("-")
    if not slug:
        raise CohortExists("The survey’s name needs letters or digits. Please choose another.")
    starts_on = min(window.opens_on for window in past.windows.values())
    cohort = create_cohort(
        name=f"{past.name}{SUFFIX}", slug=slug, starts_on=starts_on, is_demo=past.is_demo, actor=actor, now=now
    )
    cohort.ends_on = max(window.closes_on for window in past.windows.values())
    cohort.places = len(past.schools)
    cohort.save(update_fields=["ends_on", "places"])
    CohortWave.objects.bulk_create(
        CohortWave(cohort=cohort, wave=wave, opens_on=window.opens_on, closes_on=window.closes_on)
        for wave, window in past.windows.items()
    )
    CohortQuestionnaire.objects.create(
        cohort=cohort, instrument=past.instrument, entrance=Entrance.OPEN_LINK, waves=list(past.windows)
    )
    for school, _waves in past.schools:
        enrol_school(cohort=cohort, school=school, actor=actor, now=now)
    for state, column in ((CohortState.OPEN, "opened_at"), (CohortState.FINISHED, "finished_at")):
        cohort.state = state
        setattr(cohort, column, now)
        cohort.save(update_fields=["state", column])
    return cohort


@transaction.atomic
def settle_schools(*, cohort: Cohort, past: PastSurvey) -> None:
    """No wave waits for a school that has none of it: the report of all schools is made of those that are there."""
    partly = [school.pk for school, waves in past.schools if waves != set(past.windows)]
    Enrolment.objects.filter(cohort=cohort, school__in=partly).update(
        stage=Stage.LEFT, left_on=cohort.ends_on, left_because=NOT_IN_ALL
    )
