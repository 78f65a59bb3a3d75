"""What coders noted of comments goes with the comments’ words; the released counts stay."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORDS_KEPT
from belonging.web.themes.models import CodedComment


def forget_due(*, now: datetime) -> int:
    """Of cohorts that ended twelve months ago; how many rows. Safe to run twice."""
    with programme_scope("retention: themes"):
        over = cohorts_over(since=WORDS_KEPT, now=now)
        rows = [CodedComment.objects.filter(comment__round__cohort__in=over)]
        return forget_rows(what="themes", rows=rows, now=now)
