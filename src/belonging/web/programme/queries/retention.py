"""Which cohorts are over, for the clocks of what is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.programme.rules.retention import ended_on
from belonging.web.schools.models import School


def cohorts_over(*, since: timedelta, now: datetime) -> list[Cohort]:
    """Those that ended at least that long ago."""
    last = timezone.localdate(now) - since
    return [each for each in Cohort.objects.all() if _ended_on(each) <= last]


def schools_over(*, since: timedelta, now: datetime) -> QuerySet[School]:
    """Schools all of whose cohorts ended at least that long ago. Call in a programme-wide scope."""
    over = cohorts_over(since=since, now=now)
    been = Enrolment.objects.filter(cohort__in=over).values("school_id")
    still = Enrolment.objects.exclude(cohort__in=over).values("school_id")
    return School.objects.filter(pk__in=been).exclude(pk__in=still)


def _ended_on(cohort: Cohort) -> date:
    finished = None if cohort.finished_at is None else timezone.localdate(cohort.finished_at)
    return ended_on(starts_on=cohort.starts_on, ends_on=cohort.ends_on, finished_on=finished)
