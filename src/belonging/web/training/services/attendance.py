"""Who has been: ticked on the list, by the QR at the door, by the code shown in the session. In any scope."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import School
from belonging.web.training.errors import (
    DoorClosed,
    LeadersAtTheDoor,
    NobodyNamed,
    NoPlaceLeft,
    NoSuchCode,
    NotForYourSchool,
    NotOnTheList,
    SessionCancelled,
    TooEarly,
    TriedTooOften,
)
from belonging.web.training.models import Attended, Audience, Booking, BookingState, Session
from belonging.web.training.queries.sessions import is_for
from belonging.web.training.rules.attendance import as_code, is_door_open
from belonging.web.training.rules.people import Attendee, person_key
from belonging.web.training.services.booking import SHARED, accounts_in, locked
from belonging.web.training.services.closing import take_back_certificate

TICKED_FROM: Final = timedelta(hours=1)
MOST_TRIES: Final = 10
"""Of one account."""
MOST_AT_A_DOOR: Final = 60
MOST_CODES: Final = 300
"""Of all who are not signed in, at one door and over the whole service: never by the address that is typed, or one
person's mistakes would be another's, and a guesser would type a new one each time."""
TRIES_FOR: Final = 3600
"""Seconds for which wrong tries count."""


@transaction.atomic
def tick_list(*, session: Session, shown: Collection[int], present: Collection[int], actor: str, now: datetime) -> int:
    """Of the bookings that the page showed, those `present` have been and the others have not; how many changed.

    Who came in by QR or code meanwhile keeps that. Raises TooEarly, SessionCancelled.
    """
    with programme_scope(SHARED):
        held = _held(session, now)
        rows = Booking.objects.select_for_update(of=("self",)).filter(session=held, pk__in=shown)
        changed = [each for each in rows if (each.pk in present) != bool(each.attended)]
        for booking in changed:
            if booking.pk in present:
                _seat(held, booking)
                _mark(booking, Attended.LIST, actor, now)
            else:
                _unmark(booking, actor, now)
        held.save(update_fields=["taken"])
        if changed:
            act = Act("training-attendance", f"session:{held.pk}", {"changed": len(changed), "present": len(present)})
            record_act(act=act, actor=actor, now=now)
    return len(changed)


@transaction.atomic
def add_present(
    *,
    session: Session,
    school: School,
    people: Sequence[Attendee],
    actor: str,
    now: datetime,
    how: str = Attended.LIST,
) -> list[Booking]:
    """People who walked in, or a list kept on paper: they have been, whether they had signed up or not.

    Raises NobodyNamed, NotForYourSchool, NoPlaceLeft, TooEarly, SessionCancelled.
    """
    if not people:
        raise NobodyNamed
    with programme_scope(SHARED):
        held = _held(session, now)
        if not is_for(held, school):
            raise NotForYourSchool
        been = _walk_in(held, school, people, how, actor, now)
        held.save(update_fields=["taken"])
        act = Act("training-walk-ins", f"session:{held.pk}", {"people": len(been)})
        record_act(act=act, actor=actor, now=now, school_id=school.pk)
    return been


@transaction.atomic
def come_in(*, session: Session, booking: Booking, how: str, now: datetime) -> Booking:
    """By the person's own doing, QR or code. Twice is once. Raises DoorClosed, NotOnTheList, NoPlaceLeft."""
    with programme_scope(SHARED):
        held = locked(session)
        if held.cancelled_at is not None or not is_door_open(held.starts_at, held.ends_at, now):
            raise DoorClosed
        found = Booking.objects.select_for_update(of=("self",)).filter(pk=booking.pk, session=held).first()
        if found is None or found.state == BookingState.CANCELLED:
            raise NotOnTheList
        if not found.attended:
            actor = f"booking:{found.pk}" if found.user_id is None else str(found.user_id)
            _seat(held, found)
            _mark(found, how, actor, now)
            held.save(update_fields=["taken"])
            act = Act("training-came-in", f"booking:{found.pk}", {"how": how})
            record_act(act=act, actor=actor, now=now, school_id=found.school_id)
    return found


def walk_in(*, session: Session, school: School, attendee: Attendee, how: str, actor: str, now: datetime) -> Booking:
    """Somebody with an account and no booking is at the door, and there is a place.

    Raises DoorClosed, LeadersAtTheDoor, NoPlaceLeft.
    """
    if session.cancelled_at is not None or not is_door_open(session.starts_at, session.ends_at, now):
        raise DoorClosed
    if session.audience == Audience.LEADERS and not attendee.is_leader:
        raise LeadersAtTheDoor
    [been] = add_present(session=session, school=school, people=[attendee], actor=actor, now=now, how=how)
    return been


