"""Keeping calendars: a school's own, and the templates that the programme's team keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from belonging.web.journal.services import Act, record_act
from belonging.web.schools.errors import CalendarRefused
from belonging.web.schools.models import CalendarTemplate, School, SchoolCalendar, SchoolDay, SchoolSpan, TemplateSpan
from belonging.web.schools.queries.calendar import template_for, templates_by_place
from belonging.web.schools.rules.calendar import USUAL_WEEK, Span, Week
from belonging.web.schools.rules.calendar_days import Days, dates_in_words, outside_every_term, problem
from belonging.web.schools.rules.nations import NATIONS
from belonging.web.schools.rules.templates import KIND_NAMES, SpanKind, Template, nation_default

Owner = School | CalendarTemplate


@dataclass(frozen=True, slots=True)
class Place:
    """Whose usual dates a template holds."""

    nation: str
    authority: str


@transaction.atomic
def keep_calendar(*, school: School, actor: str, now: datetime) -> None:
    """Make the usual dates the school's own, so that nobody else's change moves them. Again is safe."""
    _lock(school)
    if not SchoolCalendar.objects.filter(school=school).exists():
        _copy(school, template_for(school))
        _record("calendar-kept", school, actor, now)


@transaction.atomic
def take_template(*, school: School, template: Template, actor: str, now: datetime) -> None:
    """Put the template's dates in the place of the school's own. Its hours stay."""
    _lock(school)
    _copy(school, template)
    _record("calendar-taken", school, actor, now)


@transaction.atomic
def set_hours(*, school: School, week: Week, actor: str, now: datetime) -> None:
    """`week` has hours on one day at least: `Calendar` would not take it otherwise."""
    keep_calendar(school=school, actor=actor, now=now)
    SchoolDay.objects.filter(school=school).delete()
    _write_week(school, week)
    _record("hours-set", school, actor, now)


@transaction.atomic
def put_days(*, owner: Owner, days: Days, replacing: int | None = None, actor: str, now: datetime) -> None:
    """Write a term or days without school; `replacing`: the row that these dates stand in for.

    Raises CalendarRefused with what is wrong: an overlap, days outside every term, a slip in the year.
    """
    _lock(owner)
    others = [_as_days(row) for row in _rows(owner).exclude(pk=replacing)]
    wrong = problem(days, others)
    if wrong:
        raise CalendarRefused(wrong)
    lost = outside_every_term([*others, days])
    if lost:
        span = lost[0].span
        raise CalendarRefused(
            f"{span.name} ({dates_in_words(span)}) would then lie outside the term. Please change or remove it first."
        )
    _rows(owner).filter(pk=replacing).delete()
    _add(owner, days)
    _record("calendar-changed", owner, actor, now)


@transaction.atomic
def remove_days(*, owner: Owner, row: int, actor: str, now: datetime) -> None:
    """A term goes with the days without school in it. Removing what is gone already does nothing."""
    _lock(owner)
    gone, _ = _rows(owner).filter(pk=row).delete()
    if not gone:
        return
    for lost in outside_every_term([_as_days(each) for each in _rows(owner)]):
        _rows(owner).filter(kind=lost.kind, first=lost.span.first).delete()
    _record("calendar-changed", owner, actor, now)


@transaction.atomic
def own_template(*, template: Template, actor: str, now: datetime) -> CalendarTemplate:
    """The team's own copy of a template, made where it has none yet, so that it can be changed."""
    known = CalendarTemplate.objects.filter(key=template.key).first()
    if known is not None:
        return known
    made = CalendarTemplate.objects.create(
        key=template.key, name=template.name, nation=template.nation, authority=template.authority
    )
    for kind, span in template.spans:
        _add(made, Days(kind, span))
    _record("calendar-template-kept", made, actor, now)
    return made


@transaction.atomic
def add_template(*, place: Place, actor: str, now: datetime) -> CalendarTemplate:
    """A template for a local authority, beginning with the nation's usual dates. Raises CalendarRefused."""
    if (place.nation, place.authority.casefold()) in templates_by_place():
        raise CalendarRefused(f"There is a calendar for {place.authority or NATIONS[place.nation]} already.")
    key = slugify(place.authority)[:60]
    if not key or CalendarTemplate.objects.filter(key=key).exists():
        key = f"{key[:40]}-{slugify(place.nation)}".strip("-")
    usual = nation_default(place.nation)
    spans = usual.spans if usual else ()
    return own_template(
        template=Template(key, place.authority, place.nation, place.authority, spans), actor=actor, now=now
    )


def _lock(owner: Owner) -> None:
    """One change of a calendar at a time, so that two cannot each overlook the other's dates."""
    type(owner)._default_manager.select_for_update(no_key=True).get(pk=owner.pk)


def _copy(school: School, template: Template | None) -> None:
    SchoolSpan.objects.filter(school=school).delete()
    for kind, span in template.spans if template else ():
        _add(school, Days(kind, span))
    kept, made = SchoolCalendar.objects.get_or_create(school=school)
    kept.template = template.key if template else ""
    kept.save()
    if made:
        _write_week(school, USUAL_WEEK)


def _write_week(school: School, week: Week) -> None:
    SchoolDay.objects.bulk_create(
        SchoolDay(school=school, weekday=weekday, opens=hours[0], closes=hours[1])
        for weekday, hours in enumerate(week)
        if hours is not None
    )


def _rows(owner: Owner) -> Any:
    if isinstance(owner, School):
        return SchoolSpan.objects.filter(school=owner)
    return TemplateSpan.objects.filter(template=owner)


def _add(owner: Owner, days: Days) -> None:
    span = days.span
    values = {"kind": days.kind, "name": span.name or KIND_NAMES[days.kind], "first": span.first, "last": span.last}
    if isinstance(owner, School):
        SchoolSpan.objects.create(school=owner, **values)
    else:
        TemplateSpan.objects.create(template=owner, **values)


def _as_days(row: SchoolSpan | TemplateSpan) -> Days:
    return Days(SpanKind(row.kind), Span(row.first, row.last, row.name))


def _record(name: str, owner: Owner, actor: str, now: datetime) -> None:
    if isinstance(owner, School):
        record_act(act=Act(name, f"school:{owner.pk}"), actor=actor, now=now, school_id=owner.pk)
    else:
        record_act(act=Act(name, f"calendar:{owner.key}"), actor=actor, now=now)
