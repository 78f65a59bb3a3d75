"""Signing people up, taking sign-ups back, and moving the waiting list up. In any scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from belonging.web.accounts.models import Membership, User
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import School
from belonging.web.training.errors import (
    ForLeaders,
    NobodyNamed,
    NotForYourSchool,
    NothingToCancel,
    SessionCancelled,
    SignUpOver,
    TooLate,
)
from belonging.web.training.models import Audience, Booking, BookingState, Session
from belonging.web.training.queries.sessions import is_for
from belonging.web.training.rules.people import Attendee, person_key
from belonging.web.training.services.mails import LEFT, MOVED_UP, PLACED, WAITING, tell

SHARED = "training: the places of a session are shared by all schools"


@dataclass(slots=True)
class SignedUp:
    """What became of each person. `already`: had a place, or waited, before."""

    placed: list[Booking] = field(default_factory=list)
    waiting: list[Booking] = field(default_factory=list)
    already: list[Booking] = field(default_factory=list)


@transaction.atomic
def sign_up(*, session: Session, school: School, people: Sequence[Attendee], actor: str, now: datetime) -> SignedUp:
    """All of them or none; in their order while there are places, the others wait.

    Raises NobodyNamed, SessionCancelled, SignUpOver, NotForYourSchool, ForLeaders.
    """
    with programme_scope(SHARED):
        held = locked(session)
        _refuse(held, school, people, now)
        done = _placed(held, school, people, actor, now)
        held.save(update_fields=["taken"])
        for what, found in ((PLACED, done.placed), (WAITING, done.waiting)):
            for booking in found:
                tell(booking=booking, session=held, what=what, stamp=_stamp(booking), now=now)
        counted = {"placed": len(done.placed), "waiting": len(done.waiting)}
        if done.placed or done.waiting:
            act = Act("training-signed-up", f"session:{held.pk}", counted)
            record_act(act=act, actor=actor, now=now, school_id=school.pk)
    session.taken = held.taken
    return done


@transaction.atomic
def cancel_booking(*, booking: Booking, actor: str, now: datetime) -> None:
    """The place goes to the next in line. Raises NothingToCancel, TooLate once the session has begun."""
    with programme_scope(SHARED):
        session = locked(booking.session)
        held = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
        if held.state == BookingState.CANCELLED or session.cancelled_at is not None:
            raise NothingToCancel
        if now >= session.starts_at:
            raise TooLate
        if held.state == BookingState.BOOKED:
            session.taken -= 1
        held.state, held.cancelled_by, held.cancelled_at = BookingState.CANCELLED, actor, now
        held.save(update_fields=["state", "cancelled_by", "cancelled_at"])
        if not _is_own(held, actor):
            tell(booking=held, session=session, what=LEFT, stamp=f"{now:%Y%m%d%H%M%S}", now=now)
        move_up(session, now)
        act = Act("training-cancelled", f"booking:{held.pk}", {"session": session.pk})
        record_act(act=act, actor=actor, now=now, school_id=held.school_id)


def move_up(session: Session, now: datetime) -> list[Booking]:
    """Give free places to who has waited longest, and save how many are taken.

    `session` is locked. In a programme-wide scope.
    """
    moved: list[Booking] = []
    waiting = Booking.objects.filter(session=session, state=BookingState.WAITING)
    free = None if session.places is None else max(session.places - session.taken, 0)
    for booking in waiting.select_for_update(of=("self",))[:free] if free != 0 else ():
        booking.state = BookingState.BOOKED
        booking.save(update_fields=["state"])
        moved.append(booking)
        tell(booking=booking, session=session, what=MOVED_UP, stamp=_stamp(booking), now=now)
    session.taken += len(moved)
    session.save(update_fields=["taken"])
    return moved


def locked(session: Session) -> Session:
    """As it stands now; nobody else signs up, cancels or changes it until the transaction ends."""
    found = Session.objects.select_for_update(of=("self",)).select_related("programme")
    return found.get(pk=session.pk)


def accounts_in(school: School, addresses: Sequence[str]) -> dict[str, User]:
    """The school's people with accounts under these addresses."""
    held = Membership.objects.filter(school=school, user__email__in=addresses).select_related("user")
    return {membership.user.email.lower(): membership.user for membership in held}


def _refuse(session: Session, school: School, people: Sequence[Attendee], now: datetime) -> None:
    if not people:
        raise NobodyNamed
    if session.cancelled_at is not None:
        raise SessionCancelled
    if not session.takes_sign_ups(now):
        raise SignUpOver
    if not is_for(session, school):
        raise NotForYourSchool
    if session.audience == Audience.LEADERS and (others := [each.name for each in people if not each.is_leader]):
        raise ForLeaders(", ".join(others))


def _placed(session: Session, school: School, people: Sequence[Attendee], actor: str, now: datetime) -> SignedUp:
    """Saves the bookings and counts `session.taken`, which the caller saves."""
    done = SignedUp()
    users = accounts_in(school, [each.email.lower() for each in people if each.email])
    keys = [person_key(email=each.email, name=each.name, school=school.pk) for each in people]
    before = {each.person: each for each in Booking.objects.filter(session=session, person__in=keys)}
    queue = Booking.objects.filter(session=session, state=BookingState.WAITING).exists()
    for each, key in zip(people, keys, strict=True):
        found = before.get(key)
        if found is not None and found.state != BookingState.CANCELLED:
            done.already.append(found)
            continue
        booking = before[key] = found or Booking(session=session, person=key)
        _fill(booking, school, each, users.get(each.email.lower()))
        booking.asked_by, booking.asked_at = actor, now
        booking.cancelled_by, booking.cancelled_at = "", None
        has_place = session.has_a_place and not queue
        booking.state = BookingState.BOOKED if has_place else BookingState.WAITING
        booking.save()
        session.taken += has_place
        (done.placed if has_place else done.waiting).append(booking)
    return done


def _fill(booking: Booking, school: School, attendee: Attendee, user: User | None) -> None:
    booking.school, booking.user, booking.is_leader = school, user, attendee.is_leader
    booking.name, booking.email = (user.name if user else attendee.name), attendee.email.lower()


def _is_own(booking: Booking, actor: str) -> bool:
    return actor in (str(booking.user_id), f"booking:{booking.pk}")


def _stamp(booking: Booking) -> str:
    return f"{booking.asked_at:%Y%m%d%H%M%S}"
