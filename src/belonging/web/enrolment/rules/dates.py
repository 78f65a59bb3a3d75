"""Days that a school chooses for a wave, checked against its calendar and the cohort's window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

FEWEST_SCHOOL_DAYS = 5
MOST_DAYS = 28
REPLY_AHEAD = 5
USUAL_LENGTH = 10
USUAL_LEAD_TIME = 10
TOLD_AFTER = 20
WEEKEND = 4
"""From Friday to Tuesday, a bank holiday between: a longer break is a holiday."""
LONGEST_BREAK = 100
"""Days without school that are bridged; a calendar that is closed for longer is wrong, and its faults are shown."""


class SchoolDays(Protocol):
    def is_school_day(self, day: date) -> bool: ...

    def add_school_days(self, day: date, count: int) -> date: ...


@dataclass(frozen=True, slots=True)
class WaveDates:
    first_day: date
    last_day: date
    reply_by: date
    results_on: date


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the date that has to change."""

    field: str
    sentence: str


def problems(dates: WaveDates, calendar: SchoolDays, window: tuple[date, date] | None) -> list[Problem]:
    """What is wrong, the first day's faults first. Empty when the days can be used."""
    if dates.last_day < dates.first_day:
        return [Problem("last_day", "The last day has to come after the first day.")]
    found = [*_closed(dates, calendar), *_outside(dates, window)]
    if not found:
        found = _length(dates, calendar)
    if school_days(dates.reply_by, dates.first_day - timedelta(days=1), calendar) < REPLY_AHEAD:
        latest = latest_reply(dates.first_day, calendar)
        sentence = (
            f"Parents have to reply at least {REPLY_AHEAD} school days before the first day: by {worded(latest)}."
        )
        found.append(Problem("reply_by", sentence))
    if dates.results_on < dates.last_day:
        found.append(Problem("results_on", "Results can be told on the last day for answers, or later."))
    return found


def school_days(first: date, last: date, calendar: SchoolDays) -> int:
    """How many school days from `first` to `last`, both included."""
    return sum(calendar.is_school_day(first + timedelta(days=step)) for step in range((last - first).days + 1))


def latest_reply(first_day: date, calendar: SchoolDays) -> date:
    """The last day that leaves REPLY_AHEAD school days before the first day."""
    day, left = first_day, REPLY_AHEAD
    while left and (first_day - day).days < LONGEST_BREAK:
        day -= timedelta(days=1)
        left -= calendar.is_school_day(day)
    return day


def proposal(today: date, calendar: SchoolDays, window: tuple[date, date] | None) -> WaveDates:
    """Days that most schools can take as they are: in the window where that leaves time for replies, and not
    across holidays where they can be avoided."""
    soonest = calendar.add_school_days(today, USUAL_LEAD_TIME)
    first = max(soonest, window[0]) if window else soonest
    if window and first > window[1]:
        first = window[0]
    first = _school_day_from(first, calendar)
    closes = window[1] if window else date.max
    last = _last_of(first, calendar, closes)
    after = _school_day_from(last + timedelta(days=1), calendar)
    if school_days(first, last, calendar) < FEWEST_SCHOOL_DAYS and _fits(after, calendar, closes):
        first, last = after, _last_of(after, calendar, closes)
    elif school_days(first, last, calendar) < FEWEST_SCHOOL_DAYS:
        last = _last_of(first, calendar, closes, longest_gap=MOST_DAYS)
    return WaveDates(first, last, latest_reply(first, calendar), calendar.add_school_days(last, TOLD_AFTER))


def worded(day: date) -> str:
    """Friday 4 December 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _school_day_from(day: date, calendar: SchoolDays) -> date:
    ahead = (day + timedelta(days=step) for step in range(LONGEST_BREAK))
    return next((each for each in ahead if calendar.is_school_day(each)), day)


def _last_of(first: date, calendar: SchoolDays, closes: date, *, longest_gap: int = WEEKEND) -> date:
    """The last of USUAL_LENGTH school days from `first`, or the last one before a longer break or the close."""
    last, taken = first, 1
    for step in range(1, MOST_DAYS):
        day = first + timedelta(days=step)
        if day > closes or (day - last).days > longest_gap or taken == USUAL_LENGTH:
            break
        if calendar.is_school_day(day):
            last, taken = day, taken + 1
    return last


def _fits(first: date, calendar: SchoolDays, closes: date) -> bool:
    last = _last_of(first, calendar, closes)
    return first <= closes and school_days(first, last, calendar) >= FEWEST_SCHOOL_DAYS


def _closed(dates: WaveDates, calendar: SchoolDays) -> list[Problem]:
    found = []
    for field, named in (("first_day", "first"), ("last_day", "last")):
        day: date = getattr(dates, field)
        if not calendar.is_school_day(day):
            sentence = f"{worded(day)} is not a school day in your calendar. Please choose another {named} day."
            found.append(Problem(field, sentence))
    return found


def _outside(dates: WaveDates, window: tuple[date, date] | None) -> list[Problem]:
    if window is None:
        return []
    opens, closes = window
    found = []
    for field in ("first_day", "last_day"):
        day: date = getattr(dates, field)
        if not opens <= day <= closes:
            sentence = f"All schools of the programme answer between {worded(opens)} and {worded(closes)}."
            found.append(Problem(field, f"{sentence} Please choose a day in this time."))
    return found


def _length(dates: WaveDates, calendar: SchoolDays) -> list[Problem]:
    if (dates.last_day - dates.first_day).days + 1 > MOST_DAYS:
        latest = dates.first_day + timedelta(days=MOST_DAYS - 1)
        sentence = f"A questionnaire is open for {MOST_DAYS} days at most: until {worded(latest)}."
        return [Problem("last_day", sentence)]
    if school_days(dates.first_day, dates.last_day, calendar) < FEWEST_SCHOOL_DAYS:
        sentence = (
            f"There are fewer than {FEWEST_SCHOOL_DAYS} school days in this time. Please leave more, so that pupils "
            "who are away for a few days get their turn."
        )
        return [Problem("last_day", sentence)]
    return []
