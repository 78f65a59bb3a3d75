"""Action plans and their meetings, when their time is over. What was counted of them holds no words and stays."""

from __future__ import annotations

from datetime import datetime

from belonging.web.actions.models import Action, Review
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORK_KEPT


def forget_due(*, now: datetime) -> int:
    """Of cohorts that ended two years ago; how many rows. Safe to run twice."""
    with programme_scope("retention: plans"):
        over = cohorts_over(since=WORK_KEPT, now=now)
        rows = [Review.objects.filter(cohort__in=over), Action.objects.filter(cohort__in=over)]
        return forget_rows(what="plans", rows=rows, now=now)
