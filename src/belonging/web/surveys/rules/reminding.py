"""On which day whom to remind. Only on school days: a reminder of a holiday is one nobody can act on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from belonging.web.schools.rules.calendar import LONDON, Calendar

SOON = 3
"""School days left, today included, from which a closing is announced."""
MISSED_FOR = 3
"""School days after a class's day during which it is still worth saying that it has not sat."""
FROM, UNTIL = time(6), time(19)


class Closing(StrEnum):
    SOON = "soon"
    LAST_DAY = "last-day"


def may_look(at: datetime) -> bool:
    """Whether it is worth looking at all: nobody is reminded at night."""
    return FROM <= at.astimezone(LONDON).time() < UNTIL


def sends_at(calendar: Calendar, *, at: datetime) -> datetime | None:
    """The moment of today at which a reminder may reach the school; None where school is over, or is not today."""
    moment = calendar.next_school_time(at)
    return moment if moment.date() == at.astimezone(LONDON).date() else None


def closing_due(calendar: Calendar, *, opened: date, closes: date, today: date) -> Closing | None:
    """What to announce today, a school day, of a round that is open from `opened` to `closes`."""
    left = calendar.school_days_between(today, closes)
    if left == 1:
        return Closing.LAST_DAY
    return Closing.SOON if 1 < left <= SOON and opened < today else None


def missed_days(calendar: Calendar, *, days: Iterable[date], today: date) -> list[date]:
    """Of the days on which classes were to sit, those that passed lately enough to be spoken of today."""
    return sorted(
        day
        for day in set(days)
        if day < today and 1 <= calendar.school_days_between(day + timedelta(days=1), today) <= MISSED_FOR
    )
