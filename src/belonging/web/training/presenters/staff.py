"""People of a school in a session, and those who have been trained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.training.models import Booking, BookingState, Session
from belonging.web.training.presenters.sessions import own_state
from belonging.web.ui.components import Table


@dataclass(frozen=True, slots=True)
class StaffLine:
    """`cancel`: where to cancel the sign-up; empty when that is no longer possible."""

    name: str
    email: str
    about: str
    state: str
    colour: str
    cancel: str


def staff_lines(bookings: Iterable[Booking], session: Session, school: str, now: datetime) -> list[StaffLine]:
    """Those with a place first, then who waits, in their order."""
    open_still = session.cancelled_at is None and now < session.starts_at
    lines = []
    for booking in sorted(bookings, key=lambda each: each.state == BookingState.WAITING):
        state, colour = own_state(session, booking, now)
        href = reverse("training:school_cancel", args=[school, session.pk, booking.pk]) if open_still else ""
        words = {"You have a place": "Has a place", "You have been": "Has been"}.get(state, state)
        about = "Senior leader" if booking.is_leader else ""
        lines.append(StaffLine(booking.name, booking.email, about, words, colour, href))
    return lines


def trained_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Who has been, and how often."""
    shown = [(row["name"], "Yes" if row["leads"] else "", row["sessions"], _day(row["last"])) for row in rows]
    return Table("", ("Name", "Senior leader", "Sessions", "Last"), shown, numeric=frozenset({2}))


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y")
