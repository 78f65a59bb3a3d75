"""How much training was held, and who has been. In a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.training.models import Booking, Session, SessionKind


@dataclass(frozen=True, slots=True)
class Totals:
    """As the programme's report prints them. People are counted once, however often they came."""

    sessions: int
    in_person: int
    online: int
    people: int
    leaders: int
    leaders_times: int
    """How often senior leaders came, all sessions together."""


def totals_of(cohort: Cohort, now: datetime) -> Totals:
    held = held_in(cohort, now)
    kinds = {row["kind"]: row["held"] for row in held.values("kind").annotate(held=Count("pk")).order_by("kind")}
    been = been_in(cohort)
    counted = been.aggregate(
        people=Count("person", distinct=True),
        leaders=Count("person", distinct=True, filter=Q(is_leader=True)),
        times=Count("pk", filter=Q(is_leader=True)),
    )
    in_person, online = kinds.get(SessionKind.IN_PERSON, 0), kinds.get(SessionKind.ONLINE, 0)
    return Totals(in_person + online, in_person, online, counted["people"], counted["leaders"], counted["times"])


def held_in(cohort: Cohort, now: datetime) -> QuerySet[Session]:
    """Sessions of the cohort that are over and were not called off, by their start."""
    return Session.objects.filter(programme__cohort=cohort, cancelled_at__isnull=True, ends_at__lte=now)


def been_in(cohort: Cohort) -> QuerySet[Booking]:
    """Everybody who has been in a session of the cohort, once for each time."""
    return Booking.objects.filter(session__programme__cohort=cohort).exclude(attended="")


def held_with_counts(cohort: Cohort, now: datetime) -> QuerySet[Session]:
    """Each with `been` and `leaders`."""
    there = ~Q(bookings__attended="")
    return (
        held_in(cohort, now)
        .annotate(
            been=Count("bookings", filter=there),
            leaders=Count("bookings", filter=there & Q(bookings__is_leader=True)),
        )
        .order_by("starts_at", "pk")
    )


def schools_with_counts(cohort: Cohort) -> QuerySet[Enrolment]:
    """The cohort's schools by their letter."""
    return Enrolment.objects.filter(cohort=cohort).select_related("school").order_by("mask")


def people_by_school(cohort: Cohort, schools: list[int]) -> dict[int, tuple[int, int, int]]:
    """Of each school: people, senior leaders among them, times."""
    rows = (
        been_in(cohort)
        .filter(school__in=schools)
        .values("school_id")
        .annotate(
            people=Count("person", distinct=True),
            leaders=Count("person", distinct=True, filter=Q(is_leader=True)),
            times=Count("pk"),
        )
        .order_by("school_id")
    )
    return {row["school_id"]: (row["people"], row["leaders"], row["times"]) for row in rows}
