"""Sessions, and whom they are for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort, Enrolment, Stage
from belonging.web.schools.models import School
from belonging.web.training.models import BookingState, Session, SessionSchool, TrainingProgramme

FITS = "training: which sessions are for somebody's schools"


def session_by(pk: int) -> Session | None:
    return Session.objects.filter(pk=pk).select_related("programme__cohort").first()


def session_at_door(token: str) -> Session | None:
    return Session.objects.filter(door_token=token).select_related("programme").first()


def is_for(session: Session, school: School) -> bool:
    with programme_scope(FITS):
        if session.picks_schools:
            return SessionSchool.objects.filter(session=session, school=school).exists()
        cohort = session.programme.cohort_id
        return cohort is None or _taking_part([school]).filter(cohort_id=cohort).exists()


def open_to(schools: Iterable[School], now: datetime) -> list[Session]:
    """Those ahead that people of these schools may come to, by their start."""
    with programme_scope(FITS):
        return list(_ahead(list(schools), now).select_related("programme"))


def ahead_for(school: School, now: datetime) -> QuerySet[Session]:
    """The same for one school, to be read page by page."""
    with programme_scope(FITS):
        keys = list(_ahead([school], now).values_list("pk", flat=True))
    return Session.objects.filter(pk__in=keys).select_related("programme")


def _ahead(schools: list[School], now: datetime) -> QuerySet[Session]:
    cohorts = _taking_part(schools).values("cohort_id")
    picked = SessionSchool.objects.filter(school__in=schools).values("session_id")
    ahead = Session.objects.filter(starts_at__gt=now, cancelled_at__isnull=True)
    return ahead.filter(
        Q(picks_schools=True, pk__in=picked)
        | Q(picks_schools=False) & (Q(programme__cohort__isnull=True) | Q(programme__cohort__in=cohorts))
    )


def _taking_part(schools: list[School]) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(school__in=schools, stage=Stage.TAKING_PART)


def programmes_of_training() -> QuerySet[TrainingProgramme]:
    """The newest first, each with `held`, how many sessions it has."""
    counted = Count("sessions", filter=Q(sessions__cancelled_at__isnull=True))
    found = TrainingProgramme.objects.select_related("cohort").annotate(held=counted)
    return found.order_by("-created_at", "-pk")


def sessions_in(programme: TrainingProgramme) -> QuerySet[Session]:
    """Call in a programme-wide scope: each has `waiting` and `been`, counted over all schools."""
    return counted_over(Session.objects.filter(programme=programme))


def sessions_of_team(now: datetime) -> QuerySet[Session]:
    """Those ahead of all programmes, by their start. Call in a programme-wide scope."""
    return counted_over(Session.objects.filter(ends_at__gt=now, cancelled_at__isnull=True))


def counted_over(found: QuerySet[Session]) -> QuerySet[Session]:
    counted = found.select_related("programme__cohort").annotate(
        waiting=Count("bookings", filter=Q(bookings__state=BookingState.WAITING)),
        been=Count("bookings", filter=~Q(bookings__attended="")),
    )
    return counted.order_by("starts_at", "pk")


def schools_for(session: Session) -> QuerySet[School]:
    """Whose people may come, by name. Call in a programme-wide scope."""
    if session.picks_schools:
        return School.objects.filter(pk__in=SessionSchool.objects.filter(session=session).values("school_id"))
    taking = Enrolment.objects.filter(stage=Stage.TAKING_PART)
    if session.programme.cohort_id is not None:
        taking = taking.filter(cohort_id=session.programme.cohort_id)
    return School.objects.filter(pk__in=taking.values("school_id"))


def schools_in(cohort: Cohort | None) -> QuerySet[School]:
    """Call in a programme-wide scope."""
    taking = Enrolment.objects.filter(stage=Stage.TAKING_PART)
    return School.objects.filter(pk__in=(taking.filter(cohort=cohort) if cohort else taking).values("school_id"))
