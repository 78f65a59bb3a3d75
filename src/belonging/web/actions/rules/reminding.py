"""On which days the people of a plan are reminded, of what. Derived: a day that was missed is made up by the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from belonging.web.actions.rules.stalling import OPEN, QUIET_SCHOOL_DAYS, Dated, is_overdue, is_quiet

WEEK_BEFORE: Final = timedelta(days=7)
EVERY: Final = 10
"""School days between two reminders of an action that is overdue."""
FORTNIGHT: Final = timedelta(days=14)
MEETING_SOON: Final = 3
"""School days before a review meeting."""
QUIET_AT_LEAST: Final = timedelta(days=QUIET_SCHOOL_DAYS)

SchoolDays = Callable[[date, date], int]


def occasion(action: Dated, heard: date, today: date, school_days: SchoolDays) -> str:
    """Which occasion to speak of an action there is today: "soon", "late-0", "late-1" …, "quiet-0" …; or none, "".

    Each is spoken of once. `heard` is when somebody last wrote about it.
    """
    if is_overdue(action, today) and action.due_on is not None:
        after = school_days(action.due_on + timedelta(days=1), today)
        return f"late-{max(after - 1, 0) // EVERY}" if after else ""
    if action.status in OPEN and action.due_on is not None and action.due_on - today <= WEEK_BEFORE:
        return "soon"
    if is_quiet(action, heard, today, school_days):
        return f"quiet-{(today - heard) // FORTNIGHT}"
    return ""


def meeting_is_near(day: date, today: date, school_days: SchoolDays) -> bool:
    """From three school days before it, until the day itself."""
    return today <= day and school_days(today, day) <= MEETING_SOON + 1
