"""What waits, what failed, and what ran. Call in a programme-wide scope where mail is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from belonging.web.notices.models import DutyRun, MailState, NoReminders, OutgoingMail


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
    """Ids of the messages to try now, the longest due first."""
    due = OutgoingMail.objects.filter(state=MailState.WAITING, due_at__lte=now).order_by("due_at", "pk")
    return list(due.values_list("pk", flat=True)[:at_most])


def wants_no_reminders(*address_hashes: str) -> bool:
    """Any of them: one address has a hash under each pepper."""
    return NoReminders.objects.filter(address_hash__in=address_hashes).exists()


def duty_runs() -> list[DutyRun]:
    return list(DutyRun.objects.all())
