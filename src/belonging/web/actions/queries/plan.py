"""The plan of a school in a cohort, in the school's scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from belonging.web.actions.models import Action, Ground, Review, Status, Update
from belonging.web.actions.rules.measures import Measure, measure_of
from belonging.web.actions.rules.stalling import OPEN, is_overdue, is_stalled
from belonging.web.audit.queries.audits import people_on_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """`next_due` is the next day on which something still open is due, from today on; ideas are in `total` alone."""

    total: int
    under_way: int
    done: int
    overdue: int
    stalled: int
    next_due: date | None


def actions_of(school: School, cohort: Cohort) -> list[Action]:
    """By number, each with its owner and (`heard_at`) when something was last written about it."""
    found = Action.objects.filter(school=school, cohort=cohort).select_related("owner")
    return list(found.annotate(heard_at=Greatest("created_at", Coalesce(Max("updates__at"), "created_at"))))


def action_in(school: School, cohort_slug: str, number: int) -> Action | None:
    found = Action.objects.filter(school=school, cohort__slug=cohort_slug, number=number)
    found = found.select_related("owner", "cohort", "school")
    return found.annotate(heard_at=Greatest("created_at", Coalesce(Max("updates__at"), "created_at"))).first()


def last_heard(action: Action) -> date:
    """The day of the latest update, or the day it was added."""
    heard: datetime = getattr(action, "heard_at", None) or _heard_at(action)
    return timezone.localdate(heard)


def _heard_at(action: Action) -> datetime:
    latest: datetime | None = Update.objects.filter(action=action).aggregate(latest=Max("at"))["latest"]
    return latest or action.created_at


def plan_counts(school: School, cohort: Cohort, today: date) -> PlanCounts:
    return counts_of(actions_of(school, cohort), school, today)


def counts_of(actions: Iterable[Action], school: School, today: date) -> PlanCounts:
    """Of actions that are at hand."""
    shown = list(actions)
    days = calendar_of(school).school_days_between
    due = [each.due_on for each in shown if each.due_on and each.status in OPEN and each.due_on >= today]
    return PlanCounts(
        total=len(shown),
        under_way=sum(each.status == Status.UNDER_WAY for each in shown),
        done=sum(each.status == Status.DONE for each in shown),
        overdue=sum(is_overdue(each, today) for each in shown),
        stalled=sum(is_stalled(each, last_heard(each), today, days) for each in shown),
        next_due=min(due, default=None),
    )


def grounds_of(action: Action) -> list[Ground]:
    return list(Ground.objects.filter(action=action).select_related("release"))


def updates_of(action: Action) -> list[Update]:
    """The newest first."""
    return list(Update.objects.filter(action=action))


def reviews_of(school: School, cohort: Cohort) -> list[Review]:
    """Meetings that were not called off, by day."""
    return list(Review.objects.filter(school=school, cohort=cohort, cancelled_at__isnull=True))


def measure_in(action: Action) -> Measure | None:
    return measure_of(
        action.measure_audience,
        action.measure_item,
        action.measure_by,
        action.measure_group,
        action.measure_direction,
    )


def owners_of(school: School) -> dict[UUID, str]:
    """Who can own an action of this school's plan: name by account id, by name."""
    return {person.pk: person.name for person in people_on_audit(school)}
