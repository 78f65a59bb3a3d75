"""Programmes of training and their sessions: made, changed, called off. In a programme-wide scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.text import slugify

from belonging.web.audit.rules.evidence import checked_link, cleaned_line, cleaned_text
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.training.errors import NotASession, SessionCancelled, SessionChanged
from belonging.web.training.models import (
    Audience,
    Booking,
    BookingState,
    Session,
    SessionKind,
    SessionSchool,
    TrainingProgramme,
)
from belonging.web.training.rules.attendance import new_code, new_door_token
from belonging.web.training.services.booking import locked, move_up
from belonging.web.training.services.mails import CALLED_OFF, CHANGED, tell

LONGEST: Final = timedelta(hours=12)
TOLD_OF: Final = ("title", "kind", "starts_at", "ends_at", "place", "way_there", "link", "trainer")
"""What people who are signed up hear of when it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWords:
    """`schools`: keys of those that it is for; none means all of the programme's. `places` None: as many as come."""

    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    audience: str = Audience.ALL
    about: str = ""
    trainer: str = ""
    place: str = ""
    way_there: str = ""
    link: str = ""
    places: int | None = None
    sign_up_until: datetime | None = None
    schools: Sequence[int] = ()


@transaction.atomic
def add_programme(*, title: str, about: str, cohort: Cohort | None, actor: str, now: datetime) -> TrainingProgramme:
    """Raises NotASession without a title."""
    words = cleaned_line(title)
    if not words:
        raise NotASession("Please give the programme a title.")
    made = TrainingProgramme.objects.create(
        slug=_free_slug(words), title=words, about=cleaned_text(about), cohort=cohort, created_by=actor, created_at=now
    )
    record_act(act=Act("training-programme-added", f"training:{made.pk}"), actor=actor, now=now)
    return made


@transaction.atomic
def add_session(*, programme: TrainingProgramme, words: SessionWords, actor: str, now: datetime) -> Session:
    """Raises NotASession."""
    session = Session(programme=programme, created_by=actor, created_at=now)
    session.code, session.door_token = new_code(), new_door_token()
    _fill(session, words)
    session.save()
    _pick(session, words.schools)
    record_act(act=Act("training-session-added", f"session:{session.pk}"), actor=actor, now=now)
    return session


@transaction.atomic
def change_session(*, session: Session, words: SessionWords, sequence: int, actor: str, now: datetime) -> Session:
    """Who is signed up hears of it by mail, if it changes anything for them. More places move the waiting list up,
    until it begins.

    Raises NotASession, SessionChanged (`sequence` is the one that the writer began from), SessionCancelled.
    """
    held = locked(session)
    if held.cancelled_at is not None:
        raise SessionCancelled
    if held.sequence != sequence:
        raise SessionChanged
    before = [getattr(held, name) for name in TOLD_OF]
    _fill(held, words)
    if held.places is not None and held.taken > held.places:
        raise NotASession(f"{held.taken} people have a place already. Please give at least {held.taken} places.")
    held.sequence += 1
    held.save()
    _pick(held, words.schools)
    if before != [getattr(held, name) for name in TOLD_OF] and now < held.ends_at:
        _tell_all(held, CHANGED, now)
    if now < held.starts_at:
        move_up(held, now)
    act = Act("training-session-changed", f"session:{held.pk}", {"sequence": held.sequence})
    record_act(act=act, actor=actor, now=now)
    return held


@transaction.atomic
def cancel_session(*, session: Session, reason: str, actor: str, now: datetime) -> Session:
    """Everybody who is signed up gets a mail with the reason. While it runs, too, as long as nobody has been.

    Raises SessionCancelled, NotASession.
    """
    held = locked(session)
    if held.cancelled_at is not None:
        raise SessionCancelled
    if now >= held.ends_at:
        raise NotASession("This session is over, so it can no longer be called off.")
    if Booking.objects.filter(session=held).exclude(attended="").exists():
        raise NotASession(
            "Somebody is marked as having been there, so it can no longer be called off. If that is a mistake, take "
            "the tick away first, under “Who is here”."
        )
    words = cleaned_line(reason)
    if not words:
        raise NotASession("Please say in a sentence why it is called off. Everybody who is signed up reads it.")
    held.cancelled_at, held.cancelled_because = now, words[:300]
    held.sequence += 1
    held.save()
    _tell_all(held, CALLED_OFF, now)
    record_act(act=Act("training-session-cancelled", f"session:{held.pk}"), actor=actor, now=now)
    return held


def _fill(session: Session, words: SessionWords) -> None:
    online = words.kind == SessionKind.ONLINE
    session.title, session.about = cleaned_line(words.title), cleaned_text(words.about)
    session.kind, session.audience = words.kind, words.audience
    session.starts_at, session.ends_at = words.starts_at, words.ends_at
    session.trainer = cleaned_line(words.trainer)
    session.place = "" if online else cleaned_line(words.place)
    session.way_there = cleaned_text(words.way_there)
    session.link = checked_link(words.link) if online and words.link else ""
    session.places = words.places
    session.sign_up_until = words.sign_up_until or words.starts_at
    session.picks_schools = bool(words.schools)
    _check(session)


def _check(session: Session) -> None:
    if not session.title:
        raise NotASession("Please give the session a title.")
    if not session.starts_at < session.ends_at <= session.starts_at + LONGEST:
        raise NotASession("Please look at the times: the session must end after it starts, on the same day.")
    if session.sign_up_until > session.starts_at:
        raise NotASession("Sign-up has to end before the session starts. Please choose an earlier day.")
    if session.kind == SessionKind.IN_PERSON and not (session.place and session.places):
        raise NotASession("Please say where the session is and how many places there are.")


def _pick(session: Session, schools: Sequence[int]) -> None:
    SessionSchool.objects.filter(session=session).exclude(school_id__in=schools).delete()
    kept = set(SessionSchool.objects.filter(session=session).values_list("school_id", flat=True))
    SessionSchool.objects.bulk_create(SessionSchool(session=session, school_id=key) for key in {*schools} - kept)


def _tell_all(session: Session, what: str, now: datetime) -> None:
    for booking in Booking.objects.filter(session=session).exclude(state=BookingState.CANCELLED):
        tell(booking=booking, session=session, what=what, stamp=str(session.sequence), now=now)


def _free_slug(title: str) -> str:
    base = slugify(title)[:50] or "training"
    taken = set(TrainingProgramme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, 1000) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
