"""When reminders may go out, and when to try a message again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = time(8), time(18)
TRIES = 12
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
HELD_WHILE_TRIED = timedelta(minutes=15)
"""How long a message stays taken by whoever tries it; longer than a whole batch can last."""
OUTAGE_WAIT = timedelta(minutes=1)
FIRST_KEYS = ("call:", "glass:", "comments-overdue:", "safeguarding-")
"""How the keys of messages begin on which somebody's safety may hang: these go before all others that are due."""
ADDRESS_KEPT = timedelta(days=90)
BACKUP_DUTY = "Backups: the last good one"
DRILL_DUTY = "Backups: the last drill of restoring"
TALK_DRILL_DUTY = "Talk requests: the last drill"
"""What a terminal or a timer notes beside the worker's own duties."""


def may_remind(at: datetime) -> bool:
    """From 08:00 until before 18:00 in London, on a working day of England and Wales."""
    local = at.astimezone(LONDON)
    return _is_working_day(local.date()) and EARLIEST <= local.time() < LATEST


def reminder_time(at: datetime) -> datetime:
    """`at` itself if reminders may go out then; otherwise the next moment when they may."""
    if may_remind(at):
        return at
    local = at.astimezone(LONDON)
    day = local.date()
    if not _is_working_day(day) or local.time() >= LATEST:
        day += timedelta(days=1)
        while not _is_working_day(day):
            day += timedelta(days=1)
    return datetime.combine(day, EARLIEST, LONDON)


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many tries that failed: 1 minute, doubled up to 6 hours; None to give up."""
    if attempts >= TRIES:
        return None
    return min(FIRST_WAIT * (1 << max(attempts - 1, 0)), LONGEST_WAIT)


def _is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
