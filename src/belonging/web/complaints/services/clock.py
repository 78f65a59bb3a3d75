"""The 30 days, and the end of keeping. Both are safe to run at any time and twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.complaints.models import Enquiry, Remark
from belonging.web.complaints.queries import Load, answerers, load_on
from belonging.web.complaints.rules import KEPT
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.rules import reminder_time
from belonging.web.notices.services import Mail, queue_mail


@transaction.atomic
def remind_due(*, now: datetime) -> int:
    """One mail a day to each who answers, while anything is new, late or nearly so; how many were queued.

    It cannot be switched off, because the law's clock cannot; it waits for working hours.
    """
    today = timezone.localdate(now)
    with programme_scope("complaints: is anybody owed a word"):
        load = load_on(today)
        if not (load.new or load.late or load.soon):
            return 0
        at = reminder_time(now)
        day = timezone.localdate(at)
        return sum(
            queue_mail(
                mail=_digest(user.email, user.name, load), key=f"enquiries:{day}:{user.pk}", now=now, not_before=at
            )
            for user in answerers()
        )


@transaction.atomic
def forget_due(*, now: datetime) -> int:
    """Erase names, addresses and words of what was closed two years ago; how many enquiries."""
    with programme_scope("complaints: words are forgotten"):
        old = Enquiry.objects.filter(closed_at__lt=now - KEPT).exclude(text="")
        ids = list(old.values_list("pk", flat=True)[:500])
        if not ids:
            return 0
        Remark.objects.filter(enquiry__in=ids).update(text="")
        Enquiry.objects.filter(pk__in=ids).update(text="", name="", email="", about="", wanted_name="")
        record_act(act=Act("enquiries-forgotten", "programme", {"number": len(ids)}), actor="worker", now=now)
        return len(ids)


def _digest(email: str, name: str, load: Load) -> Mail:
    context = {"name": name, "new": load.new, "late": load.late, "soon": load.soon}
    return Mail(to=email, template="complaints/mail/digest.txt", context=context)
