"""What people who are signed up are told by mail. In a programme-wide scope or the school's."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse

from belonging.web.notices.services import Mail, MailKind, queue_mail
from belonging.web.training.models import Booking, BookingState, Session, SessionKind
from belonging.web.training.rules.own_link import own_token
from belonging.web.training.services.wording import when_words, where_words

PLACED: Final = "placed"
WAITING: Final = "waiting"
MOVED_UP: Final = "moved_up"
CHANGED: Final = "changed"
LEFT: Final = "left"
CALLED_OFF: Final = "called_off"
REMINDER: Final = "reminder"
AFTER: Final = "after"


def tell(*, booking: Booking, session: Session, what: str, stamp: str, now: datetime, feedback: str = "") -> None:
    """One mail about the booking; nothing to who gave no address. `stamp` parts mails of one kind to one person."""
    if not booking.email:
        return
    kind = MailKind.REMINDER if what == REMINDER else MailKind.SERVICE
    mail = Mail(booking.email, f"training/mail/{what}.txt", _context(booking, session, feedback), kind)
    key = f"training:{booking.pk}:{what}:{stamp}"
    queue_mail(mail=mail, key=key, now=now, school_id=booking.school_id)


def own_address(booking: Booking) -> str:
    """Where the person sees the sign-up: by the account, or by a link of their own. Ends with a slash."""
    if booking.user_id is not None:
        return f"{settings.STAFF_URL}{reverse('training:session', args=[booking.session_id])}"
    return f"{settings.STAFF_URL}{reverse('training:own', args=[own_token(booking.pk)])}"


def _context(booking: Booking, session: Session, feedback: str) -> dict[str, object]:
    has_place = booking.state == BookingState.BOOKED
    return {
        "name": booking.name,
        "title": session.title,
        "when": when_words(session),
        "where": where_words(session),
        "is_online": session.kind == SessionKind.ONLINE,
        "way_there": session.way_there if has_place else "",
        "link": session.link if has_place else "",
        "trainer": session.trainer,
        "has_place": has_place,
        "reason": session.cancelled_because,
        "own": own_address(booking),
        "feedback": feedback,
        "has_account": booking.user_id is not None,
    }
