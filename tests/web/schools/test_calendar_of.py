"""Which calendar holds for a school."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise

import pytest
from pytest_django import DjangoAssertNumQueries

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.schools.models import CalendarTemplate, School, SchoolCalendar, SchoolDay, SchoolSpan, TemplateSpan
from belonging.web.schools.queries import calendar_of, calendars_of
from belonging.web.schools.rules.templates import SpanKind, nation_default, shipped_templates

SECOND_OF_SEPTEMBER, BONFIRE_NIGHT = date(2026, 9, 1), date(2026, 11, 5)


def test_the_shipped_calendars_are_whole_years() -> None:
    for template in shipped_templates().values():
        terms = [span for kind, span in template.spans if kind == SpanKind.TERM]
        assert len(terms) == 9, template.key
        assert all(before.last < after.first for before, after in pairwise(terms)), template.key
        others = [span for kind, span in template.spans if kind != SpanKind.TERM]
        assert all(any(span.first in term and span.last in term for term in terms) for span in others), template.key
        assert all(span.first.weekday() < 5 for span in [*terms, *others]), template.key


def test_without_anything_a_school_follows_its_nation(maple: School) -> None:
    assert calendar_of(maple).is_school_day(SECOND_OF_SEPTEMBER)
    assert calendar_of(maple).hours_on(BONFIRE_NIGHT) == (time(8, 45), time(15, 15))
    assert not calendar_of(maple).is_school_day(date(2027, 5, 3))
    maple.nation = "scotland"
    assert calendar_of(maple).is_school_day(date(2026, 8, 18))
    maple.nation = "elsewhere"
    assert nation_default("elsewhere") is None
    assert not calendar_of(maple).is_known(BONFIRE_NIGHT)
    assert calendar_of(maple).is_school_day(BONFIRE_NIGHT)


def test_a_local_authority_comes_before_the_nation(maple: School) -> None:
    maple.local_authority = "EASTREACH"
    assert not calendar_of(maple).is_school_day(SECOND_OF_SEPTEMBER)


def test_what_the_team_keeps_replaces_what_is_shipped(maple: School) -> None:
    template = CalendarTemplate.objects.create(key="england", name="England", nation="england")
    TemplateSpan.objects.create(
        template=template, kind="term", name="Autumn", first=date(2026, 9, 7), last=date(2026, 12, 18)
    )
    assert not calendar_of(maple).is_school_day(SECOND_OF_SEPTEMBER)
    assert calendar_of(maple).is_school_day(BONFIRE_NIGHT)


def keeps_its_own(school: School) -> None:
    with school_scope(school.pk):
        SchoolCalendar.objects.create(school=school)
        SchoolSpan.objects.create(
            school=school, kind="term", name="Autumn", first=date(2026, 9, 1), last=date(2026, 12, 18)
        )
        SchoolSpan.objects.create(school=school, kind="inset", name="INSET", first=BONFIRE_NIGHT, last=BONFIRE_NIGHT)
        SchoolDay.objects.create(school=school, weekday=2, opens=time(9), closes=time(14, 30))


def test_a_school_that_keeps_its_own_is_asked_first(maple: School, river: School) -> None:
    keeps_its_own(maple)
    assert calendar_of(maple).hours_on(date(2026, 11, 4)) == (time(9), time(14, 30))
    assert calendar_of(maple).hours_on(date(2026, 11, 6)) is None
    assert not calendar_of(maple).is_school_day(BONFIRE_NIGHT)
    assert calendar_of(river).is_school_day(BONFIRE_NIGHT)


@pytest.mark.parametrize("count", [1, 3])
def test_many_calendars_take_the_queries_of_one(
    maple: School, river: School, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    third = School.objects.create(name="Third", slug="third", setting="primary")
    for school in (maple, river, third):
        keeps_its_own(school)
    wanted = [maple, river, third][:count]
    with programme_scope("test"), django_assert_num_queries(3):
        assert len(calendars_of(wanted)) == count
