"""A month of the plan: what starts, what is due, when it is looked at. A grid, and on a phone a list of days."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.actions.models import Action, Review
from belonging.web.actions.presenters.plan import Place, tabs
from belonging.web.actions.rules.stalling import OPEN
from belonging.web.programme.presenters.words import long_day
from belonging.web.schools.rules.calendar import Calendar
from belonging.web.ui.components import Link

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    number: int
    iso: str
    words: str
    inside: bool
    today: bool
    school: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Week:
    days: tuple[Day, ...]

    @property
    def is_empty(self) -> bool:
        return not any(day.events for day in self.days)


@dataclass(frozen=True, slots=True)
class CalendarPage:
    tabs: tuple[Link, ...]
    title: str
    previous: Link
    next: Link
    weekdays: tuple[str, ...]
    weeks: tuple[Week, ...]
    is_empty: bool
    assumed: bool
    undated: tuple[Link, ...]


def calendar_page(
    *,
    place: Place,
    month: date,
    actions: Sequence[Action],
    reviews: Iterable[Review],
    school_calendar: Calendar,
    today: date,
) -> CalendarPage:
    """`month`: any day of it."""
    events = _events(place, actions, reviews)
    weeks = [
        Week(tuple(_day(each, month, events, school_calendar, today) for each in week))
        for week in calendar.Calendar().monthdatescalendar(month.year, month.month)
    ]
    before, after = month.replace(day=1) - timedelta(days=1), (month.replace(day=28) + timedelta(days=4))
    return CalendarPage(
        tabs=tabs(place, "calendar"),
        title=date_format(month, "F Y"),
        previous=_to_month(place, before),
        next=_to_month(place, after),
        weekdays=WEEKDAYS,
        weeks=tuple(weeks),
        is_empty=all(week.is_empty for week in weeks),
        assumed=not school_calendar.is_known(month),
        undated=tuple(
            Link(each.what, place.href("action", each.number))
            for each in actions
            if each.status in OPEN and each.due_on is None
        ),
    )


def month_of(asked: str, today: date) -> date:
    """From "2026-11"; the month of today where it is none."""
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return found if FIRST <= found < LAST else today.replace(day=1)


def _to_month(place: Place, day: date) -> Link:
    return Link(date_format(day, "F Y"), f"{place.href('calendar')}?month={day:%Y-%m}")


def _events(place: Place, actions: Iterable[Action], reviews: Iterable[Review]) -> Mapping[date, list[Event]]:
    found: dict[date, list[Event]] = defaultdict(list)
    for each in actions:
        href = place.href("action", each.number)
        if each.starts_on:
            found[each.starts_on].append(Event("Starts", each.what, href))
        if each.due_on:
            done = "" if each.status in OPEN else f" ({each.get_status_display().lower()})"
            found[each.due_on].append(Event("Due", f"{each.what}{done}", href))
    for review in reviews:
        at = timezone.localtime(review.starts_at)
        where = f", {review.place}" if review.place else ""
        found[at.date()].append(Event("Meeting", f"Review, {_clock(at)}{where}", place.href("review", review.pk)))
    return found


def _clock(at: datetime) -> str:
    """3:30pm."""
    return f"{at:%I:%M%p}".lstrip("0").lower()


def _day(day: date, month: date, events: Mapping[date, list[Event]], school_calendar: Calendar, today: date) -> Day:
    inside = (day.year, day.month) == (month.year, month.month)
    return Day(
        number=day.day,
        iso=day.isoformat(),
        words=long_day(day),
        inside=inside,
        today=day == today,
        school=school_calendar.is_school_day(day),
        events=tuple(events.get(day, ())) if inside else (),
    )
