"""Names in lists of attendance and on certificates, when their time is over. What is counted of them stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import BY_THE_CLOCK, Act, record_act
from belonging.web.training.models import Booking
from belonging.web.training.models.certificates import Certificate

NAMES_KEPT: Final = timedelta(days=2 * 365)
"""After the session."""
CERTIFIED_FOR: Final = timedelta(days=6 * 365)
"""After it was earned: people show certificates to later employers, and somebody may look the number up."""
FORGOTTEN: Final = "Name forgotten"


@transaction.atomic
def forget_due(*, now: datetime) -> int:
    """Name and address in the lists of sessions two years ago, of everybody; that somebody has been stays counted.

    Who has an account still sees that they have been. Safe to run twice; how many.
    """
    with programme_scope("training: names whose time is over"):
        old = Booking.objects.filter(session__ends_at__lt=now - NAMES_KEPT, forgotten_at__isnull=True)
        gone = old.update(name=FORGOTTEN, email="", forgotten_at=now)
        if gone:
            act = Act("training-names-forgotten", "training", {"bookings": gone})
            record_act(act=act, actor=BY_THE_CLOCK, now=now)
    return gone


@transaction.atomic
def forget_certificates_due(*, now: datetime) -> int:
    """The name on certificates that were earned six years ago. The number, what it is for and the day stay."""
    with programme_scope("training: certificates whose time is over"):
        last = timezone.localdate(now) - CERTIFIED_FOR
        gone = Certificate.objects.filter(earned_on__lte=last).exclude(name=FORGOTTEN).update(name=FORGOTTEN)
        if gone:
            act = Act("certificate-names-forgotten", "training", {"certificates": gone})
            record_act(act=act, actor=BY_THE_CLOCK, now=now)
    return gone
