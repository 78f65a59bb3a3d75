"""A school's calendar: its own, else its local authority's, else its nation's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.base.scope import school_scope
from belonging.web.schools.models import CalendarTemplate, School, SchoolCalendar, SchoolDay, SchoolSpan, TemplateSpan
from belonging.web.schools.rules.bank_holidays import bank_holidays
from belonging.web.schools.rules.calendar import USUAL_WEEK, Calendar, Hours, Span, Week
from belonging.web.schools.rules.templates import SpanKind, Template, nation_default, shipped_templates


def calendar_of(school: School) -> Calendar:
    """May be asked in any scope, or in none: when a school is in is no secret."""
    with school_scope(school.pk):
        return calendars_of([school])[school.pk]


def calendars_of(schools: Iterable[School]) -> dict[int, Calendar]:
    """Calendar by school id, for the schools of the scope in force; the same few queries whatever their number."""
    wanted = list(schools)
    ids = [school.pk for school in wanted]
    own = set(SchoolCalendar.objects.filter(school_id__in=ids).values_list("school_id", flat=True))
    spans, weeks = _own_spans(own), _own_weeks(own)
    templates = {} if own.issuperset(ids) else templates_by_place()
    calendars = {}
    for school in wanted:
        if school.pk in own:
            calendars[school.pk] = calendar(school.nation, spans[school.pk], weeks.get(school.pk, USUAL_WEEK))
        else:
            template = _fallback(school, templates)
            calendars[school.pk] = calendar(school.nation, template.spans if template else ())
    return calendars


def calendar(nation: str, spans: Iterable[tuple[SpanKind, Span]], week: Week = USUAL_WEEK) -> Calendar:
    """Put together from its parts and the nation's bank holidays."""
    parts = list(spans)
    return Calendar(
        terms=tuple(span for kind, span in parts if kind == SpanKind.TERM),
        closed=tuple(span for kind, span in parts if kind != SpanKind.TERM),
        bank_holidays=frozenset(bank_holidays(nation)),
        week=week,
    )


def templates() -> dict[str, Template]:
    """By key: those that come with the software, each replaced by the team's own where it has one."""
    own = {row.key: _as_template(row) for row in CalendarTemplate.objects.prefetch_related("spans")}
    return shipped_templates() | own


def team_keys() -> frozenset[str]:
    """Keys of the templates of which the team has a copy of its own."""
    return frozenset(CalendarTemplate.objects.values_list("key", flat=True))


def templates_by_place() -> dict[tuple[str, str], Template]:
    """By nation and local authority, in small letters; the authority is empty for a nation's default."""
    return {(each.nation, each.authority.casefold()): each for each in templates().values()}


def template_for(school: School) -> Template | None:
    """What the school falls back on, and is offered first: None outside the United Kingdom."""
    return _fallback(school, templates_by_place())


def templates_offered(school: School) -> dict[str, Template]:
    """By key, what the school may copy: first what fits it best, then the others of its nation by name."""
    ours = sorted((each for each in templates().values() if each.nation == school.nation), key=lambda each: each.name)
    best = template_for(school)
    first = [each for each in ours if best is not None and each.key == best.key]
    return {each.key: each for each in [*first, *ours]}


def _fallback(school: School, by_place: dict[tuple[str, str], Template]) -> Template | None:
    local = by_place.get((school.nation, school.local_authority.casefold()))
    return local or by_place.get((school.nation, "")) or nation_default(school.nation)


def _as_template(row: CalendarTemplate) -> Template:
    spans = ((SpanKind(each.kind), Span(each.first, each.last, each.name)) for each in row.spans.all())
    return Template(row.key, row.name, row.nation, row.authority, tuple(spans))


def _own_spans(ids: set[int]) -> dict[int, list[tuple[SpanKind, Span]]]:
    found: dict[int, list[tuple[SpanKind, Span]]] = defaultdict(list)
    if ids:
        for row in SchoolSpan.objects.filter(school_id__in=ids):
            found[row.school_id].append((SpanKind(row.kind), Span(row.first, row.last, row.name)))
    return found


def _own_weeks(ids: set[int]) -> dict[int, Week]:
    days: dict[int, dict[int, Hours]] = defaultdict(dict)
    if ids:
        for row in SchoolDay.objects.filter(school_id__in=ids):
            days[row.school_id][row.weekday] = (row.opens, row.closes)
    return {school: week_of(hours) for school, hours in days.items()}


def week_of(hours: dict[int, Hours]) -> Week:
    """From hours by weekday (0 is Monday)."""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (hours.get(day) for day in range(7))
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a school or a template as a page shows them: rows with their ids, where they can be changed."""

    rows: tuple[tuple[int | None, SpanKind, Span], ...]
    template: str
    """The name of what they are, or were copied from; empty where there is none."""
    own: bool


def dates_of(school: School) -> Dates:
    """In the school's scope."""
    kept = SchoolCalendar.objects.filter(school=school).first()
    if kept is None:
        usual = template_for(school)
        return _dates_of_template(usual) if usual else Dates((), "", own=False)
    named = templates().get(kept.template)
    rows = SchoolSpan.objects.filter(school=school)
    return Dates(_rows(rows), named.name if named else "", own=True)


def dates_of_template(key: str) -> Dates | None:
    """`own`: the team has a copy of its own. None where there is no such template."""
    row = CalendarTemplate.objects.filter(key=key).first()
    if row is not None:
        return Dates(_rows(row.spans.all()), row.name, own=True)
    shipped = shipped_templates().get(key)
    return _dates_of_template(shipped) if shipped else None


def keeps_own_calendar(school: School) -> bool:
    """Whether somebody at the school has looked at its dates and kept them. In the school's scope."""
    return SchoolCalendar.objects.filter(school=school).exists()


def _dates_of_template(template: Template) -> Dates:
    return Dates(tuple((None, kind, span) for kind, span in template.spans), template.name, own=False)


def _rows(rows: Iterable[SchoolSpan] | Iterable[TemplateSpan]) -> tuple[tuple[int | None, SpanKind, Span], ...]:
    return tuple((row.pk, SpanKind(row.kind), Span(row.first, row.last, row.name)) for row in rows)
