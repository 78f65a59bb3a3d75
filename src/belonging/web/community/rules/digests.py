"""When somebody's digest is due. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from belonging.web.notices.rules import EARLIEST, LONDON

FIRST_LOOKS_BACK: Final = timedelta(days=7)
LOOKS_BACK: Final = timedelta(days=14)
"""The most that any digest tells of: more than a week, because a turn can come late."""
MOST_OF_EACH: Final = 8
MONDAY: Final = 0


def is_due(often: str, told_to: datetime | None, now: datetime) -> bool:
    """Whether the turn of this digest has come since the last: each day at eight, or each Monday at eight."""
    if often == "never":
        return False
    turn = _last_turn(now, weekly=often == "weekly")
    return told_to is None or told_to < turn


def since(told_to: datetime | None, now: datetime) -> datetime:
    """From when on things are new to whoever gets this digest."""
    return now - FIRST_LOOKS_BACK if told_to is None else max(told_to, now - LOOKS_BACK)


def _last_turn(now: datetime, *, weekly: bool) -> datetime:
    local = now.astimezone(LONDON)
    day = local.date()
    if local.time() < EARLIEST:
        day -= timedelta(days=1)
    if weekly:
        day -= timedelta(days=(day.weekday() - MONDAY) % 7)
    return datetime.combine(day, time(EARLIEST.hour), LONDON)
