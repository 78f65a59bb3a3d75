"""When a page publishes, and when the lead is reminded. Days and hours are those of the school."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from belonging.web.schools.rules.calendar import LONDON, Calendar

AT: Final = time(8, 0)
STEPS: Final = (1, 7, 14)
"""Days before the day at which the lead is reminded, the nearest first."""
TOLD_WITHIN: Final = timedelta(days=3)


def publishes_at(calendar: Calendar, day: date) -> datetime:
    """Eight o'clock on that day, or on the next school day where it is none."""
    while not calendar.is_school_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, AT, tzinfo=LONDON)


def step_on(today: date, due: date) -> int | None:
    """Which of STEPS has been reached; None before the first one, and on the day itself."""
    left = (due - today).days
    return next((step for step in STEPS if 1 <= left <= step), None)
