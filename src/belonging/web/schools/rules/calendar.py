"""School days and school hours, as one frozen value. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")
Hours = tuple[time, time]
Week = tuple[Hours | None, Hours | None, Hours | None, Hours | None, Hours | None, Hours | None, Hours | None]
"""Opening and closing time from Monday to Sunday; None on a weekday without school."""

USUAL_HOURS: Final[Hours] = (time(8, 45), time(15, 15))
USUAL_WEEK: Final[Week] = (USUAL_HOURS, USUAL_HOURS, USUAL_HOURS, USUAL_HOURS, USUAL_HOURS, None, None)

AUGUST: Final = 8
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date
    name: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.name or 'A span'} ends on {self.last}, before it begins on {self.first}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def school_year(day: date) -> int:
    """The year in which the day's school year began. A school year is counted from August to July in all nations."""
    return day.year if day.month >= AUGUST else day.year - 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a school is in.

    In a school year with a term in it (a known year), a school day lies in a term, on a weekday with hours, and is
    neither `closed` nor a bank holiday. In other years every weekday with hours counts, except in August and on bank
    holidays: `is_known` tells which it was, so that a page can say so. All moments have to know their time zone;
    those given back are in Europe/London. Raises ValueError for a week without any hours, which could have no
    next school day.
    """

    terms: tuple[Span, ...] = ()
    closed: tuple[Span, ...] = ()
    bank_holidays: frozenset[date] = frozenset()
    week: Week = USUAL_WEEK
    _known: frozenset[int] = field(init=False, repr=False, compare=False)
    _shut: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not any(self.week):
            raise ValueError("A school's week needs at least one day with hours")
        if any(hours and hours[1] <= hours[0] for hours in self.week):
            raise ValueError("School has to end after it begins")
        object.__setattr__(self, "_known", frozenset(school_year(term.first) for term in self.terms))
        shut = {day for span in self.closed for day in span.days()}
        object.__setattr__(self, "_shut", frozenset(shut | self.bank_holidays))

    def is_known(self, day: date) -> bool:
        """Whether the day lies in a school year whose terms are on record; if not, what we say of it is assumed."""
        return school_year(day) in self._known

    def is_school_day(self, day: date) -> bool:
        if self.week[day.weekday()] is None or day in self._shut:
            return False
        if self.is_known(day):
            return any(day in term for term in self.terms)
        return day.month != AUGUST

    def hours_on(self, day: date) -> Hours | None:
        """When school begins and ends that day, by the clock on the wall; None when there is no school."""
        return self.week[day.weekday()] if self.is_school_day(day) else None

    def in_school_hours(self, at: datetime) -> bool:
        """Both ends belong to the hours: at 15:15 sharp a school that ends at 15:15 is still in."""
        moments = self._moments(_local(at).date())
        return moments is not None and moments[0] <= at <= moments[1]

    def next_school_time(self, at: datetime) -> datetime:
        """`at` itself in school hours, else the next moment at which school begins."""
        day = _local(at).date()
        while True:
            moments = self._moments(day)
            if moments is not None and at <= moments[1]:
                return _local(max(at, moments[0]))
            day += _ONE_DAY

    def add_school_time(self, at: datetime, span: timedelta) -> datetime:
        """When so much time in school has passed since `at`. Raises ValueError for a negative span."""
        if span < timedelta(0):
            raise ValueError("School time is counted forwards")
        start = self.next_school_time(at)
        while True:
            moments = self._moments(start.date())
            if moments is None:
                raise AssertionError(f"{start} was to be in school hours")
            left = moments[1] - start.astimezone(UTC)
            if span <= left:
                return _local(start.astimezone(UTC) + span)
            span -= left
            start = self.next_school_time(moments[1] + timedelta(microseconds=1))

    def add_school_days(self, day: date, count: int) -> date:
        """The school day that lies `count` school days after `day` (before it, where `count` is negative).

        `day` itself is not counted. With 0: `day`, or the next school day where it is none.
        """
        step = -_ONE_DAY if count < 0 else _ONE_DAY
        if count == 0:
            day, count = day - _ONE_DAY, 1
        for _ in range(abs(count)):
            day += step
            while not self.is_school_day(day):
                day += step
        return day

    def school_days_between(self, first: date, last: date) -> int:
        """How many school days there are from `first` to `last`, both included; 0 where `last` is earlier."""
        return sum(self.is_school_day(first + timedelta(days=n)) for n in range((last - first).days + 1))

    def _moments(self, day: date) -> tuple[datetime, datetime] | None:
        """The day's hours as moments of UTC, in which differences are true on the nights the clocks change too."""
        hours = self.hours_on(day)
        if hours is None:
            return None
        opens, closes = (datetime.combine(day, each, tzinfo=LONDON).astimezone(UTC) for each in hours)
        return opens, closes


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A moment without its time zone cannot be placed in a school day")
    return at.astimezone(LONDON)
