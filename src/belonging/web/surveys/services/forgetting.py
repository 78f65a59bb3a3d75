"""Comments whose time is over: their words go, and that there was one stays counted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import BY_THE_CLOCK, Act, record_act
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORDS_KEPT
from belonging.web.surveys.models import SealedComment


def forget_comments_due(*, now: datetime) -> int:
    """Those of cohorts that ended twelve months ago. A trigger refuses it before. Safe to run twice."""
    with programme_scope("retention: comments"), transaction.atomic():
        over = cohorts_over(since=WORDS_KEPT, now=now)
        held = SealedComment.objects.filter(round__cohort__in=over).exclude(Q(text="") & Q(released_text=""))
        gone = held.update(text="", released_text="")
        if gone:
            act = Act("time-over", "clock:comments", {"surveys.SealedComment": gone})
            record_act(act=act, actor=BY_THE_CLOCK, now=now)
    return gone
