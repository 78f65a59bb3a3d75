"""Sessions as the team sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from belonging.web.training.models import Attended, Booking, BookingState, Session, SessionKind
from belonging.web.training.presenters.sessions import how_words, team_line
from belonging.web.training.services.attendance import TICKED_FROM
from belonging.web.training.services.wording import day_words, when_words
from belonging.web.ui.components import SummaryRow, Table, element, joined, tag

HOW = {Attended.QR.value: "Came in by QR", Attended.CODE.value: "Typed the code"}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """`note`: how somebody came in, that they wait, or nothing."""

    pk: int
    name: str
    school: str
    note: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class Register:
    """The list to tick. `why_not`: why it cannot be ticked now; empty when it can."""

    when: str
    rows: tuple[RegisterRow, ...]
    there: int
    why_not: str


def register_of(session: Session, bookings: Iterable[Booking], now: datetime) -> Register:
    rows = tuple(_row(each) for each in sorted(bookings, key=lambda each: each.state == BookingState.WAITING))
    why_not = ""
    if session.cancelled_at is not None:
        why_not = "This session is called off."
    elif now < session.starts_at - TICKED_FROM:
        why_not = "Who has been can be ticked from an hour before the session."
    return Register(when_words(session), rows, sum(row.is_there for row in rows), why_not)


def _row(booking: Booking) -> RegisterRow:
    note = "Waiting list" if booking.state == BookingState.WAITING else HOW.get(booking.attended, "")
    if booking.is_walk_in:
        note = "Without signing up"
    return RegisterRow(booking.pk, booking.name, booking.school.name, note, bool(booking.attended))


def session_table(sessions: Iterable[Session], now: datetime) -> Table:
    """Of one programme; each session counted (`queries.counted_over`)."""
    rows = []
    for session in sessions:
        line = team_line(session, now)
        parts = [
            element("a", {"class": "govuk-link", "href": line.href}, session.title),
            element("div", {"class": "bm-secondary"}, how_words(session)),
        ]
        if session.cancelled_at is not None:
            parts.insert(1, joined((" ", tag(line.state, colour=line.colour))))
        of = "" if session.places is None else f" of {session.places}"
        rows.append((joined(parts), day_words(session), f"{session.taken}{of}", getattr(session, "been", 0)))
    head = ("Session", "Day", "Signed up", "Have been")
    return Table("", head, rows, numeric=frozenset({2, 3}))


@dataclass(frozen=True, slots=True)
class Tools:
    """What the team can do with a session now. `no_link`: it is online, and nobody can join yet."""

    may_run: bool
    may_change: bool
    may_print: bool
    no_link: bool


def tools_of(session: Session, now: datetime) -> Tools:
    is_on = session.cancelled_at is None
    online, over = session.kind == SessionKind.ONLINE, now >= session.ends_at
    return Tools(
        may_run=is_on,
        may_change=is_on and not over,
        may_print=is_on and not online,
        no_link=is_on and online and not over and not session.link,
    )


def told_words(session: Session) -> str:
    """Who hears that it is called off. `session` is counted."""
    waiting = getattr(session, "waiting", 0)
    if not session.taken and not waiting:
        return "Nobody has signed up, so nobody gets a mail."
    said = f"{session.taken} people have a place" if session.taken != 1 else "One person has a place"
    if waiting:
        said += " and one waits" if waiting == 1 else f" and {waiting} wait"
    return f"{said}. " + ("That person gets a mail." if session.taken + waiting == 1 else "All of them get a mail.")


def team_facts(session: Session) -> list[SummaryRow]:
    """`session` is counted."""
    of = "" if session.places is None else f" of {session.places}"
    rows = [SummaryRow("Signed up", f"{session.taken}{of}")]
    if waiting := getattr(session, "waiting", 0):
        rows.append(SummaryRow("On the waiting list", waiting))
    if been := getattr(session, "been", 0):
        href = reverse("training:attendance", args=[session.pk])
        rows.append(SummaryRow("Have been", been, "Open the list", href, "of who has been"))
    return rows
