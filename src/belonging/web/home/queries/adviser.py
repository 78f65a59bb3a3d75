"""What has happened at a school and what comes next, as its adviser and the school see it. In the school's scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from belonging.web.actions.models import Action, Review, Status
from belonging.web.actions.queries.reviews import next_meeting
from belonging.web.cases.models import CaseStudy
from belonging.web.cases.queries.studies import studies_of
from belonging.web.home.models import Standing
from belonging.web.home.queries.improving_school import Improving, improving_in
from belonging.web.home.queries.sights import RoundSight, school_rounds
from belonging.web.programme.models import Enrolment, Nudge, SupportNote
from belonging.web.programme.queries import cohorts_of
from belonging.web.programme.queries.people import names_of
from belonging.web.schools.models import School
from belonging.web.training.models import Booking, BookingState

MOST_NOTES = 30


@dataclass(frozen=True, slots=True)
class Trained:
    """A session that the school's staff are signed up for, or came to."""

    title: str
    starts_at: datetime
    booked: int
    came: int


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that one page tells. `notes` are the shared ones alone, unless the reader writes the log."""

    enrolments: tuple[Enrolment, ...]
    rounds: tuple[RoundSight, ...]
    improving: Improving | None
    done: tuple[Action, ...]
    meeting: Review | None
    notes: tuple[SupportNote, ...]
    nudges: tuple[Nudge, ...]
    standing: Standing | None
    training: tuple[Trained, ...]
    studies: tuple[CaseStudy, ...]
    names: dict[str, str]


def story_of(school: School, *, all_notes: bool, now: datetime) -> Story:
    """A constant number of queries."""
    improving = improving_in(school, timezone.localdate(now))
    cohort = improving.cohort if improving else None
    notes = SupportNote.objects.filter(school=school)
    shown = tuple((notes if all_notes else notes.filter(shared=True))[:MOST_NOTES])
    finished = Action.objects.filter(school=school, status=Status.DONE).select_related("cohort")
    done = finished.order_by("-status_since")[:MOST_NOTES]
    held = Enrolment.objects.filter(school=school, cohort__in=cohorts_of(school)).select_related("cohort")
    return Story(
        enrolments=tuple(held),
        rounds=tuple(school_rounds(school)),
        improving=improving,
        done=tuple(done),
        meeting=next_meeting(school, cohort, now) if cohort else None,
        notes=shown,
        nudges=tuple(Nudge.objects.filter(school=school)[:MOST_NOTES]),
        standing=Standing.objects.filter(school=school, cohort=cohort).first() if cohort else None,
        training=tuple(_training(school)),
        studies=tuple(studies_of(school)),
        names=names_of(note.by for note in shown),
    )


def _training(school: School) -> Iterator[Trained]:
    held = Booking.objects.filter(school=school, state=BookingState.BOOKED, session__cancelled_at__isnull=True)
    rows = held.values_list("session__title", "session__starts_at").order_by("-session__starts_at")
    for title, starts_at, booked, came in rows.annotate(
        booked=Count("pk"), came=Count("pk", filter=Q(attended_at__isnull=False))
    )[:MOST_NOTES]:
        yield Trained(title, starts_at, booked, came)
