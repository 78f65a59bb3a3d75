"""Case studies that were never published, when their time is over."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.cases.models import CaseStudy
from belonging.web.journal.services import forget_rows
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORK_KEPT


def forget_due(*, now: datetime) -> int:
    """Of cohorts that ended two years ago; how many rows. Safe to run twice."""
    with programme_scope("retention: case studies"):
        over = cohorts_over(since=WORK_KEPT, now=now)
        rows = [CaseStudy.objects.filter(cohort__in=over, publication=None)]
        return forget_rows(what="case studies", rows=rows, now=now)
