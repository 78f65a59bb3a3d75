"""Counting the plans of large cohorts for the page of all schools. A missed run is made up by the next."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from belonging.web.actions.models import Action, CountedPlan
from belonging.web.actions.queries.across import plans_across
from belonging.web.actions.queries.counted import MOST_AT_ONCE, kept
from belonging.web.actions.rules.across import Planned
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort, CohortState, Enrolment

COUNT_EVERY = timedelta(hours=3)
AT_ONCE = 50
"""At a look every ten seconds, 24,000 plans take 80 minutes, and no other duty waits for longer than a second."""


def count_plans(*, now: datetime, at_once: int = AT_ONCE, large: int = MOST_AT_ONCE) -> int:
    """Count up to `at_once` plans again of a cohort of more than `large` schools; how many. Outside any scope.

    Those counted within COUNT_EVERY stay, and those of a finished cohort once they were counted.
    """
    with programme_scope("plans of all schools: count"):
        for cohort in _large(large):
            schools = _due(cohort, now, at_once)
            if schools:
                _count(cohort, schools, now)
                return len(schools)
    return 0


def _large(large: int) -> list[Cohort]:
    sizes = Enrolment.objects.order_by().values("cohort").annotate(schools=Count("pk")).filter(schools__gt=large)
    return list(Cohort.objects.filter(pk__in=sizes.values("cohort")).order_by("pk"))


def _due(cohort: Cohort, now: datetime, at_once: int) -> list[int]:
    """Schools with a plan that is not counted, or not lately."""
    counted = CountedPlan.objects.filter(cohort=cohort, school=OuterRef("school"))
    if cohort.state != CohortState.FINISHED:
        counted = counted.filter(counted_at__gt=now - COUNT_EVERY)
    planning = Exists(Action.objects.filter(cohort=cohort, school=OuterRef("school")))
    due = Enrolment.objects.filter(planning, ~Exists(counted), cohort=cohort).order_by("school_id")
    return list(due.values_list("school_id", flat=True)[:at_once])


def _count(cohort: Cohort, schools: list[int], now: datetime) -> None:
    found: defaultdict[int, list[Planned]] = defaultdict(list)
    for action in plans_across(cohort, timezone.localdate(now), schools=schools):
        found[action.school].append(action)
    rows = [
        CountedPlan(school_id=school, cohort=cohort, actions=kept(found[school]), counted_at=now) for school in schools
    ]
    CountedPlan.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["cohort", "school"], update_fields=["actions", "counted_at"]
    )
