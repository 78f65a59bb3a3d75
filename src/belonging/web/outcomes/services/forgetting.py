"""A school's own counts by term, when their time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.outcomes.models import TermRecord

COUNTS_KEPT: Final = timedelta(days=5 * 365)
"""After they were entered: a change is looked for over several school years."""


def forget_due(*, now: datetime) -> int:
    """How many rows. Safe to run twice."""
    with programme_scope("retention: counts by term"):
        old = TermRecord.objects.filter(entered_at__lte=now - COUNTS_KEPT)
        return forget_rows(what="counts by term", rows=[old], now=now)
