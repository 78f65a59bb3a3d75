"""How long comments may wait for a reader, in working days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from belonging.web.schools.rules.bank_holidays import bank_holidays

URGENT_DAYS: Final = 1
OTHER_DAYS: Final = 5
SATURDAY: Final = 5
READERS_NATION: Final = "england"
"""Readers keep the working days of the programme's office, not of a school: no comment waits through the summer."""


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(READERS_NATION)


def read_by(since: date, days: int) -> date:
    """The last day on which it is still in time: so many working days after the day on which it came."""
    day = since
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def is_overdue(*, waiting_since: date | None, urgent_since: date | None, today: date) -> bool:
    urgent = urgent_since is not None and today > read_by(urgent_since, URGENT_DAYS)
    return urgent or (waiting_since is not None and today > read_by(waiting_since, OTHER_DAYS))
