"""On which day a round may close: a school day, 28 days after its opening at most."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from belonging.web.schools.rules.calendar import LONDON, Calendar
from belonging.web.surveys.rules.rounds import OPEN_AT_MOST

END_OF_DAY = time(23, 59)
USUAL = timedelta(days=14)


def last_possible(opened: date) -> date:
    """The last day on which a round that opens (or opened) on that day can close."""
    return opened + OPEN_AT_MOST - timedelta(days=1)


def end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, tzinfo=LONDON)


def closing_day_fault(day: date, *, calendar: Calendar, earliest: date, latest: date) -> str:
    """Empty for a day that will do; otherwise what is wrong with it and which day to choose."""
    if day < earliest:
        return f"The last day has to be {_long(earliest)} or later."
    if day > latest:
        return (
            f"A questionnaire is open for {OPEN_AT_MOST.days} days at most. "
            f"Please choose {_long(school_day_until(latest, calendar))} or an earlier day."
        )
    if calendar.is_school_day(day):
        return ""
    after = calendar.add_school_days(day, 0)
    named = (
        f"The next school day is {_long(after)}."
        if after <= latest
        else f"The school day before it is {_long(school_day_until(day, calendar))}."
    )
    return f"{_long(day)} is not a school day, so nobody could sit or help on it. {named}"


def sitting_day_fault(day: date, *, calendar: Calendar, first: date, last: date) -> str:
    """Empty for a day on which a class can sit, from `first` to `last`; otherwise what is wrong and what to do."""
    if not first <= day <= last:
        return f"The questionnaire is open from {_long(first)} to {_long(last)}. Please choose a day between them."
    if calendar.is_school_day(day):
        return ""
    after = calendar.add_school_days(day, 0)
    named = after if after <= last else school_day_until(day, calendar)
    return f"{_long(day)} is not a school day. Please choose another, for instance {_long(named)}."


def proposed_day(*, calendar: Calendar, today: date, window: tuple[date, date] | None) -> date:
    """The last day of the school's own dates where they can be kept; two weeks from today otherwise."""
    latest = last_possible(today)
    wished = window[1] if window is not None and today <= window[1] <= latest else today + USUAL
    day = calendar.add_school_days(wished, 0)
    return day if day <= latest else max(today, school_day_until(latest, calendar))


def school_day_until(day: date, calendar: Calendar) -> date:
    """The day itself, or the last school day before it."""
    return day if calendar.is_school_day(day) else calendar.add_school_days(day, -1)


def _long(day: date) -> str:
    """Friday 4 December 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"
