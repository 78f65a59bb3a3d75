"""A lead puts the school's calendar right; the team keeps the usual dates."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.schools.models import CalendarTemplate, School, SchoolSpan, TemplateSpan
from belonging.web.schools.queries import calendar_of, keeps_own_calendar

BONFIRE = date(2026, 11, 5)


def signed_in(role: Role, school: School | None = None) -> Client:
    user = User.objects.create(email=f"{role}@example.org", name=str(role))
    Membership.objects.create(user=user, role=role, school=school)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lead(maple: School) -> Client:
    return signed_in(Role.LEAD, maple)


@pytest.fixture
def manager(db: None) -> Client:
    return signed_in(Role.MANAGER)


def address(name: str, *parts: object) -> str:
    return reverse(f"enrolment:{name}", args=["maple-tree", *parts])


def shown(client: Client, where: str, **asked: str) -> str:
    answer = client.get(where, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def row_of(school: School, name: str) -> SchoolSpan:
    with school_scope(school.pk):
        return SchoolSpan.objects.get(name=name)


def kept(lead: Client) -> None:
    assert lead.post(address("calendar_keep")).status_code == 302


def test_a_lead_sees_the_usual_dates_and_keeps_them(lead: Client, maple: School) -> None:
    page = shown(lead, address("calendar"), year="2026")
    assert "Are these your dates?" in page
    assert "England (usual dates)" in page
    assert "Tuesday 1 September to Friday 18 December 2026 (74 school days)" in page
    assert "December 2026: 14 school days" in page
    assert "Monday to Friday: 8:45am to 3:15pm" in page
    assert "Monday 3 May 2027" in page, "the bank holiday in the summer term"
    answer = lead.post(address("calendar_keep"), follow=True)
    assert "These are your own dates now" in answer.content.decode()
    with school_scope(maple.pk):
        assert keeps_own_calendar(maple)
        assert Entry.objects.get(act="calendar-kept").school_id == maple.pk


def test_an_inset_day_is_added_changed_and_removed(lead: Client, maple: School) -> None:
    lead.post(address("calendar_add"), {"kind": "inset", "name": "", "first": "2026-11-05", "last": ""})
    assert not calendar_of(maple).is_school_day(BONFIRE)
    row = row_of(maple, "INSET day")
    lead.post(
        address("calendar_change", row.pk), {"kind": "inset", "name": "Staff day", "first": "2026-11-06", "last": ""}
    )
    assert calendar_of(maple).is_school_day(BONFIRE)
    row = row_of(maple, "Staff day")
    assert "Friday 6 November 2026" in shown(lead, address("calendar_remove", row.pk))
    lead.post(address("calendar_remove", row.pk))
    assert calendar_of(maple).is_school_day(date(2026, 11, 6))
    assert lead.post(address("calendar_remove", row.pk)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "first", "last", "sentence"),
    [
        ("inset", "2026-11-06", "2026-11-05", "The last day is before the first"),
        ("inset", "2026-11-07", "", "falls on a weekend"),
        ("inset", "2026-08-12", "", "is not within one of the terms"),
        ("closed", "2026-10-30", "2026-11-02", "overlaps Half-term (Monday 26 to Friday 30 October 2026)"),
        ("term", "2026-12-17", "2027-02-01", "overlaps Autumn term 2026"),
        ("term", "2028-09-01", "", "Please give the last day of the term"),
        ("term", "2028-09-01", "2029-07-20", "150 days at most"),
        ("inset", "2206-11-05", "", "Please check the year"),
        ("", "2026-11-05", "", "Please choose what it is"),
        ("inset", "", "", "First day: please choose a day"),
        ("inset", "31 June", "", "Please choose a day of the calendar"),
    ],
)
def test_days_that_cannot_be_are_refused_with_what_was_typed_kept(
    lead: Client, maple: School, kind: str, first: str, last: str, sentence: str
) -> None:
    before = calendar_of(maple)
    answer = lead.post(address("calendar_add"), {"kind": kind, "name": "My own day", "first": first, "last": last})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "My own day" in page
    assert calendar_of(maple) == before


def test_a_term_goes_with_its_half_term_and_cannot_shrink_away_from_it(lead: Client, maple: School) -> None:
    kept(lead)
    term = row_of(maple, "Autumn term 2026")
    changed = {"kind": "term", "name": term.name, "first": "2026-11-02", "last": "2026-12-18"}
    page = lead.post(address("calendar_change", term.pk), changed).content.decode()
    assert "Half-term (Monday 26 to Friday 30 October 2026) would then lie outside the term" in page
    assert "closed days in this term go with it" in shown(lead, address("calendar_remove", term.pk))
    lead.post(address("calendar_remove", term.pk))
    with school_scope(maple.pk):
        assert not SchoolSpan.objects.filter(first__year=2026, first__gte=date(2026, 8, 1)).exists()


def test_hours_are_set_by_weekday(lead: Client, maple: School) -> None:
    hours = {f"opens_{day}": "08:30" for day in range(5)} | {f"closes_{day}": "15:00" for day in range(4)}
    answer = lead.post(address("calendar_hours"), hours | {"closes_4": "13.15"}, follow=True)
    page = answer.content.decode()
    assert "Monday to Thursday: 8:30am to 3:00pm" in page
    assert "Friday: 8:30am to 1:15pm" in page
    assert calendar_of(maple).hours_on(date(2026, 11, 6)) == (time(8, 30), time(13, 15))
    assert 'value="13:15"' in shown(lead, address("calendar_hours"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"opens_0": "09:00"}, "Monday: please give both times"),
        ({"opens_0": "09:00", "closes_0": "08:00"}, "Monday: school has to end after it begins"),
        ({"opens_0": "nine", "closes_0": "15:00"}, "please give a time such as 08:45"),
        ({}, "hours of one day at least"),
    ],
)
def test_hours_that_cannot_be_are_refused(lead: Client, maple: School, given: dict[str, str], sentence: str) -> None:
    page = lead.post(address("calendar_hours"), given).content.decode()
    assert sentence in page
    assert calendar_of(maple).hours_on(BONFIRE) == (time(8, 45), time(15, 15))


def test_other_usual_dates_are_copied_and_hours_stay(lead: Client, maple: School) -> None:
    lead.post(address("calendar_hours"), {"opens_3": "09:00", "closes_3": "12:00"})
    assert "Eastreach" in shown(lead, address("calendar_take"))
    lead.post(address("calendar_take"), {"template": "northmere"})
    assert not calendar_of(maple).is_school_day(date(2026, 10, 22)), "two weeks of half-term there"
    assert calendar_of(maple).hours_on(BONFIRE) == (time(9), time(12))
    page = lead.post(address("calendar_take"), {"template": "scotland"}).content.decode()
    assert "Please choose one of the list" in page


def test_a_school_abroad_has_a_calendar_to_fill(lead: Client, maple: School) -> None:
    School.objects.filter(pk=maple.pk).update(nation="elsewhere")
    page = shown(lead, address("calendar"), year="2026")
    assert "We have no dates for 2026 to 2027 yet" in page
    assert "We know no usual dates" in shown(lead, address("calendar_take"))
    lead.post(address("calendar_add"), {"kind": "term", "name": "First", "first": "2026-09-07", "last": "2026-12-11"})
    maple.refresh_from_db()
    assert not calendar_of(maple).is_school_day(date(2026, 12, 14))


@pytest.mark.parametrize("year", ["", "x", "20266", "²026", "1066"])
def test_a_strange_year_shows_this_one(lead: Client, maple: School, year: str) -> None:
    assert "Month by month" in shown(lead, address("calendar"), year=year)


@pytest.mark.parametrize("role", [Role.HEAD, Role.SENCO, Role.SAFEGUARDING, Role.ADVISER])
def test_only_who_sets_the_school_up_changes_its_calendar(maple: School, role: Role) -> None:
    client = signed_in(role, maple)
    assert client.get(address("calendar")).status_code == 404
    assert client.post(address("calendar_keep")).status_code == 404


def test_another_schools_row_is_not_there(lead: Client, maple: School, river: School) -> None:
    with school_scope(river.pk):
        theirs = SchoolSpan.objects.create(school=river, kind="inset", name="Theirs", first=BONFIRE, last=BONFIRE)
    for name in ("calendar_change", "calendar_remove"):
        assert lead.post(address(name, theirs.pk), {"kind": "inset", "first": "2026-11-06"}).status_code == 404
    with school_scope(river.pk):
        assert SchoolSpan.objects.get().first == BONFIRE


def test_the_team_changes_usual_dates_and_schools_follow(manager: Client, maple: School) -> None:
    where = [reverse(f"enrolment:{name}", args=["england"]) for name in ("calendar_template", "calendar_template_keep")]
    assert "England (usual dates)" in shown(manager, reverse("enrolment:calendar_templates"))
    assert "Change these dates" in shown(manager, where[0])
    manager.post(where[1])
    manager.post(
        reverse("enrolment:calendar_template_days", args=["england"]),
        {"kind": "closed", "name": "Polling day", "first": "2026-11-05", "last": ""},
    )
    assert not calendar_of(maple).is_school_day(BONFIRE)
    row = TemplateSpan.objects.get(name="Polling day")
    for name in ("calendar_template_change", "calendar_template_remove"):
        assert "Polling day" in shown(manager, reverse(f"enrolment:{name}", args=["england", row.pk]))
    manager.post(reverse("enrolment:calendar_template_remove", args=["england", row.pk]))
    assert calendar_of(maple).is_school_day(BONFIRE)
    with programme_scope("test"):
        assert Entry.objects.filter(subject="calendar:england").count() == 3


def test_the_team_adds_a_local_authority_once(manager: Client, maple: School) -> None:
    where = reverse("enrolment:calendar_template_add")
    manager.post(where, {"authority": "Brackenwater", "nation": "england"})
    template = CalendarTemplate.objects.get(authority="Brackenwater")
    assert (template.key, template.spans.count()) == ("brackenwater", 18)
    again = manager.post(where, {"authority": "BRACKENWATER", "nation": "england"}).content.decode()
    assert "There is a calendar for BRACKENWATER already" in again
    assert "Please give the name" in manager.post(where, {"authority": " ", "nation": "england"}).content.decode()


def test_strange_templates_are_not_there(manager: Client) -> None:
    assert manager.get(reverse("enrolment:calendar_template", args=["atlantis"])).status_code == 404
    assert manager.get(reverse("enrolment:calendar_template_change", args=["england", 99])).status_code == 404


def test_the_list_takes_the_same_queries_however_long(manager: Client) -> None:
    counts = []
    for number in range(3):
        CalendarTemplate.objects.create(key=f"t{number}", name=f"T{number}", nation="wales", authority=f"T{number}")
        with CaptureQueriesContext(connection) as queries:
            shown(manager, reverse("enrolment:calendar_templates"))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
