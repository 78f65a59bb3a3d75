"""A calendar in words, and as months to look at."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.web.base.numbers import whole_number
from belonging.web.schools.queries.calendar import Dates
from belonging.web.schools.rules.calendar import AUGUST, Calendar, Span, Week, school_year
from belonging.web.schools.rules.calendar_days import dates_in_words
from belonging.web.schools.rules.nations import NATIONS
from belonging.web.schools.rules.templates import KIND_NAMES, SpanKind, Template
from belonging.web.ui.components import Link, Table, element

INITIALS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month's grid; `number` is empty outside the month. `kind`: school, closed or off."""

    number: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Month:
    title: str
    weeks: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class DaysRow:
    """A term or days without school; without `change` it cannot be changed here."""

    kind: str
    name: str
    words: str
    about: str
    change: str = ""
    remove: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where another year of this calendar is shown, and where a row of it is changed or removed."""

    year: Callable[[int], str]
    change: Callable[[int], str]
    remove: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    year: str
    summary: str
    assumed: str
    terms: tuple[DaysRow, ...]
    closed: tuple[DaysRow, ...]
    months: tuple[Month, ...]
    years: tuple[Link, ...]


def calendar_page(
    *,
    dates: Dates,
    calendar: Calendar,
    holidays: Mapping[date, str],
    year: int,
    addresses: Addresses,
) -> CalendarPage:
    """`year`: in which the school year begins."""
    first, last = date(year, AUGUST, 1), date(year + 1, AUGUST - 1, 31)
    rows = [(row, kind, span) for row, kind, span in dates.rows if span.first <= last and first <= span.last]
    terms = [_row(*each, calendar, addresses) for each in rows if each[1] == SpanKind.TERM]
    closed = [(each[2].first, _row(*each, calendar, addresses)) for each in rows if each[1] != SpanKind.TERM]
    closed.extend(
        (day, _holiday(day, name))
        for day, name in holidays.items()
        if first <= day <= last and _closes(day, calendar) and not any(day in span for span in calendar.closed)
    )
    return CalendarPage(
        year=_year(year),
        summary=_summary(calendar, first, last),
        assumed="" if calendar.is_known(first) else _assumed(year),
        terms=tuple(terms),
        closed=tuple(row for _, row in sorted(closed, key=lambda each: each[0])),
        months=tuple(_months(calendar, dates, holidays, first)),
        years=tuple(Link(_year(each), addresses.year(each), current=each == year) for each in _years(calendar, year)),
    )


def shown_year(asked: str, today: date) -> int:
    """The school year that was asked for, else this one."""
    year = whole_number(asked) or 0
    now = school_year(today)
    return year if abs(year - now) <= 5 else now


def hours_in_words(week: Week) -> tuple[str, ...]:
    """Monday to Friday: 8:45am to 3:15pm. A line for each stretch of days with the same hours."""
    lines = []
    start = 0
    for at in range(1, 8):
        if at == 7 or week[at] != week[start]:
            hours = week[start]
            if hours is not None:
                days = FULL[start] if at - start == 1 else f"{FULL[start]} to {FULL[at - 1]}"
                lines.append(f"{days}: {clock(hours[0])} to {clock(hours[1])}")
            start = at
    return tuple(lines)


def clock(at: time) -> str:
    return f"{at:%I:%M%p}".lstrip("0").lower()


def _year(year: int) -> str:
    return f"{year} to {year + 1}"


def _years(calendar: Calendar, shown: int) -> Iterable[int]:
    return sorted({school_year(term.first) for term in calendar.terms} | {shown})


def _summary(calendar: Calendar, first: date, last: date) -> str:
    days = calendar.school_days_between(first, last)
    return f"{days} school days"


def _assumed(year: int) -> str:
    return (
        f"We have no dates for {_year(year)} yet. Until you add the terms, we take every weekday as a school day, "
        "except in August and on bank holidays."
    )


def _row(row: int | None, kind: SpanKind, span: Span, calendar: Calendar, addresses: Addresses) -> DaysRow:
    name = span.name or KIND_NAMES[kind]
    words = dates_in_words(span)
    if kind == SpanKind.TERM:
        words += f" ({calendar.school_days_between(span.first, span.last)} school days)"
    shown = "" if kind == SpanKind.TERM or name == KIND_NAMES[kind] else KIND_NAMES[kind]
    about = f"{name}, {dates_in_words(span)}"
    if row is None:
        return DaysRow(shown, name, words, about)
    return DaysRow(shown, name, words, about, addresses.change(row), addresses.remove(row))


def _holiday(day: date, name: str) -> DaysRow:
    return DaysRow("Bank holiday", name, dates_in_words(Span(day, day)), "")


def _closes(day: date, calendar: Calendar) -> bool:
    """Whether there would be school that day, were it not closed."""
    return calendar.week[day.weekday()] is not None and any(day in term for term in calendar.terms)


def _counted(first: date, months: int) -> tuple[int, int]:
    at = first.month - 1 + months
    return first.year + at // 12, at % 12 + 1


def _months(calendar: Calendar, dates: Dates, holidays: Mapping[date, str], first: date) -> list[Month]:
    """August to July; a month of holidays at either end is left out."""
    shown = [_counted(first, at) for at in range(12)]
    empty = [not any(calendar.is_school_day(date(*each, day)) for day in range(1, 29)) for each in shown]
    if all(empty):
        return []
    begin, end = empty.index(False), len(empty) - empty[::-1].index(False)
    return [_month(calendar, dates, holidays, *each) for each in shown[begin:end]]


def _month(calendar: Calendar, dates: Dates, holidays: Mapping[date, str], year: int, month: int) -> Month:
    first = date(year, month, 1)
    length = monthrange(year, month)[1]
    cells = [Cell("", "off", "")] * first.weekday()
    cells.extend(_cell(calendar, dates, holidays, first + timedelta(days=at)) for at in range(length))
    cells.extend([Cell("", "off", "")] * (-len(cells) % 7))
    count = calendar.school_days_between(first, first + timedelta(days=length - 1))
    title = f"{first:%B %Y}: {count} school day{'' if count == 1 else 's'}"
    return Month(title, tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7)))


def _cell(calendar: Calendar, dates: Dates, holidays: Mapping[date, str], day: date) -> Cell:
    if calendar.is_school_day(day):
        return Cell(str(day.day), "school", "school")
    if calendar.week[day.weekday()] is None:
        return Cell(str(day.day), "off", "no school")
    named = next((span.name for _, kind, span in dates.rows if kind != SpanKind.TERM and day in span), "")
    name = named or holidays.get(day, "")
    return Cell(str(day.day), "closed" if name and _closes(day, calendar) else "off", name or "no school")


def template_rows(templates: Iterable[Template], *, own: frozenset[str], today: date) -> Table:
    """`own`: keys of those that the team has changed."""
    rows = [
        [
            _linked(each),
            NATIONS[each.nation],
            "Kept by the team" if each.key in own else "As shipped",
            _until(each, today),
        ]
        for each in sorted(templates, key=lambda each: (list(NATIONS).index(each.nation), each.authority, each.name))
    ]
    return Table(caption="Calendars", head=("Whose", "Nation", "Dates", "Known until"), rows=rows, caption_size="s")


def _linked(template: Template) -> SafeString:
    address = reverse("enrolment:calendar_template", args=[template.key])
    return element("a", {"class": "govuk-link", "href": address}, template.name)


def _until(template: Template, today: date) -> str:
    last = max((span.last for kind, span in template.spans if kind == SpanKind.TERM), default=None)
    if last is None:
        return "No terms yet"
    known = f"{last:%B %Y}"
    return f"{known}: please add the next year" if last < today + timedelta(days=120) else known
