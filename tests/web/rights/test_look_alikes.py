"""“trınity.example” is another domain than “trinity.example”, whatever a database's UPPER says."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import same_address
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import open_account
from belonging.web.accounts.services.opening import tidy_address
from belonging.web.accounts.services.providers import account_for
from belonging.web.base.scope import programme_scope
from belonging.web.complaints.models import Enquiry, Wanted
from belonging.web.complaints.queries import receipts_today
from belonging.web.enrolment.queries.contacts import may_come_in
from belonging.web.notices.models import OutgoingMail
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.rights.queries import adult, held
from belonging.web.rights.services import agree_for_them, ask_them, erase_adult, take_in
from belonging.web.schools.models import School
from belonging.web.training.rules.people import is_address
from tests.web.community.given import member
from tests.web.conftest import NOW

VICTIM = "jo.skim@trinity.example"
SOURCE = Path(__file__).parents[3] / "src"
# A dotless i, a long s, a Kelvin sign, a dotted capital I: an UPPER or a LOWER makes each the letter it looks like.
ALIKE = tuple(VICTIM.replace(*pair, 1) for pair in (("@tri", "@trı"), ("s", "ſ"), ("k", "\u212a"), ("i", "\u0130")))
CONTEXT: dict[str, object] = {"name": "Jo", "role": ""}
REFUSED = "plain letters a to z"


@pytest.fixture
def victim(maple: School) -> User:
    with programme_scope("test"):
        member("Kim", Role.LEAD, maple)
        user = member("Jo Skim", Role.LEAD, maple)
        User.objects.filter(pk=user.pk).update(email=VICTIM)
        user.refresh_from_db()
        mail = Mail(to="Jo.Skim@Trinity.example", template="accounts/mail/role_given.txt", context=CONTEXT)
        queue_mail(mail=mail, key="test", now=NOW)
    return user


def test_whoever_reads_a_look_alike_gets_and_erases_nothing_of_the_other(victim: User) -> None:
    with programme_scope("test"):
        before = [each.number for each in held(adult(VICTIM))]
        for alike in ALIKE[:2]:
            enquiry = take_in(email=alike, name="", text="A copy.", now=NOW)
            assert adult(alike).user is None
            assert {each.holding.table for each in held(adult(alike))} <= {"complaints.Enquiry", "notices.OutgoingMail"}
            assert not OutgoingMail.objects.filter(same_address("to", alike)).exclude(to=alike).exists()
            ask_them(enquiry=enquiry, wanted=Wanted.ERASE, name="", actor="1", now=NOW)
            agree_for_them(enquiry=enquiry, proof="known", actor="2", now=NOW)
            erase_adult(person=adult(alike), enquiry=enquiry, actor="1", now=NOW)
        assert not any(adult(alike).user for alike in ALIKE)
        victim.refresh_from_db()
        assert victim.email == VICTIM
        assert OutgoingMail.objects.filter(key="test", to__startswith="Jo").exists()
        assert [each.number for each in held(adult(VICTIM))] == before, "nor does the one get what is the other's"


def test_capitals_are_no_other_address(victim: User) -> None:
    with programme_scope("test"):
        tables = {each.holding.table for each in held(adult(VICTIM.upper()))}
    assert {"accounts.User", "accounts.Membership", "notices.OutgoingMail"} <= tables


def test_nobody_comes_in_by_a_look_alike(victim: User, maple: School) -> None:
    for alike in ALIKE:
        assert tidy_address(f" {alike} ") == alike
        assert account_for(addresses=[alike], now=NOW) is None
        assert open_account(email=alike, name="Other", actor="1", now=NOW).pk != victim.pk
        with programme_scope("test"):
            assert not may_come_in(maple, alike, Role.LEAD)
            take_in(email=alike, name="", text="Hello", now=NOW)
    with programme_scope("test"):
        assert may_come_in(maple, VICTIM, Role.LEAD)
        assert receipts_today(VICTIM, NOW + timedelta(minutes=1)) == 0


def test_a_look_alike_is_not_taken_and_the_page_says_why(db: None) -> None:
    for alike in ALIKE:
        page = Client().post("/your-information/", {"text": "A copy, please.", "name": "", "email": alike})
        assert REFUSED in page.content.decode()
        assert not is_address(alike)
    with programme_scope("test"):
        assert not Enquiry.objects.exists()


def test_each_place_where_an_address_is_typed_refuses_them() -> None:
    """And no address is compared by a database's idea of capitals, but in the one function that shuts these out."""
    for file in sorted(SOURCE.rglob("*.py")):
        text = file.read_text()
        if "/migrations/" in str(file) or file.match("ui/addresses.py"):
            continue
        assert "forms.EmailField(" not in text, f"{file}: AddressField"
        assert not re.search(r"(email|\bto)__iexact=", text), file
