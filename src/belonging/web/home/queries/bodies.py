"""The schools of a trust or local authority that take part. Call in a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from belonging.web.programme.models import Enrolment, Stage
from belonging.web.reports.models import Sharing
from belonging.web.schools.models import Body

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class BodySchools:
    """One page. `shared` has (school, cohort) of the reports that the schools have shared with this body."""

    enrolments: list[Enrolment]
    shared: frozenset[tuple[int, int]]
    total: int
    page: int
    pages: int


def schools_of_body(body: Body, page: int) -> BodySchools:
    """Its own schools by name, each with the cohort in which it takes part."""
    own = Q(school__trust=body) | Q(school__authority=body)
    rows = Enrolment.objects.filter(own, stage=Stage.TAKING_PART).order_by("school__name", "cohort__starts_on", "pk")
    total = rows.count()
    pages = max(1, -(-total // ON_A_PAGE))
    at = min(max(1, page), pages)
    found = list(rows.select_related("school", "cohort")[(at - 1) * ON_A_PAGE : at * ON_A_PAGE])
    current = Sharing.objects.filter(
        body=body, ended_at__isnull=True, school__in=[each.school_id for each in found]
    ).values_list("school_id", "cohort_id")
    return BodySchools(found, frozenset(current), total, at, pages)
