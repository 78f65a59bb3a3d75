"""Sessions as pages say them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.training.models import Audience, Booking, BookingState, Session, SessionKind
from belonging.web.training.services.wording import when_words, where_words
from belonging.web.ui.components import SummaryRow


@dataclass(frozen=True, slots=True)
class SessionLine:
    """`state` is a tag, empty where there is nothing to say; `note` a sentence below."""

    pk: int
    title: str
    when: str
    where: str
    for_whom: str
    places: str
    state: str
    colour: str
    note: str
    href: str


def own_line(session: Session, booking: Booking | None, now: datetime) -> SessionLine:
    """For the person whose booking it is, if any."""
    state, colour = own_state(session, booking, now)
    return _line(session, state, colour, reverse("training:session", args=[session.pk]), now)


def school_line(session: Session, school: str, counts: tuple[int, int], now: datetime) -> SessionLine:
    """For who signs staff up; `counts`: how many of the school have a place and how many wait."""
    placed, waiting = counts
    state = f"{placed} of yours" if placed else ""
    if waiting:
        state = f"{state}, {waiting} waiting" if placed else f"{waiting} waiting"
    href = reverse("training:school_session", args=[school, session.pk])
    return _line(session, state, "teal" if placed else "yellow", href, now)


def team_line(session: Session, now: datetime) -> SessionLine:
    state, colour = _team_state(session, now)
    return _line(session, state, colour, reverse("training:team_session", args=[session.pk]), now)


def _line(session: Session, state: str, colour: str, href: str, now: datetime) -> SessionLine:
    return SessionLine(
        pk=session.pk,
        title=session.title,
        when=when_words(session),
        where=where_words(session),
        for_whom=for_whom(session),
        places=places_words(session, now),
        state=state,
        colour=colour,
        note=f"Called off: {session.cancelled_because}" if session.cancelled_at else "",
        href=href,
    )


def own_state(session: Session, booking: Booking | None, now: datetime) -> tuple[str, str]:
    """Tag and colour for the person."""
    if session.cancelled_at is not None:
        return "Called off", "red"
    if booking is None:
        return "", ""
    if booking.attended:
        return "You have been", "teal"
    if booking.state == BookingState.WAITING:
        return "Waiting list", "yellow"
    return ("You have a place", "teal") if now < session.ends_at else ("Not marked as there", "grey")


def _team_state(session: Session, now: datetime) -> tuple[str, str]:
    if session.cancelled_at is not None:
        return "Called off", "red"
    if now >= session.ends_at:
        return "Held", "grey"
    if now >= session.starts_at:
        return "Now", "teal"
    return ("Full", "yellow") if not session.has_a_place else ("To come", "")


def for_whom(session: Session) -> str:
    return "For senior leaders" if session.audience == Audience.LEADERS else "For all staff"


def how_words(session: Session) -> str:
    """ "Online, all staff", for tables."""
    return f"{session.get_kind_display()}, {for_whom(session).removeprefix('For ')}"


def places_words(session: Session, now: datetime) -> str:
    """Of sessions ahead: what is left, or that there is a waiting list."""
    if session.cancelled_at is not None or now >= session.starts_at:
        return ""
    if not session.takes_sign_ups(now):
        return "Sign-up is over"
    if session.places is None:
        return "Places for all"
    left = session.places - session.taken
    return "Full: there is a waiting list" if left <= 0 else f"{left} of {session.places} places left"


def fact_rows(session: Session, *, has_place: bool, now: datetime) -> list[SummaryRow]:
    """When, where, with whom; how to get in only for who has a place."""
    rows = [SummaryRow("When", when_words(session)), SummaryRow("Where", where_words(session))]
    if has_place and session.way_there:
        rows.append(SummaryRow("Getting there", session.way_there))
    if session.trainer:
        rows.append(SummaryRow("With", session.trainer))
    rows.append(SummaryRow("For", for_whom(session).removeprefix("For ").capitalize()))
    if words := places_words(session, now):
        rows.append(SummaryRow("Places", words))
    if session.takes_sign_ups(now) and session.sign_up_until < session.starts_at:
        until = date_format(timezone.localtime(session.sign_up_until), "l j F Y, H:i")
        rows.append(SummaryRow("Sign up by", until))
    return rows


def joins_at(session: Session, *, has_place: bool) -> str:
    """The link by which to join an online session; empty for who has no place."""
    return session.link if has_place and session.kind == SessionKind.ONLINE else ""


def signed_up_words(*, placed: int, waiting: int, already: int) -> str:
    """What became of those who were signed up, in a sentence or two."""
    said = []
    if placed:
        said.append("One person has a place." if placed == 1 else f"{placed} people have a place.")
    if waiting:
        said.append("One is on the waiting list." if waiting == 1 else f"{waiting} are on the waiting list.")
    if already:
        said.append("One was signed up before." if already == 1 else f"{already} were signed up before.")
    if placed or waiting:
        said.append("Each gets a mail.")
    return " ".join(said)
