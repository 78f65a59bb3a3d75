"""Naming people, as the lead meets it: who comes in, who is shut out, who is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.schools.models import School
from tests.web.accounts.given import member
from tests.web.accounts.given import signed_in as signed_in_fully
from tests.web.conftest import NOW
from tests.web.enrolment.conftest import SignedIn
from tests.web.enrolment.given import PEOPLE, let_in
from tests.web.enrolment.test_pages import PEOPLE_PAGE, people_given, text_of


@pytest.fixture
def lead(signed_in: SignedIn, new_school: School) -> Client:
    return signed_in(Role.LEAD, new_school)


def contacts_of_willow() -> int:
    with programme_scope("test"):
        return Contact.objects.filter(school__slug="willow").count()


def test_who_has_not_signed_in_can_be_invited_again(lead: Client) -> None:
    lead.post(PEOPLE_PAGE, people_given())
    page = text_of(lead.get(PEOPLE_PAGE))
    assert "Dee Safe, has not signed in yet" in page
    assert "Send a new invitation to Hana Head, Sam Senco, Dee Safe, Ola Deputy" in page
    reply = lead.post(PEOPLE_PAGE, people_given(again="on"), follow=True)
    assert "An invitation goes by e-mail to Hana Head, Sam Senco, Dee Safe, Ola Deputy." in text_of(reply)


def test_who_is_replaced_is_named_as_shut_out(lead: Client, new_school: School) -> None:
    lead.post(PEOPLE_PAGE, people_given())
    with school_scope(new_school.pk):
        let_in(new_school, PEOPLE[ContactKind.SAFEGUARDING], NOW)
    changed = people_given(safeguarding_name="Nia New", safeguarding_email="nia@maple.example")
    page = text_of(lead.post(PEOPLE_PAGE, changed, follow=True))
    assert "Dee Safe can no longer read requests to talk." in page


def test_a_lead_is_not_let_in_by_themself(lead: Client) -> None:
    oneself = people_given(deputy_name="Jo Reader", deputy_email="lead@willow.example")
    page = text_of(lead.post(PEOPLE_PAGE, oneself))
    assert "Nobody can give themself the role “Safeguarding lead”" in page
    assert 'value="Jo Reader"' in page


def test_naming_people_asks_who_is_there(new_school: School, settings: Settings) -> None:
    settings.GUARD_SESSIONS = True
    browser = signed_in_fully(member(Role.LEAD, new_school))
    proofs = browser.session["account_authentication_methods"]

    _last_proved(browser, [{**each, "at": each["at"] - 3600} for each in proofs])
    reply = browser.post(PEOPLE_PAGE, people_given())
    assert reply["Location"].startswith("/account/confirm/password/?next=")
    assert contacts_of_willow() == 0
    _last_proved(browser, proofs)
    browser.post(PEOPLE_PAGE, people_given())
    assert contacts_of_willow() == len(PEOPLE)


def _last_proved(browser: Client, proofs: list[dict[str, Any]]) -> None:
    session = browser.session
    session["account_authentication_methods"] = proofs
    session.save()
