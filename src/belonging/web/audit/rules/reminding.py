"""On which days an audit's people are reminded of it."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

WEEK_BEFORE = timedelta(days=7)
DAY_BEFORE = timedelta(days=1)
SPOKEN_OF_FOR = timedelta(days=14)
"""How long after its day an audit is still spoken of as late; once, then no more."""


class Reminder(StrEnum):
    WEEK = "week"
    DAY = "day"
    LATE = "late"


def reminder_due(*, started: date, due: date, today: date) -> Reminder | None:
    """What to say today of an audit that is still open. A day that was missed is made up by the next."""
    if today <= started:
        return None
    if today > due:
        return Reminder.LATE if today - due <= SPOKEN_OF_FOR else None
    left = due - today
    if left <= DAY_BEFORE:
        return Reminder.DAY
    return Reminder.WEEK if left <= WEEK_BEFORE else None
