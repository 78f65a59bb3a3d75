"""A session's time and place in words, for pages and mails alike."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.training.models import Session, SessionKind


def when_words(session: Session) -> str:
    """ "Thursday 3 December 2026, 15:45 to 17:00"."""
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    last = date_format(ends, "H:i") if ends.date() == starts.date() else date_format(ends, "l j F, H:i")
    return f"{date_format(starts, 'l j F Y, H:i')} to {last}"


def day_words(session: Session) -> str:
    """ "3 December 2026", for tables."""
    return date_format(timezone.localtime(session.starts_at), "j F Y")


def where_words(session: Session) -> str:
    return session.place if session.kind == SessionKind.IN_PERSON else "Online"


def minutes_of(session: Session) -> int:
    return round((session.ends_at - session.starts_at).total_seconds() / 60)
