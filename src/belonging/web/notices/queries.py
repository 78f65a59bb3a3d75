"""What waits, what failed, and what ran. Call in a programme-wide scope where mail is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Case, Count, Q, QuerySet, Value, When

from belonging.web.notices.models import DutyRun, MailKind, MailState, NoReminders, OutgoingMail
from belonging.web.notices.rules import FIRST_KEYS

RANKS: Final = {MailKind.SERVICE: 1, MailKind.REMINDER: 2}
"""Which kind goes first of what is due. Before all kinds go messages by FIRST_KEYS."""


@dataclass(frozen=True, slots=True)
class MailCounts:
    waiting: int
    sent: int
    failed: int
    cancelled: int


def mail_counts() -> MailCounts:
    by_state = dict(OutgoingMail.objects.order_by().values_list("state").annotate(Count("pk")))
    return MailCounts(**{state.value: by_state.get(state.value, 0) for state in MailState})


def mails_in(state: str) -> QuerySet[OutgoingMail]:
    """Newest first, with their schools."""
    return OutgoingMail.objects.filter(state=state).select_related("school")


def all_mails() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.all()


def mail_by_id(pk: int) -> OutgoingMail | None:
    return OutgoingMail.objects.filter(pk=pk).first()


def due_mails(*, now: datetime, at_most: int) -> list[int]:
    """Ids of the messages to try now: what concerns safeguarding, then the work, then reminders; of each the longest
    due first. What was tried in vain is due later, so that it holds up nobody."""
    due = OutgoingMail.objects.filter(state=MailState.WAITING, due_at__lte=now).order_by(_rank(), "due_at", "pk")
    return list(due.values_list("pk", flat=True)[:at_most])


def _rank() -> Case:
    """Sorted when asked, without an index: of what waits, few thousand are ever due."""
    first = Q(*(("key__startswith", each) for each in FIRST_KEYS), _connector=Q.OR)
    kinds = [When(kind=kind, then=Value(rank)) for kind, rank in RANKS.items()]
    return Case(When(first, then=Value(0)), *kinds)


def wants_no_reminders(*address_hashes: str) -> bool:
    """Any of them: one address has a hash under each pepper."""
    return NoReminders.objects.filter(address_hash__in=address_hashes).exists()


def duty_runs() -> list[DutyRun]:
    return list(DutyRun.objects.all())
