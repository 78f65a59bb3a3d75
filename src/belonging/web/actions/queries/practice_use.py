"""Which practices of the library the schools of a cohort use. In a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from belonging.instruments.load import load_practices
from belonging.web.actions.models import Action, Status
from belonging.web.programme.models import Cohort

FEWEST_SCHOOLS = 3
"""What fewer schools do is not told: a school could be known by it."""
IN_USE = (Status.PLANNED, Status.UNDER_WAY, Status.DONE)


@dataclass(frozen=True, slots=True)
class PracticeUse:
    """`practice` is its key; `actions` are planned, under way or done, and `done` counts the last of these.

    `schools` and `actions` are exact: what a page or a file tells of them is `rules/across.py: told`.
    """

    practice: str
    name: str
    schools: int
    actions: int
    done: int


def practices_used(cohort: Cohort) -> list[PracticeUse]:
    """Those in the plans of at least three schools, the most used first. Ideas and what was stopped don't count."""
    planned = Action.objects.filter(cohort=cohort, status__in=IN_USE).exclude(practice="").order_by()
    counted = planned.values("practice").annotate(
        schools=Count("school", distinct=True), actions=Count("pk"), done=Count("pk", filter=Q(status=Status.DONE))
    )
    names = {practice.key: str(practice.name) for practice in load_practices().practices}
    used = [PracticeUse(name=names.get(row["practice"], row["practice"]), **row) for row in counted]
    told = (each for each in used if each.schools >= FEWEST_SCHOOLS)
    return sorted(told, key=lambda each: (-each.schools, -each.actions, each.name))
