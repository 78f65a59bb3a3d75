"""The journal's heads, once a day to people who keep them elsewhere: then nobody can cut its end off unseen."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.journal.queries import heads
from belonging.web.journal.rules import written_heads
from belonging.web.notices.services.outbox import Mail, queue_mail


def tell_witnesses(*, now: datetime) -> int:
    """One mail a day to each address in the settings; how many. Safe to run twice."""
    day = timezone.localdate(now)
    if not settings.JOURNAL_WITNESSES:
        return 0
    with programme_scope("journal: heads for the witnesses"):
        listed = heads()
    context = {"day": day, "chains": len(listed), "heads": written_heads(listed)}
    told = 0
    for number, address in enumerate(settings.JOURNAL_WITNESSES):
        mail = Mail(to=address, template="notices/mail/witness.txt", context=context)
        told += queue_mail(mail=mail, key=f"journal-heads:{day:%Y-%m-%d}:{number}", now=now)
    return told