@dataclass(frozen=True, slots=True)
class Tries:
    """Where wrong codes and addresses are counted together, and how many an hour may have."""

    key: str
    most: int

    @classmethod
    def of(cls, user: User | None, session: Session | None) -> Tries:
        if user is not None:
            return cls(f"account:{user.pk}", MOST_TRIES)
        return cls(f"door:{session.pk}", MOST_AT_A_DOOR) if session is not None else cls("codes", MOST_CODES)


def session_by_code(*, typed: str, tries: Tries, now: datetime) -> Session:
    """The session in which that code is shown now.

    Raises NoSuchCode, TriedTooOften.
    """
    check_tries(tries)
    code = as_code(typed)
    around = Session.objects.filter(
        code=code,
        cancelled_at__isnull=True,
        starts_at__lte=now + timedelta(hours=1),
        ends_at__gte=now - timedelta(hours=2),
    )
    found = next((each for each in around if is_door_open(each.starts_at, each.ends_at, now)), None)
    if found is None:
        note_wrong_try(tries)
        raise NoSuchCode
    return found


def check_tries(tries: Tries) -> None:
    if cache.get(_tries(tries), 0) >= tries.most:
        raise TriedTooOften


def note_wrong_try(tries: Tries) -> None:
    cache.add(_tries(tries), 0, TRIES_FOR)
    try:
        cache.incr(_tries(tries))
    except ValueError:  # it lapsed between the two lines
        cache.set(_tries(tries), 1, TRIES_FOR)


def _tries(tries: Tries) -> str:
    return f"training-tries:{tries.key}"


def booking_at(session: Session, *, user: User | None, email: str) -> Booking | None:
    """The booking of an account or of an address, of whatever school."""
    with programme_scope(SHARED):
        rows = Booking.objects.filter(session=session).exclude(state=BookingState.CANCELLED)
        if user is not None and (own := rows.filter(user=user).first()):
            return own
        address = user.email if user is not None else email
        return rows.filter(person=person_key(email=address, name="", school=0)).first() if address else None


def _held(session: Session, now: datetime) -> Session:
    held = locked(session)
    if held.cancelled_at is not None:
        raise SessionCancelled
    if now < held.starts_at - TICKED_FROM:
        raise TooEarly
    return held


def _seat(session: Session, booking: Booking) -> None:
    """Who waited, or had cancelled, and came all the same takes a place, if there is one. The caller saves `taken`."""
    if booking.state == BookingState.BOOKED:
        return
    if not session.has_a_place:
        raise NoPlaceLeft
    booking.state, booking.cancelled_at, booking.cancelled_by = BookingState.BOOKED, None, ""
    session.taken += 1


def _mark(booking: Booking, how: str, actor: str, now: datetime) -> None:
    booking.attended, booking.attended_at, booking.attended_by = how, now, actor
    booking.save()


def _unmark(booking: Booking, actor: str, now: datetime) -> None:
    booking.attended, booking.attended_at, booking.attended_by, booking.has_closed = "", None, "", False
    booking.save()
    take_back_certificate(booking, actor=actor, now=now)


def _walk_in(
    session: Session, school: School, people: Sequence[Attendee], how: str, actor: str, now: datetime
) -> list[Booking]:
    users = accounts_in(school, [each.email.lower() for each in people if each.email])
    keys = [person_key(email=each.email, name=each.name, school=school.pk) for each in people]
    before = {each.person: each for each in Booking.objects.filter(session=session, person__in=keys)}
    made: list[Booking] = []
    for each, key in zip(people, keys, strict=True):
        if (found := before.get(key)) is not None:
            _seat(session, found)
            if not found.attended:
                _mark(found, how, actor, now)
            continue
        if not session.has_a_place:
            raise NoPlaceLeft
        session.taken += 1
        made.append(_newcomer(session, school, each, users.get(each.email.lower()), key))
    for booking in made:
        booking.attended, booking.asked_by, booking.attended_by = how, actor, actor
        booking.asked_at = booking.attended_at = now
    Booking.objects.bulk_create(made)
    return [*made, *before.values()]


def _newcomer(session: Session, school: School, each: Attendee, user: User | None, key: str) -> Booking:
    """`has_closed`: nobody to write to, and no account for a certificate."""
    return Booking(
        session=session,
        school=school,
        user=user,
        person=key,
        name=user.name if user else each.name,
        email=each.email.lower(),
        is_leader=each.is_leader,
        state=BookingState.BOOKED,
        is_walk_in=True,
        has_closed=user is None and not each.email,
    )
