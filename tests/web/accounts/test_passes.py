"""A school lets its adviser look for a day: as far as it says, without changing anything, until it ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from belonging.web.accounts.areas import Area
from belonging.web.accounts.errors import NotTheirs
from belonging.web.accounts.models import DayPass, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import end_role, grant_role
from belonging.web.accounts.services.passes import end_pass, give_pass
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School
from tests.web.accounts.given import member


@pytest.fixture
def adviser(maple: School) -> User:
    return member(Role.ADVISER, maple)


@pytest.fixture
def browser(adviser: User) -> Client:
    client = Client()
    client.force_login(adviser)
    return client


def _given(school: School, person: User, area: Area = Area.SET_UP) -> DayPass:
    with school_scope(school.pk):
        return give_pass(school=school, person=person, area=area, actor="test", now=timezone.now())


def _calendar(browser: Client, school: School) -> int:
    return browser.get(f"/schools/{school.slug}/calendar/").status_code


def test_with_a_pass_one_may_look_and_the_page_and_the_journal_say_so(
    maple: School, adviser: User, browser: Client
) -> None:
    assert _calendar(browser, maple) == 404
    _given(maple, adviser)
    page = browser.get(f"/schools/{maple.slug}/calendar/")
    assert page.status_code == 200
    assert "lets you look at this until" in page.content.decode()
    assert "buttons here lead nowhere for you" in page.content.decode()
    with programme_scope("test"):
        looked = Entry.objects.get(act="looked-by-pass")
    assert (looked.school_id, looked.actor) == (maple.pk, str(adviser.pk))
    assert maple.name in browser.get("/account/").content.decode()


def test_nothing_can_be_changed_and_no_other_area_or_school_opens(
    maple: School, river: School, adviser: User, browser: Client
) -> None:
    _given(maple, adviser)
    assert browser.post(f"/schools/{maple.slug}/calendar/keep/").status_code == 404
    assert browser.get(f"/schools/{maple.slug}/people/").status_code == 404
    assert browser.get(f"/schools/{maple.slug}/outcomes/file/").status_code == 404
    assert _calendar(browser, river) == 404


def test_it_is_over_after_a_day_or_at_a_click(maple: School, adviser: User, browser: Client) -> None:
    held = _given(maple, adviser)
    assert held.until - held.given_at == timedelta(hours=24)
    with school_scope(maple.pk):
        end_pass(held=held, actor="test", now=timezone.now())
    assert _calendar(browser, maple) == 404
    account = browser.get("/account/").content.decode()
    assert "Ended at" in account
    assert "Ask the school if you need another day." in account
    assert ">Look<" not in account
    second = _given(maple, adviser)
    with school_scope(maple.pk):
        early = timezone.now() - timedelta(days=2)
        DayPass.objects.filter(pk=second.pk).update(given_at=early, until=early + timedelta(hours=24))
    assert _calendar(browser, maple) == 404
    assert "Over since" in browser.get("/account/").content.decode()
    with school_scope(maple.pk):
        DayPass.objects.update(given_at=early - timedelta(days=7), until=early - timedelta(days=6))
    assert "Schools that let you look" not in browser.get("/account/").content.decode(), "a week later"


def test_a_lead_gives_and_ends_one_on_a_page(maple: School, adviser: User) -> None:
    lead = Client()
    lead.force_login(member(Role.LEAD, maple, email="lead@maple.example"))
    address = f"/schools/{maple.slug}/people/passes/"
    member(Role.MANAGER, email="team@example.org")
    page = lead.get(address).content.decode()
    assert "Jo Field, your adviser" in page
    assert "Jo Field, programme manager" in page
    people = f"/schools/{maple.slug}/people/"
    assert "may look for a day" not in lead.get(people).content.decode()
    lead.post(address, {"person": str(adviser.pk), "area": "report"})
    assert "Jo Field, your adviser, may look for a day" in lead.get(people).content.decode()
    with programme_scope("test"):
        held = DayPass.objects.get()
    assert "<strong>Jo Field, your adviser</strong>" in lead.get(address).content.decode()
    lead.post(address, {"end": str(held.pk)})
    assert "may look for a day" not in lead.get(people).content.decode()
    with programme_scope("test"):
        assert DayPass.objects.get().ended_at is not None


@pytest.mark.parametrize("role", [Role.ADVISER, Role.EVALUATOR])
def test_it_ends_with_the_role_and_does_not_come_back_with_it(maple: School, role: Role) -> None:
    place = maple if role is Role.ADVISER else None
    person = member(role, place)
    other = grant_role(user=person, role=Role.FACILITATOR, actor="test", now=timezone.now())
    browser = Client()
    _given(maple, person)
    browser.force_login(person)
    assert _calendar(browser, maple) == 200
    end_role(membership=other, actor="test", now=timezone.now())
    browser.force_login(person)
    assert _calendar(browser, maple) == 200, "another role of theirs"
    end_role(membership=person.memberships.get(), actor="test", now=timezone.now())
    browser.force_login(person)
    assert _calendar(browser, maple) == 404
    grant_role(user=person, role=role, school=place, actor="test", now=timezone.now())
    browser.force_login(person)
    assert _calendar(browser, maple) == 404
    with programme_scope("test"):
        assert Entry.objects.filter(act="end-pass", school_id=maple.pk).count() == 1


def test_no_pass_outlives_a_role_that_went_some_other_way(maple: School, adviser: User, browser: Client) -> None:
    _given(maple, adviser)
    adviser.memberships.all().delete()
    assert _calendar(browser, maple) == 404


def test_nobody_outside_the_programme_gets_one(maple: School, river: School) -> None:
    with pytest.raises(NotTheirs):
        _given(maple, member(Role.LEAD, river, email="other@river.example"))
