"""When the pretend schools did what: days of school terms that are all in the past, whatever today is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
OPENS_AT, CLOSES_AT = time(9, 0), time(16, 0)
STAGGER_DAYS = 4
"""Schools begin on different days of the first week, Monday to Thursday."""
LASTS = timedelta(days=18)
"""From the first Monday to the Friday of the third week."""
TERMS = ((1, 12), (3, 2), (4, 22), (6, 8), (9, 14), (11, 2))
"""Days from which the visitor's school may have held its baseline: none runs into long holidays."""
SEALED_AFTER = timedelta(days=4)
RELEASED_AFTER = timedelta(days=10)
"""After the close, when every school has been sealed."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One wave of one school."""

    opens: datetime
    closes: datetime

    @property
    def answered(self) -> datetime:
        return self.opens + timedelta(days=3, hours=1)

    @property
    def sealed(self) -> datetime:
        return self.closes + SEALED_AFTER


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The pilot's year, and the present of the school that a visitor may run."""

    autumn: int
    now: datetime

    @classmethod
    def before(cls, now: datetime) -> Self:
        """The latest school year that had ended by `now`."""
        today = now.astimezone(LONDON).date()
        return cls(autumn=today.year - 1 if today >= date(today.year, 8, 1) else today.year - 2, now=now)

    @property
    def starts_on(self) -> date:
        return date(self.autumn, 9, 1)

    @property
    def prepared(self) -> datetime:
        """When cohorts, schools and accounts were made: the first morning of the school year."""
        return _at(self.starts_on, OPENS_AT)

    def wave(self, name: str, place: int) -> Sitting:
        """The sitting of the school in that place of the list (from 0): September or June."""
        first = {"baseline": date(self.autumn, 9, 15), "endline": date(self.autumn + 1, 6, 8)}[name]
        return _sitting(_monday_from(first), later=place % STAGGER_DAYS)

    def released(self, name: str) -> datetime:
        return self.wave(name, 0).closes + RELEASED_AFTER

    @property
    def own_baseline(self) -> Sitting:
        """The visitor's school: the last sitting of TERMS that began eight weeks ago or earlier."""
        today = self.now.astimezone(LONDON).date()
        begun = [_monday_from(date(year, month, day)) for year in (today.year - 1, today.year) for month, day in TERMS]
        return _sitting(max(day for day in begun if day <= today - timedelta(weeks=8)))

    @property
    def own_endline(self) -> Sitting:
        """Open now: since the Monday of last week, until the Friday of next week."""
        today = self.now.astimezone(LONDON).date()
        monday = today - timedelta(days=today.weekday() + 7)
        return _sitting(monday)


def _sitting(monday: date, later: int = 0) -> Sitting:
    return Sitting(_at(monday + timedelta(days=later), OPENS_AT), _at(monday + LASTS, CLOSES_AT))


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LONDON)
