"""Meetings at which a plan is looked at. In the school's scope."""

from __future__ import annotations

from datetime import datetime

from belonging.web.actions.models import Action, Review
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School


def meetings_of(school: School, cohort: Cohort) -> list[Review]:
    """All of them by day, those called off too."""
    return list(Review.objects.filter(school=school, cohort=cohort))


def meeting_in(school: School, cohort_slug: str, pk: int) -> Review | None:
    found = Review.objects.filter(school=school, cohort__slug=cohort_slug, pk=pk)
    return found.select_related("school", "cohort").first()


def next_meeting(school: School, cohort: Cohort, now: datetime) -> Review | None:
    ahead = Review.objects.filter(school=school, cohort=cohort, held_at__isnull=True, cancelled_at__isnull=True)
    return ahead.filter(starts_at__gte=now).first()


def last_held(school: School, cohort: Cohort) -> Review | None:
    return Review.objects.filter(school=school, cohort=cohort, held_at__isnull=False).last()


def actions_by_number(school: School, cohort: Cohort) -> dict[int, Action]:
    return {action.number: action for action in Action.objects.filter(school=school, cohort=cohort)}
