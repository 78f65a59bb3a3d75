"""Less mail for those who want less. The link in the mail is the permission."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import NoReminders
from belonging.web.notices.services.addresses import hash_from


@transaction.atomic
def stop_reminders(*, token: str, now: datetime) -> None:
    """No more reminders to the address of this link. Twice is once."""
    with programme_scope("outbox: no more reminders to an address"):
        NoReminders.objects.get_or_create(address_hash=hash_from(token), defaults={"since": now})


@transaction.atomic
def resume_reminders(*, token: str) -> None:
    """Reminders again to the address of this link."""
    with programme_scope("outbox: reminders to an address again"):
        NoReminders.objects.filter(address_hash=hash_from(token)).delete()
