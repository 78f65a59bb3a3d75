"""A meeting for anybody's own calendar (RFC 5545): when and where, never what about."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from belonging.web.sets.models import Meeting, State


def meeting_calendar(meeting: Meeting, starts_at: datetime, *, now: datetime) -> bytes:
    """A time that was changed keeps its UID under a higher SEQUENCE."""
    starts = timezone.localtime(starts_at)
    address = settings.STAFF_URL + reverse("sets:meeting", args=[meeting.learning_set_id, meeting.number])
    event = Event()
    event.add("uid", f"learning-set-meeting-{meeting.pk}@belonging")
    event.add("dtstamp", now)
    event.add("sequence", meeting.revision - 1)
    event.add("summary", f"Action learning set {meeting.learning_set.name}")
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=meeting.minutes))
    if meeting.place or meeting.link:
        event.add("location", meeting.place or meeting.link)
    event.add("description", "\n".join(filter(None, [meeting.link, address])))
    event.add("url", address)
    event.add("status", "CANCELLED" if meeting.state == State.CANCELLED else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Belonging Matters//Action learning set//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    found: bytes = calendar.to_ical()
    return found
