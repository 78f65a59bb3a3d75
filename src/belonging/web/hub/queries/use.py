"""Which schools use the hub, and for what. Under a programme-wide scope: rows of all schools are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from belonging.web.hub.models import Resource, State, UnansweredSearch, Use, UseKind
from belonging.web.programme.models import Cohort, Enrolment

MOST_SEARCHES = 20


@dataclass(frozen=True, slots=True)
class UseOf:
    """How many schools opened, downloaded and tried a resource."""

    resource: Resource
    opened: int
    downloaded: int
    tried: int


@dataclass(frozen=True, slots=True)
class UseBy:
    """How many resources a school used, on how many days, and when last."""

    school: str
    resources: int
    days: int
    last: date


def schools_that_used(cohort: Cohort) -> int:
    """How many of the cohort's schools used any resource while it ran."""
    inside = Enrolment.objects.filter(cohort=cohort).values("school_id")
    used = Use.objects.filter(school_id__in=inside, on__gte=cohort.starts_on)
    if cohort.ends_on:
        used = used.filter(on__lte=cohort.ends_on)
    return used.values("school_id").distinct().count()


def use_of_resources(most: int) -> list[UseOf]:
    """What most schools opened first."""

    def schools(kind: UseKind) -> Count:
        return Count("school_id", filter=Q(kind=kind), distinct=True)

    every = Count("school_id", distinct=True)
    rows = Use.objects.filter(resource__state=State.PUBLISHED).values("resource_id")
    counted = list(
        rows.annotate(
            every=every,
            opened=schools(UseKind.OPENED),
            downloaded=schools(UseKind.DOWNLOADED),
            tried=schools(UseKind.TRIED),
        ).order_by("-every", "resource_id")[:most]
    )
    held = Resource.objects.defer("body").in_bulk([row["resource_id"] for row in counted])
    return [UseOf(held[row["resource_id"]], row["opened"], row["downloaded"], row["tried"]) for row in counted]


def use_by_schools(most: int) -> list[UseBy]:
    """Those that used most first."""
    rows = Use.objects.values("school_id", "school__name").annotate(
        resources=Count("resource_id", distinct=True), days=Count("on", distinct=True), last=Max("on")
    )
    ordered = rows.order_by("-resources", "-days", "school__name")[:most]
    return [UseBy(row["school__name"], row["resources"], row["days"], row["last"]) for row in ordered]


def schools_using() -> int:
    return Use.objects.values("school_id").distinct().count()


def unanswered_searches() -> list[UnansweredSearch]:
    return list(UnansweredSearch.objects.all()[:MOST_SEARCHES])
