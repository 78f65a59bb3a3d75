"""Records of what pupils showed or said, when their time is over."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORDS_KEPT
from belonging.web.voice.models import VoiceRecord


def forget_due(*, now: datetime) -> int:
    """Of cohorts that ended twelve months ago; how many. Safe to run twice."""
    with programme_scope("retention: voice"):
        over = cohorts_over(since=WORDS_KEPT, now=now)
        held = VoiceRecord.objects.filter(cohort__in=over)
        # A record protects the one that it took the place of: both go.
        held.exclude(replaces=None).update(replaces=None)
        return forget_rows(what="voice", rows=[held], now=now)
