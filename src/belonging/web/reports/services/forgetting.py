"""Notes on a school’s report, and who it was opened to, when their time is over."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORK_KEPT
from belonging.web.reports.models import Opening, SchoolNote, Sharing


def forget_due(*, now: datetime) -> int:
    """Of cohorts that ended two years ago; how many rows. Safe to run twice."""
    with programme_scope("retention: reports"):
        over = cohorts_over(since=WORK_KEPT, now=now)
        rows = [each.objects.filter(cohort__in=over) for each in (SchoolNote, Opening, Sharing)]
        return forget_rows(what="reports", rows=rows, now=now)
