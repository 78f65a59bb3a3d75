"""A person's own training pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belonging.web.training.models import Booking, BookingState, Session
from belonging.web.training.presenters.sessions import SessionLine, fact_rows, joins_at, own_line, own_state
from belonging.web.training.rules.attendance import is_door_open
from belonging.web.training.services.wording import when_words
from belonging.web.ui.components import SummaryRow


@dataclass(frozen=True, slots=True)
class Mine:
    """`ahead`: signed up for; `open`: could be; `been`: over."""

    ahead: tuple[SessionLine, ...]
    open: tuple[SessionLine, ...]
    been: tuple[SessionLine, ...]


def mine_of(bookings: Sequence[Booking], open_ones: Sequence[Session], now: datetime) -> Mine:
    booked = {each.session_id for each in bookings}
    ahead = [own_line(each.session, each, now) for each in bookings if each.session.ends_at > now]
    been = [own_line(each.session, each, now) for each in reversed(bookings) if each.session.ends_at <= now]
    others = [own_line(each, None, now) for each in open_ones if each.pk not in booked]
    return Mine(tuple(ahead), tuple(others), tuple(been))


@dataclass(frozen=True, slots=True)
class OwnPage:
    """`may_*` say which of the buttons stand there. `over`: why there is none."""

    pk: int
    title: str
    programme: str
    about: str
    state: str
    colour: str
    rows: tuple[SummaryRow, ...]
    link: str
    clash: str
    line: int
    called_off: str
    over: str
    is_full: bool
    may_sign_up: bool
    may_cancel: bool
    may_say_here: bool
    has_place: bool
    has_been: bool


def own_page(
    session: Session, booking: Booking | None, *, line: int, clashes: Sequence[Session], now: datetime
) -> OwnPage:
    state, colour = own_state(session, booking, now)
    has_place = booking is not None and booking.state == BookingState.BOOKED
    is_on = session.cancelled_at is None
    may_sign_up = booking is None and session.takes_sign_ups(now)
    has_been = booking is not None and bool(booking.attended)
    over = "Sign-up for this session is over." if booking is None and is_on and not may_sign_up else ""
    return OwnPage(
        pk=session.pk,
        title=session.title,
        programme=session.programme.title,
        about=session.about,
        state=state,
        colour=colour,
        rows=tuple(fact_rows(session, has_place=has_place, now=now)),
        link=joins_at(session, has_place=has_place) if is_on and now < session.ends_at else "",
        clash=_clash_words(clashes) if booking is not None or may_sign_up else "",
        line=line,
        called_off=session.cancelled_because,
        over=over,
        is_full=not session.has_a_place,
        may_sign_up=may_sign_up,
        may_cancel=booking is not None and is_on and now < session.starts_at,
        may_say_here=has_place and is_on and not has_been and is_door_open(session.starts_at, session.ends_at, now),
        has_place=has_place,
        has_been=has_been,
    )


def _clash_words(clashes: Sequence[Session]) -> str:
    if not clashes:
        return ""
    other = clashes[0]
    return f"You are signed up for another session at that time: {other.title}, {when_words(other)}."
