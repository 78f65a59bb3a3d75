"""Conversations that nobody has gone on with, when their time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.community.models import Pause, Topic
from belonging.web.journal.services import forget_rows

TALK_KEPT: Final = timedelta(days=3 * 365)
"""After the last that was said in it."""
PAUSES_KEPT: Final = timedelta(days=730)
"""After the last day of the pause."""


def forget_due(*, now: datetime) -> int:
    """Whole conversations, with what was reported of them; pauses; how many rows. Safe to run twice."""
    with programme_scope("retention: conversations"):
        old = Topic.objects.filter(last_at__lte=now - TALK_KEPT)
        pauses = Pause.objects.filter(until__lte=timezone.localdate(now) - PAUSES_KEPT)
        return forget_rows(what="conversations", rows=[old, pauses], now=now)
