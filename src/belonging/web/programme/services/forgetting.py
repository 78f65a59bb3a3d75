"""Support, messages and the contacts of an expression of interest, when their time is over."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.programme.models import AdviserMessage, MessagesRead, Nudge, SupportNote
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import MESSAGES_KEPT, WORDS_KEPT


def forget_support_due(*, now: datetime) -> int:
    """Notes and reminders twelve months after the cohort's end, messages after two years; how many rows."""
    with programme_scope("retention: support"):
        over = cohorts_over(since=WORDS_KEPT, now=now)
        old = now - MESSAGES_KEPT
        rows = [
            SupportNote.objects.filter(cohort__in=over),
            Nudge.objects.filter(cohort__in=over),
            AdviserMessage.objects.filter(at__lte=old),
            MessagesRead.objects.filter(until__lte=old),
        ]
        return forget_rows(what="support", rows=rows, now=now)
