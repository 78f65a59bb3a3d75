"""Two versions of one rating, as everybody meets them: on the list, at the statement, at sign-off and after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.errors import ChangedMeanwhile
from belonging.web.audit.models import Audit, Hidden, RatingEntry
from belonging.web.audit.queries.audits import waiting_of
from belonging.web.audit.services.work import Said, rate, reopen, sign_off
from tests.web.audit.people import browser, person, text_of, words
from tests.web.conftest import NOW

BASELINE = "/schools/maple-tree/audit/pilot-2026/baseline/"
FIRST = f"{BASELINE}statements/safe_places/"
MOMENT = "10:00am on Monday 23 November 2026"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def lead(robin: User) -> Client:
    return browser(robin)


@pytest.fixture
def waits(audit: Audit, sam: User, jo: User) -> RatingEntry:
    """Sam was first; Jo's version waits."""
    return clash(audit, sam, jo, "safe_places")


def clash(audit: Audit, first: User, second: User, key: str) -> RatingEntry:
    rate(audit=audit, statement=key, said=Said("fully", "At the gate.", 0), actor=str(first.pk), now=NOW)
    with pytest.raises(ChangedMeanwhile) as refused:
        rate(audit=audit, statement=key, said=Said("not_yet", "Nobody.", 0), actor=str(second.pk), now=NOW)
    return refused.value.mine


def test_an_adviser_is_led_to_the_history(audit: Audit, waits: RatingEntry) -> None:
    adviser = browser(person(Role.ADVISER, audit.school))
    for address in (BASELINE, FIRST):
        page = adviser.get(address).content.decode()
        assert "Jo’s version of" in words(page)
        assert f'href="{FIRST}history/"' in page
        assert "/versions/" not in page
    assert adviser.get(f"{FIRST}history/").status_code == 200


def test_a_version_has_the_same_date_everywhere(lead: Client, waits: RatingEntry) -> None:
    here = f"{FIRST}versions/{waits.pk}/"
    for address in (BASELINE, FIRST, f"{FIRST}history/", here):
        page = text_of(lead, address)
        assert MOMENT in page
        assert "today" not in page


class TestSigningOff:
    def test_it_says_how_many_wait_and_leads_there(
        self, audit: Audit, lead: Client, waits: RatingEntry, sam: User, jo: User
    ) -> None:
        clash(audit, sam, jo, "trips")
        Hidden.objects.create(school=audit.school, audit=audit, statement="trips", reason="No.", by="a", at=NOW)
        page = lead.get(f"{BASELINE}sign-off/").content.decode()
        assert "1 version waits to be settled" in words(page)
        assert "set aside" in words(page)
        assert f'href="{FIRST}versions/{waits.pk}/"' in page

    def test_it_sets_them_aside_and_nothing_is_left_to_press(
        self, audit: Audit, lead: Client, waits: RatingEntry, robin: User
    ) -> None:
        done = lead.post(f"{BASELINE}sign-off/", {"note": ""}, follow=True).content.decode()
        assert "1 version that waited is set aside" in words(done)
        assert "Two versions, one to choose" not in words(done)
        assert waiting_of(audit) == []
        for address in (BASELINE, FIRST, f"{FIRST}history/"):
            assert "/versions/" not in lead.get(address).content.decode()
        assert "Not taken, or merged" in text_of(lead, f"{FIRST}history/")
        again = reopen(audit=audit, reason="An area.", actor=str(robin.pk), now=NOW + timedelta(hours=2))
        assert waiting_of(again) == []

    def test_one_that_came_after_it_waits_for_the_audit_to_be_reopened(
        self, audit: Audit, lead: Client, sam: User, robin: User
    ) -> None:
        sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
        browser(sam).post(f"{FIRST}rate/", {"value": "fully", "how_we_know": "Late.", "revision": "0"})
        (late,) = waiting_of(audit)
        for address in (BASELINE, FIRST):
            assert "/versions/" not in lead.get(address).content.decode()
        reply = lead.get(f"{FIRST}versions/{late.pk}/", follow=True)
        assert reply.redirect_chain[-1][0] == f"{FIRST}history/"
        assert "signed off, so nothing in it changes" in words(reply.content.decode())
        reopen(audit=audit, reason="An area.", actor=str(robin.pk), now=NOW + timedelta(hours=1))
        assert f"/versions/{late.pk}/" in lead.get(BASELINE).content.decode()
