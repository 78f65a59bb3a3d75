"""What groups of pupils said, and the pages that came of it, when their time is over."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORDS_KEPT, WORK_KEPT
from belonging.web.replies.models import Discussion, Page


def forget_due(*, now: datetime) -> int:
    """Discussions twelve months after the cohort's end, pages two years after it; how many rows. Safe to run twice."""
    with programme_scope("retention: pages"):
        discussions = Discussion.objects.filter(cohort__in=cohorts_over(since=WORDS_KEPT, now=now))
        pages = Page.objects.filter(cohort__in=cohorts_over(since=WORK_KEPT, now=now))
        return forget_rows(what="pages", rows=[discussions, pages], now=now)
