"""Sign-ups from before somebody had an account become the account's, and a certificate follows."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.training.models import Booking
from belonging.web.training.queries.bookings import unlinked_of

ACTOR: Final = "worker"
AT_A_TIME: Final = 200
LINKING: Final = "training: sign-ups under the address of an account"


def link_due(*, now: datetime) -> int:
    """Of accounts with sign-ups that do not know them yet; how many sign-ups. For the worker."""
    with programme_scope(LINKING):
        addresses = Booking.objects.filter(user__isnull=True, forgotten_at__isnull=True).exclude(email="")
        users = list(User.objects.filter(is_active=True, email__in=addresses.values("email"))[:AT_A_TIME])
    return sum(link_account(user=user, actor=ACTOR, now=now) for user in users)


@transaction.atomic
def link_account(*, user: User, actor: str, now: datetime) -> int:
    """What stands under the person's address. For a session in which they have been, the certificate is due again."""
    with programme_scope(LINKING):
        found = list(unlinked_of(user).select_for_update(of=("self",)))
        for booking in found:
            booking.user = user
            booking.has_closed = booking.has_closed and not booking.attended
            booking.save(update_fields=["user", "has_closed"])
            act = Act("training-sign-up-linked", f"booking:{booking.pk}", {"session": booking.session_id})
            record_act(act=act, actor=actor, now=now, school_id=booking.school_id)
    return len(found)
