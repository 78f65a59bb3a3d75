"""How far people are: a person's own, and counts for the team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.learning.models import Progress
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one module: how many people in how many schools."""

    begun: int
    finished: int
    schools: int
    """In which at least one person finished it."""


def progress_of(user: User) -> dict[str, Progress]:
    """The person's own, by module, wherever they began it."""
    with programme_scope("a person's own progress"):
        return {each.module: each for each in Progress.objects.filter(user=user)}


def reach_by_module(cohort: Cohort | None = None) -> dict[str, Reach]:
    """By module's address; of a cohort's schools where one is given. Call in a programme-wide scope."""
    found = Progress.objects.all()
    if cohort is not None:
        found = found.filter(school__in=Enrolment.objects.filter(cohort=cohort).values("school_id"))
    done = Q(finished_at__isnull=False)
    rows = (
        found.order_by()
        .values("module")
        .annotate(
            begun=Count("pk"),
            finished=Count("pk", filter=done),
            schools=Count("school", filter=done, distinct=True),
        )
    )
    return {row["module"]: Reach(row["begun"], row["finished"], row["schools"]) for row in rows}


def schools_that_learn() -> QuerySet[School]:
    """Schools in which somebody has begun a module, by name. Call in a programme-wide scope."""
    return School.objects.filter(pk__in=Progress.objects.order_by().values("school_id")).order_by("name", "pk")


def finished_in(schools: Iterable[int]) -> Mapping[tuple[int, str], int]:
    """How many people finished, by school and module. Call in a programme-wide scope."""
    rows = Progress.objects.filter(school_id__in=list(schools), finished_at__isnull=False).order_by()
    counted = rows.values("school_id", "module").annotate(people=Count("pk"))
    return {(row["school_id"], row["module"]): row["people"] for row in counted}
