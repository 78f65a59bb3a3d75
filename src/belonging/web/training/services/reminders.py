"""Reminders a week and a day before a session. For the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.training.models import Booking, BookingState
from belonging.web.training.rules.reminding import DAYS_BEFORE, reminder_due
from belonging.web.training.services.mails import REMINDER, tell


def remind_due(*, now: datetime) -> int:
    """Everybody with a place, once for each of the days; how many were due."""
    done, today = 0, timezone.localdate(now)
    with programme_scope("training: reminders of sessions ahead"):
        ahead = Booking.objects.filter(
            state=BookingState.BOOKED,
            session__cancelled_at__isnull=True,
            session__starts_at__gt=now,
            session__starts_at__lt=now + timedelta(days=max(DAYS_BEFORE) + 1),
        ).exclude(email="")
        for booking in ahead.select_related("session"):
            session = booking.session
            starts, asked = timezone.localdate(session.starts_at), timezone.localdate(booking.asked_at)
            before = reminder_due(starts_on=starts, signed_up_on=asked, today=today)
            if before is not None:
                stamp = f"{starts:%Y%m%d}:{before}"
                tell(booking=booking, session=session, what=REMINDER, stamp=stamp, now=now)
                done += 1
    return done
