"""How many comments wait, round by round, and since when; a mail to the readers when they wait too long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from belonging.instruments.load import load, published
from belonging.instruments.model import Audience
from belonging.web.base.scope import programme_scope
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.safeguarding.models import Backlog
from belonging.web.safeguarding.queries.calls import reader_addresses, team_addresses
from belonging.web.safeguarding.queries.comments import overdue_backlogs
from belonging.web.safeguarding.rules.words import Mark, marks_of
from belonging.web.surveys.models import CommentState, Round, SealedComment, State
from belonging.web.surveys.services.comments import unread_comments

LOOK_EVERY: Final = timedelta(minutes=30)
AT_ONCE: Final = 200
"""Rounds looked at in one go: the worker has other work."""


def note_backlogs(*, now: datetime) -> int:
    """Look again at rounds not looked at for half an hour; how many. Outside any scope, a transaction for each."""
    with programme_scope("comments: who waits"):
        due = list(_due(now))
        for round_ in due:
            note_backlog(round_=round_, now=now)
    return len(due)


@transaction.atomic
def note_backlog(*, round_: Round, now: datetime) -> Backlog:
    """Count what waits of one round. The days are kept as long as the queue has not been empty between."""
    texts = [comment.text for comment in unread_comments(round_)]
    urgent = sum(Mark.DANGER in marks_of(text) for text in texts)
    today = timezone.localdate(now)
    before = Backlog.objects.filter(round=round_).first()
    values = {
        "school_id": round_.school_id,
        "waiting": len(texts),
        "urgent": urgent,
        "waiting_since": ((before and before.waiting_since) or today) if texts else None,
        "urgent_since": ((before and before.urgent_since) or today) if urgent else None,
        "looked_at": now,
    }
    noted, _ = Backlog.objects.update_or_create(round=round_, defaults=values)
    return noted


def remind_readers(*, now: datetime) -> int:
    """One mail a day to readers and managers while comments wait too long; how many were queued."""
    today = timezone.localdate(now)
    with programme_scope("comments: overdue"):
        late = overdue_backlogs(today)
        if not late:
            return 0
        context = {
            "comments": sum(each.waiting for each in late),
            "urgent": sum(each.urgent for each in late),
            "page": f"{settings.STAFF_URL}{reverse('safeguarding:comments')}",
        }
        queued = 0
        for address in sorted({*reader_addresses(), *team_addresses()}):
            mail = Mail(address, "safeguarding/mail/overdue.txt", context)
            queued += queue_mail(mail=mail, key=f"comments-overdue:{today}:{address}", now=now)
    return queued


def _due(now: datetime) -> list[Round]:
    """Open and closed rounds with places to write, and sealed ones where something was left unread."""
    lately = Backlog.objects.filter(round=OuterRef("pk"), looked_at__gt=now - LOOK_EVERY)
    unread = SealedComment.objects.filter(round=OuterRef("pk"), state=CommentState.UNREAD)
    noted = Backlog.objects.filter(round=OuterRef("pk"), waiting__gt=0)
    rounds = Round.objects.filter(
        Q(state__in=[State.OPEN, State.CLOSED]) | Q(Exists(unread), state=State.SEALED) | Q(Exists(noted))
    )
    written = [name for name in published(tuple(Audience)) if load(name).comment_boxes]
    return list(
        rounds.filter(~Exists(lately), instrument__in=written).select_related("school").order_by("pk")[:AT_ONCE]
    )
