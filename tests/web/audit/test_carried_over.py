"""What a school hid and added, from one audit to the next, and where it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.audit.models import Audit, Hidden
from belonging.web.audit.services.tailoring import add_own_statement, hide_statement
from belonging.web.audit.services.work import sign_off
from tests.web.audit.people import browser, text_of
from tests.web.audit.written import OWN
from tests.web.conftest import NOW

HERE = "/schools/maple-tree/audit/pilot-2026/"
START = f"{HERE}final/start/"
REASON = "We have no trips."


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        yield


@pytest.fixture
def lead(robin: User) -> Client:
    return browser(robin)


@pytest.fixture
def signed(audit: Audit, robin: User) -> Audit:
    for key in ("trips", "safe_places"):
        hide_statement(audit=audit, statement=key, reason=REASON, actor=str(robin.pk), now=NOW)
    return sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)


def hidden_in_final() -> list[tuple[str, str]]:
    return sorted(Hidden.objects.filter(audit__stage="final").values_list("statement", "reason"))


def test_the_start_offers_to_hide_the_same_again(signed: Audit, lead: Client) -> None:
    page = lead.get(START).content.decode()
    assert "Hide the same 2 statements again, for the same reasons" in page
    assert "checked" not in page
    lead.post(START, {"due_on": "", "hide_again": "on"})
    assert hidden_in_final() == [("safe_places", REASON), ("trips", REASON)]


def test_nothing_is_hidden_without_being_asked_for(signed: Audit, lead: Client) -> None:
    lead.post(START, {"due_on": ""})
    assert Audit.objects.filter(stage="final").exists()
    assert hidden_in_final() == []


def test_nothing_is_offered_where_nothing_was_hidden(audit: Audit, lead: Client, robin: User) -> None:
    assert "Hide the same" not in text_of(lead, f"{HERE}baseline/due/")
    sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
    assert "Hide the same" not in text_of(lead, START)
    lead.post(START, {"due_on": "", "hide_again": "on"})
    assert Audit.objects.filter(stage="final").exists()


def test_the_list_shows_a_hidden_statement_and_why(audit: Audit, lead: Client, robin: User) -> None:
    hide_statement(audit=audit, statement="safe_places", reason=REASON, actor=str(robin.pk), now=NOW)
    page = text_of(lead, f"{HERE}baseline/")
    assert f"Hidden: {REASON} Not asked" in page
    assert page.index(f"Hidden: {REASON}") < page.rindex(" 1.2 ")
    assert "/statements/safe_places/" not in lead.get(f"{HERE}baseline/").content.decode()
    assert "Show it again" in text_of(lead, f"{HERE}baseline/tailor/")


def test_what_is_asked_is_counted(audit: Audit, lead: Client, robin: User) -> None:
    assert "with your own statements" not in text_of(lead, HERE)
    add_own_statement(school=audit.school, own=OWN, actor=str(robin.pk), now=NOW)
    assert "Your baseline audit asks 41, with your own statements and without those you hid." in text_of(lead, HERE)
    first = text_of(lead, f"{HERE}baseline/statements/safe_places/")
    assert "Statement 1 of 41. 0 rated so far, about 1 hour 22 minutes left." in first
    sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW + timedelta(hours=1))
    assert "Your school’s own statements are asked as well: 1." in text_of(lead, START)
