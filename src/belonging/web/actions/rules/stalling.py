"""When an action is overdue, and when it has stalled. Ideas, done and stopped ones are neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Protocol

OPEN: Final = ("planned", "under_way")
"""The statuses in which something is still to happen."""
QUIET_SCHOOL_DAYS: Final = 30
SchoolDays = Callable[[date, date], int]
"""How many school days there are between two days, both included: `Calendar.school_days_between`."""


class Dated(Protocol):
    @property
    def status(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def due_on(self) -> date | None: ...


def is_overdue(action: Dated, today: date) -> bool:
    """On its day itself an action is not overdue."""
    return action.status in OPEN and action.due_on is not None and action.due_on < today


def is_stalled(action: Dated, last_update: date, today: date, school_days: SchoolDays) -> bool:
    """Still open, and its day has passed or nobody has written for 30 school days.

    `last_update` is the day of the latest update, or the day it was added. Before it starts, nobody has to write.
    """
    return is_overdue(action, today) or is_quiet(action, last_update, today, school_days)


def is_quiet(action: Dated, last_update: date, today: date, school_days: SchoolDays) -> bool:
    if action.status not in OPEN:
        return False
    since = max(last_update, action.starts_on or last_update)
    # Counted school days are fewer than days: most actions are told apart without asking the calendar.
    if (today - since).days < QUIET_SCHOOL_DAYS:
        return False
    return school_days(since, today) > QUIET_SCHOOL_DAYS


def standing_words(action: Dated, last_update: date, today: date, school_days: SchoolDays) -> str:
    """Why the action is marked: "Overdue by 3 days"; empty where nothing is the matter."""
    if action.due_on is not None and is_overdue(action, today):
        late = (today - action.due_on).days
        return f"Overdue by {late} day{'s' if late != 1 else ''}"
    if is_quiet(action, last_update, today, school_days):
        weeks = (today - max(last_update, action.starts_on or last_update)).days // 7
        return f"No news for {weeks} weeks"
    return ""
