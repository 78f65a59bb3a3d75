"""The days of the cohort that is under way: reckoned back from today, whatever today is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from belonging.web.cli.loading.calendar import LONDON
from belonging.web.programme.rules.planning import AUGUST, LONGEST, Window
from belonging.web.schools.rules.calendar import Calendar

OPEN_FOR = 4
"""School days before today on which the baseline opened: recent enough that nobody is late with it."""
DAYS_LEFT = 2
"""School days after today on which the school with few answers closes: with today it has three left."""
ROUND_AT_MOST = timedelta(days=27)
SIX_MONTHS = timedelta(weeks=26)
DAYS_OF_ENDLINE = timedelta(days=18)
AFTER_THE_END = timedelta(weeks=4)
SEASONS = {1: "Spring", 2: "Spring", 3: "Spring", 4: "Summer", 5: "Summer", 6: "Summer", 7: "Summer"}


@dataclass(frozen=True, slots=True)
class Term:
    """The present of a cohort of which `calendar` is the one of its first schools."""

    now: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    @property
    def opened_on(self) -> date:
        """The day on which schools could open their baseline; weekdays where a holiday lies between."""
        return self._in_term()[0]

    @property
    def closes_on(self) -> date:
        """The last day of the school that has three left."""
        return self._in_term()[1]

    @property
    def baseline(self) -> Window:
        return out_of_august(Window(self.opened_on, self.opened_on + timedelta(days=LONGEST - 1)))

    @property
    def endline(self) -> Window:
        first = self.baseline.opens_on + SIX_MONTHS
        return out_of_august(Window(first, first + DAYS_OF_ENDLINE))

    @property
    def results_on(self) -> date:
        return when_school_is_in(self.endline.closes_on + AFTER_THE_END)

    @property
    def season(self) -> str:
        """As people would call it: "Spring 2027", of the term after the baseline."""
        soon = self.baseline.opens_on + timedelta(weeks=10)
        return f"{SEASONS.get(soon.month, 'Autumn')} {soon.year}"

    def ago(self, days: int, hour: int = 10, minute: int = 20) -> datetime:
        """So many days ago at that time of day; on a weekend, the Friday before. Never later than now.

        Days that are three apart keep their order, whatever their times.
        """
        day = self.today - timedelta(days=days)
        day -= timedelta(days=max(day.weekday() - 4, 0))
        return min(at(day, time(hour, minute)), self.now)

    def lately(self, since: datetime, span: timedelta) -> datetime:
        """The last moment after `since` at which school was in that lies `span` or more ago; else that long ago."""
        day = self.today
        while at(day, time(0)) > since:
            hours = self.calendar.hours_on(day)
            if hours is not None and at(day, hours[0]) <= self.now - span:
                return min(at(day, hours[1]), self.now) - span
            day -= timedelta(days=1)
        return self.now - span

    def _in_term(self) -> tuple[date, date]:
        opened = self.calendar.add_school_days(self.today, -OPEN_FOR)
        closes = self.calendar.add_school_days(self.today, DAYS_LEFT)
        if closes - opened <= ROUND_AT_MOST:
            return opened, closes
        return weekday(self.today, -OPEN_FOR), weekday(self.today, DAYS_LEFT)


def when_school_is_in(day: date) -> date:
    """That day, or the first after it on which most schools are in: no weekend, no August, nothing around New Year."""
    while day.weekday() > 4 or day.month == 8 or (day.month, day.day) >= (12, 19) or (day.month, day.day) <= (1, 6):
        day += timedelta(days=1)
    return day


def out_of_august(window: Window) -> Window:
    """The same days, or the nearest ones: no wave is held in August."""
    opens, closes = window.opens_on, window.closes_on
    if opens.month == AUGUST:
        opens = date(opens.year, 9, 1)
        return Window(opens, max(closes, opens + timedelta(days=20)))
    if closes.month == AUGUST:
        last = date(closes.year, 7, 31)
        return Window(min(opens, last - timedelta(days=6)), last)
    return window


def at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LONDON)


def weekday(day: date, count: int) -> date:
    """So many weekdays after that day, or (below zero) before it."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while day.weekday() > 4:
            day += step
    return day
