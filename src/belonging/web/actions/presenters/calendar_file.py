"""The plan's days as a calendar file (RFC 5545), which a calendar can take in again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from belonging.web.actions.models import Action, Review, Status

SHOWN = (Status.PLANNED, Status.UNDER_WAY, Status.DONE)


def plan_calendar(actions: Iterable[Action], reviews: Iterable[Review], *, now: datetime) -> bytes:
    """Starts and last days of actions as whole days, meetings with their hours. Actions and reviews bring their
    `school` and `cohort`. A day that was changed keeps its UID under a higher SEQUENCE."""
    events = [event for action in actions if action.status in SHOWN for event in _days(action, now)]
    return _file([*events, *(review_event(review, now=now) for review in reviews)])


def review_calendar(review: Review, *, now: datetime) -> bytes:
    return _file([review_event(review, now=now)])


def review_event(review: Review, *, now: datetime) -> Event:
    starts = timezone.localtime(review.starts_at)
    event = _event(f"review-{review.pk}", f"Review of the action plan, {review.school.name}", review.revision, now)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=review.minutes))
    if review.place:
        event.add("location", review.place)
    address = _address("actions:review", review.school.slug, review.cohort.slug, review.pk)
    event.add("description", f"{review.who}\n{address}" if review.who else address)
    event.add("url", address)
    event.add("status", "CANCELLED" if review.cancelled_at else "CONFIRMED")
    return event


def _days(action: Action, now: datetime) -> Iterator[Event]:
    for kind, day, words in (("start", action.starts_on, "Begins"), ("due", action.due_on, "Due")):
        if day is not None:
            yield _whole_day(action, kind, day, f"{words}: {action.what}", now)


def _whole_day(action: Action, kind: str, day: date, summary: str, now: datetime) -> Event:
    event = _event(f"action-{action.pk}-{kind}", summary, action.revision, now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    address = _address("actions:action", action.school.slug, action.cohort.slug, action.number)
    event.add("description", f"Action {action.number} of the plan, {action.school.name}\n{address}")
    event.add("url", address)
    return event


def _event(name: str, summary: str, revision: int, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{name}@belonging")
    event.add("dtstamp", now)
    event.add("sequence", revision - 1)
    event.add("summary", summary)
    return event


def _file(events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Belonging Matters//Action plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    found: bytes = calendar.to_ical()
    return found


def _address(name: str, *parts: object) -> str:
    return f"{settings.STAFF_URL}{reverse(name, args=parts)}"
