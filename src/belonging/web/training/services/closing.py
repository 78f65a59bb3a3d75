"""After a session: the feedback round, certificates, the last mail; and names forgotten in the end. For the worker."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.surveys.queries import occasion_round
from belonging.web.surveys.services.occasions import open_occasion, plan_occasion
from belonging.web.training.models import Booking, Session
from belonging.web.training.models.certificates import Certificate
from belonging.web.training.rules.attendance import FEEDBACK_FOR
from belonging.web.training.services.certificates import award, revoke
from belonging.web.training.services.mails import AFTER, tell
from belonging.web.training.services.wording import minutes_of

log = logging.getLogger(__name__)

ACTOR: Final = "worker"
INSTRUMENT: Final = "training_v1"
AT_A_TIME: Final = 200


def close_due(*, now: datetime) -> int:
    """Open the feedback of sessions that have ended; certificate and last mail for each who has been. How many."""
    with programme_scope("training: sessions that have ended"):
        ended = Session.objects.filter(ends_at__lte=now, cancelled_at__isnull=True)
        fresh = ended.filter(feedback_opened_at__isnull=True, ends_at__gt=now - FEEDBACK_FOR)
        done = sum(open_feedback(session=each, now=now) for each in fresh.select_related("programme__cohort"))
        open_ones = Booking.objects.filter(session__ends_at__lte=now, has_closed=False).exclude(attended="")
        for booking in open_ones.select_related("session", "user", "school")[:AT_A_TIME]:
            _close(booking, now)
            done += 1
    return done


@transaction.atomic
def open_feedback(*, session: Session, now: datetime) -> bool:
    """Once for each session, and only where somebody has been. Where no cohort can ask, there is no feedback."""
    held = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    cohort = _cohort_of(session)
    if held.feedback_opened_at is not None or cohort is None:
        return False
    if not Booking.objects.filter(session=held).exclude(attended="").exists():
        return False
    try:
        with transaction.atomic():
            round_ = plan_occasion(
                cohort=cohort, instrument=INSTRUMENT, occasion=occasion_of(held), actor=ACTOR, now=now
            )
            open_occasion(round_=round_, closes_at=held.ends_at + FEEDBACK_FOR, actor=ACTOR, now=now)
    except Refused as refusal:
        log.warning("Feedback of session %s is not opened: %s", held.pk, refusal)
        return False
    held.feedback_opened_at = now
    held.save(update_fields=["feedback_opened_at"])
    return True


def occasion_of(session: Session) -> str:
    return f"training:{session.pk}"


def feedback_address(session: Session, now: datetime) -> str:
    """Where to say what the session gave; empty while it cannot be said. In a programme-wide scope."""
    if session.feedback_opened_at is None or now >= session.ends_at + FEEDBACK_FOR:
        return ""
    round_ = occasion_round(occasion_of(session))
    return f"{settings.ANSWERING_URL.rstrip('/')}/r/{round_.handle}/" if round_ is not None else ""


def source_of(session_pk: int) -> str:
    return f"session:{session_pk}"


def take_back_certificate(booking: Booking, *, actor: str, now: datetime) -> None:
    """Of somebody who was ticked by mistake."""
    if booking.user_id is None:
        return
    source = source_of(booking.session_id)
    standing = Certificate.objects.filter(user_id=booking.user_id, source=source, revoked_at__isnull=True).first()
    if standing is not None:
        revoke(certificate=standing, reason="The attendance list was put right.", actor=actor, now=now)


@transaction.atomic
def _close(booking: Booking, now: datetime) -> None:
    session = booking.session
    if booking.user is not None:
        award(
            user=booking.user,
            school=booking.school,
            source=source_of(session.pk),
            title=session.title,
            minutes=minutes_of(session),
            on=timezone.localdate(session.starts_at),
            actor=ACTOR,
            now=now,
        )
    if now < session.ends_at + FEEDBACK_FOR:
        tell(booking=booking, session=session, what=AFTER, stamp="1", now=now, feedback=feedback_address(session, now))
    Booking.objects.filter(pk=booking.pk).update(has_closed=True)


def _cohort_of(session: Session) -> Cohort | None:
    """The programme's; of one for everybody, the newest cohort that is open, else the newest."""
    if session.programme.cohort is not None:
        return session.programme.cohort
    newest = Cohort.objects.order_by("-starts_on", "-pk")
    return newest.filter(state=CohortState.OPEN).first() or newest.first()
