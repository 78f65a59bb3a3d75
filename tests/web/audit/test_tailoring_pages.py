"""The pages on which a school makes its audit its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Hidden, OwnStatement
from belonging.web.audit.services.tailoring import add_own_statement, hide_statement
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School, Setting
from tests.web.audit.people import browser, person
from tests.web.audit.written import LATER, OWN, begun, signed
from tests.web.conftest import NOW

PAGE = "/schools/maple-tree/audit/pilot-2026/baseline/tailor/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def jo(in_maple: School) -> User:
    return person(Role.LEAD, in_maple, "Jo Marsh")


@pytest.fixture
def lead(jo: User) -> Client:
    return browser(jo)


@pytest.fixture
def audit(in_maple: School, cohort: Cohort, jo: User) -> Audit:
    return begun(in_maple, cohort, jo)


def text_of(client: Client, address: str = PAGE) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


@pytest.mark.usefixtures("audit")
class TestTheLead:
    def test_adds_a_statement_and_retires_it(self, lead: Client) -> None:
        assert "40 statements in this audit." in text_of(lead)
        reply = lead.post(f"{PAGE}own/add/", asdict(OWN), follow=True)
        assert "Your statement is added" in reply.content.decode()
        assert "4.A We have a quiet room" in text_of(lead)
        assert "41 statements in this audit, 1 of them your own." in text_of(lead)
        assert "Its ratings and evidence are kept" in text_of(lead, f"{PAGE}own/own-1/retire/")
        reply = lead.post(f"{PAGE}own/own-1/retire/", follow=True)
        assert "The statement is retired" in reply.content.decode()
        assert OwnStatement.objects.get().retired_at == NOW

    def test_keeps_what_was_typed_when_something_is_missing(self, lead: Client) -> None:
        reply = lead.post(f"{PAGE}own/add/", asdict(OWN) | {"fully": "", "area": "kitchen"})
        page = reply.content.decode()
        assert "Please say what a stranger would see where it is fully met." in page
        assert "Please choose one of the areas." in page
        assert OWN.wording in page
        reply = lead.post(f"{PAGE}own/add/", asdict(OWN) | {"fully": OWN.not_yet})
        assert "Two of the descriptions are the same" in reply.content.decode()
        assert OWN.partially in reply.content.decode()

    def test_hides_a_statement_and_asks_it_again(self, lead: Client) -> None:
        reply = lead.post(f"{PAGE}hide/trips/", {"suggested": "1", "words": "The trust plans them."}, follow=True)
        assert "The statement is hidden" in reply.content.decode()
        reason = "Somebody else is in charge of this for us, so we cannot change it. The trust plans them."
        assert Hidden.objects.get().reason == reason
        assert "Jo Marsh, Monday 23 November 2026" in text_of(lead)
        assert "39 statements in this audit, 1 more hidden." in text_of(lead)
        lead.post(f"{PAGE}show/trips/")
        assert "Nothing is hidden." in text_of(lead)

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"words": " "}, "Please choose a reason, or write your own"),
            ({"words": "x" * 501}, "500 characters at most"),
            ({"words": "x" * 480, "suggested": "0"}, "Both together are too long"),
            ({"suggested": "9"}, "Please choose one of these reasons"),
        ],
    )
    def test_gives_a_reason_that_can_be_kept(self, lead: Client, said: dict[str, str], sentence: str) -> None:
        reply = lead.post(f"{PAGE}hide/trips/", said)
        assert sentence in reply.content.decode()
        assert not Hidden.objects.exists()

    def test_of_a_special_school_is_offered_its_reasons(self, lead: Client, in_maple: School) -> None:
        assert "the pupil’s own plan" not in text_of(lead, f"{PAGE}hide/trips/")
        in_maple.setting = Setting.SPECIAL
        in_maple.save()
        assert "the pupil’s own plan" in text_of(lead, f"{PAGE}hide/trips/")

    def test_hides_in_the_next_audit_what_was_hidden_before(
        self, lead: Client, audit: Audit, in_maple: School, cohort: Cohort, jo: User
    ) -> None:
        hide_statement(audit=audit, statement="trips", reason="We go nowhere", actor=str(jo.pk), now=NOW)
        signed(audit, jo)
        begun(in_maple, cohort, jo, stage="final", at=LATER)
        final = PAGE.replace("baseline", "final")
        assert "Hide the same 1 statement again" in text_of(lead, final)
        assert "hidden again" in lead.post(f"{final}hide-again/", follow=True).content.decode()
        assert "“We go nowhere”" in text_of(lead, final)

    @pytest.mark.parametrize("act", ["hide/unheard_of/", "hide/own-1/", "own/own-9/retire/"])
    def test_finds_no_page_for_what_is_not_there(self, lead: Client, act: str, in_maple: School) -> None:
        add_own_statement(school=in_maple, own=OWN, actor="jo", now=NOW)
        assert lead.get(PAGE + act).status_code == 404

    def test_changes_nothing_once_it_is_signed_off(self, lead: Client, audit: Audit, jo: User) -> None:
        signed(audit, jo)
        assert "nothing in it changes" in text_of(lead)
        assert "signed off" in lead.post(f"{PAGE}hide/trips/", {"words": "No"}).content.decode()
        assert "signed off" in lead.post(f"{PAGE}show/trips/", follow=True).content.decode()
        assert not Hidden.objects.exists()


@pytest.mark.usefixtures("audit")
@pytest.mark.parametrize("role", [Role.ADVISER, Role.COLLEAGUE, Role.HEAD])
def test_others_read_what_is_hidden_and_why_and_change_nothing(
    role: Role, audit: Audit, in_maple: School, jo: User
) -> None:
    hide_statement(audit=audit, statement="trips", reason="We go nowhere", actor=str(jo.pk), now=NOW)
    other = browser(person(role, in_maple, "Ann Bell"))
    page = text_of(other)
    assert "“We go nowhere”" in page
    assert "The school lead adds statements and hides them." in page
    assert "You can add" not in page
    assert "Show it again" not in page
    assert other.post(f"{PAGE}show/trips/").status_code == 404
    assert other.get(f"{PAGE}own/add/").status_code == 404


def test_an_audit_that_has_not_begun_has_no_such_page(lead: Client) -> None:
    assert lead.get(PAGE).status_code == 404
