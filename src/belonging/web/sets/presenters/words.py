"""Dates and people as the pages of sets say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.sets.models import Meeting, Member, State
from belonging.web.sets.rules.times import has_begun

COLOURS = {State.PROPOSED: "yellow", State.PLANNED: "", State.HELD: "teal", State.CANCELLED: "grey"}


def moment(at: datetime) -> str:
    """ "Monday 7 December 2026, 16:00"."""
    return date_format(timezone.localtime(at), "l j F Y, H:i")


def long_day(day: date | None) -> str:
    """ "Monday 7 December 2026"; empty where there is none."""
    return date_format(day, "l j F Y") if day else ""


def when_of(meeting: Meeting) -> str:
    """Its day and hours; that its time is still looked for, where it has none."""
    if meeting.starts_at is None:
        return "Time not settled yet"
    ends = timezone.localtime(meeting.starts_at + timedelta(minutes=meeting.minutes))
    return f"{moment(meeting.starts_at)}–{date_format(ends, 'H:i')}"


def state_of(meeting: Meeting, now: datetime) -> tuple[str, str]:
    """The word of its tag, and the tag's colour."""
    state = State(meeting.state)
    over = meeting.starts_at is not None and meeting.starts_at + timedelta(minutes=meeting.minutes) < now
    if state is State.PLANNED and over:
        return "To be closed", "yellow"
    if state is State.PLANNED and has_begun(meeting.starts_at, now):
        return "Under way", "teal"
    return str(state.label), COLOURS[state]


def person(member: Member) -> str:
    return f"{member.user.name}, {member.school.name}"
