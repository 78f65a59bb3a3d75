"""A session as a calendar file (RFC 5545): changed ones keep their UID under a higher SEQUENCE."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from icalendar import Calendar, Event

from belonging.web.training.models import Session
from belonging.web.training.services.wording import where_words


def session_calendar(session: Session, *, address: str, has_place: bool, now: datetime) -> bytes:
    """`address`: where the person sees the sign-up. Without a place (cancelled, waiting) it takes the event out."""
    calendar = Calendar()
    calendar.add("prodid", "-//Belonging Matters//Training//EN")
    calendar.add("version", "2.0")
    gone = session.cancelled_at is not None or not has_place
    calendar.add("method", "CANCEL" if gone else "PUBLISH")
    calendar.add_component(_event(session, address, gone, now))
    calendar.add_missing_timezones()
    found: bytes = calendar.to_ical()
    return found


def _event(session: Session, address: str, gone: bool, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"training-{session.pk}@belonging")
    event.add("dtstamp", now)
    event.add("sequence", session.sequence)
    event.add("summary", session.title)
    event.add("dtstart", timezone.localtime(session.starts_at))
    event.add("dtend", timezone.localtime(session.ends_at))
    event.add("location", session.link if session.link and not gone else where_words(session))
    words = [session.trainer and f"With {session.trainer}", "" if gone else session.way_there, address]
    event.add("description", "\n".join(each for each in words if each))
    event.add("url", address)
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    return event
