"""How far people came in modules, when its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import forget_rows
from belonging.web.learning.models import Progress

PROGRESS_KEPT: Final = timedelta(days=730)
"""After it last changed. A certificate that came of it has a clock of its own."""


def forget_due(*, now: datetime) -> int:
    """How many rows. Safe to run twice."""
    with programme_scope("retention: modules"):
        old = Progress.objects.filter(changed_at__lte=now - PROGRESS_KEPT)
        return forget_rows(what="modules", rows=[old], now=now)
