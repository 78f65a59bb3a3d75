"""Certificates: earned once, checked by anybody, taken back with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School
from belonging.web.training.models import Certificate
from belonging.web.training.presenters.certificates import certificate_pdf
from belonging.web.training.queries.certificates import certificates_of
from belonging.web.training.rules.certificates import (
    ALPHABET,
    LENGTH,
    NumberMistyped,
    new_number,
    read_number,
    shown,
)
from belonging.web.training.rules.wrong_numbers import AN_HOUR, key_of
from belonging.web.training.services.certificates import (
    RevokedAlready,
    RevokingNeedsReason,
    award,
    put_name_as_now,
    revoke,
)
from tests.web.actions.plans import browser_of, person, text_of
from tests.web.conftest import NOW

NUMBERS = st.builds(new_number)


@pytest.fixture(autouse=True)
def now(db: None) -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def teacher(maple: School) -> User:
    return person(Role.STAFF, maple, "Ben Teacher")


@pytest.fixture
def held(teacher: User, maple: School) -> Certificate:
    return awarded(teacher, maple)


@pytest.fixture
def team(db: None) -> Client:
    manager = User.objects.create(email="manager@team.example", name="Tom Manager")
    Membership.objects.create(user=manager, role=Role.MANAGER)
    return browser_of(manager)


def awarded(user: User, school: School, source: str = "session:12") -> Certificate:
    return award(
        user=user,
        school=school,
        source=source,
        title="Belonging for all staff",
        minutes=90,
        on=date(2026, 11, 20),
        actor="test",
        now=NOW,
    )


class TestNumbers:
    @given(NUMBERS)
    def test_a_number_is_read_as_it_is_printed_however_it_is_typed(self, number: str) -> None:
        assert read_number(shown(number)) == number
        assert read_number(f" {number[:5].lower()} {number[5:].lower()} ") == number

    @given(NUMBERS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
    def test_one_wrong_symbol_is_caught(self, number: str, at: int, other: str) -> None:
        wrong = number[:at] + other + number[at + 1 :]
        if wrong != number:
            with pytest.raises(NumberMistyped, match="looks wrong"):
                read_number(wrong)

    @given(NUMBERS, st.integers(0, LENGTH - 2))
    def test_two_symbols_swapped_are_caught(self, number: str, at: int) -> None:
        wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        if wrong != number:
            with pytest.raises(NumberMistyped):
                read_number(wrong)


class TestAwarding:
    def test_the_same_thing_is_certified_once(self, teacher: User, maple: School, held: Certificate) -> None:
        assert awarded(teacher, maple) == held
        assert awarded(teacher, maple, "session:13") != held
        assert len(certificates_of(teacher)) == 2
        with programme_scope("test"):
            [entry] = Entry.objects.filter(subject=f"certificate:{held.pk}")
        assert (entry.act, entry.details) == ("certificate-awarded", {"source": "session:12"})

    def test_a_revoked_one_can_be_earned_again(self, teacher: User, maple: School, held: Certificate) -> None:
        gone = revoke(certificate=held, reason="Marked present by mistake.", actor="team", now=NOW)
        assert gone.is_revoked
        assert awarded(teacher, maple).code != held.code
        with pytest.raises(RevokedAlready):
            revoke(certificate=held, reason="Again.", actor="team", now=NOW)

    def test_a_reason_is_asked_for(self, held: Certificate) -> None:
        with pytest.raises(RevokingNeedsReason):
            revoke(certificate=held, reason="  ", actor="team", now=NOW)

    def test_a_changed_name_is_put_on_it(self, teacher: User, held: Certificate) -> None:
        teacher.name = "Ben Teacher-Lane"
        teacher.save()
        assert put_name_as_now(certificate=held, actor=str(teacher.pk), now=NOW).name == "Ben Teacher-Lane"

    @pytest.mark.parametrize(
        "wrong",
        [{"minutes": 0}, {"code": "ABC"}, {"revoked_at": NOW}, {"revoked_because": "Why not"}, {"revoked_by": "team"}],
    )
    def test_the_table_refuses_what_cannot_be(self, held: Certificate, wrong: dict[str, object]) -> None:
        with programme_scope("test"), pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=held.pk).update(**wrong)

    def test_the_file_is_accessible_and_the_same_each_time(self, held: Certificate) -> None:
        made = certificate_pdf(held, now=NOW)
        assert made.accessible, made.reason
        assert made == certificate_pdf(held, now=NOW)


class TestChecking:
    def test_anybody_with_the_number_sees_what_was_certified_and_nothing_else(
        self, client: Client, teacher: User, held: Certificate
    ) -> None:
        reply = client.get("/certificates/", {"number": shown(held.code).lower()}, follow=True)
        page = text_of(reply.content)
        assert reply.headers["X-Robots-Tag"] == "noindex"
        assert reply.request["PATH_INFO"] == f"/certificates/{shown(held.code)}/"
        for said in ("This certificate is genuine", "Ben Teacher", "Belonging for all staff", "20 November 2026"):
            assert said in page
        assert teacher.email not in page
        assert "Maple" not in page

    def test_a_revoked_one_says_so_and_not_why(self, client: Client, held: Certificate) -> None:
        revoke(certificate=held, reason="Marked present by mistake.", actor="team", now=NOW)
        page = text_of(client.get(f"/certificates/{held.code}/").content)
        assert "This certificate was revoked on 23 November 2026." in page
        assert "by mistake" not in page
        assert "genuine" not in page

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "Type the number that stands on the certificate."),
            ("KT7X", "has 12 letters and digits. You typed 4."),
            ("AEIO-UUUU-SSSS", "never have A or E or I in them"),
            ("KT7X-4MPC-9DFH", "One letter or digit looks wrong."),
        ],
    )
    @pytest.mark.django_db
    def test_a_slip_of_the_finger_is_told_and_costs_no_try(self, client: Client, typed: str, said: str) -> None:
        page = client.get("/certificates/", {"number": typed}).content
        assert said in text_of(page)
        assert typed.encode() in page
        assert cache.get(key_of(timezone.now())) is None

    @pytest.mark.django_db
    def test_an_unknown_number_is_told_plainly(self, client: Client) -> None:
        reply = client.get(f"/certificates/{new_number()}/")
        assert reply.status_code == 404
        assert "No certificate has this number." in text_of(reply.content)

    def test_nobody_can_go_on_guessing(self, client: Client, held: Certificate) -> None:
        cache.set(key_of(timezone.now()), AN_HOUR - 1)
        assert client.get(f"/certificates/{new_number()}/").status_code == 404
        blocked = client.get(f"/certificates/{held.code}/")
        assert blocked.status_code == 429
        assert "Please try again after 11am." in text_of(blocked.content)


class TestOnesOwn:
    def test_a_module_and_a_session_of_one_title_are_told_apart(
        self, client: Client, teacher: User, maple: School, team: Client, held: Certificate
    ) -> None:
        module = awarded(teacher, maple, source="module:belonging")
        listed = text_of(browser_of(teacher).get("/training/").content)

        assert "Training session · 20 November 2026" in listed
        assert "Module · 20 November 2026" in listed
        for certificate, kind in ((held, "Training session"), (module, "Module")):
            assert f"What {kind}: Belonging for all staff" in text_of(
                client.get(f"/certificates/{certificate.code}/").content
            )
        assert "Module: Belonging for all staff" in text_of(team.get("/programme/training/certificates/").content)

    def test_a_person_downloads_their_own(self, teacher: User, held: Certificate) -> None:
        browser = browser_of(teacher)
        page = text_of(browser.get(f"/training/certificates/{held.code}/").content)
        assert f"/certificates/{shown(held.code)}/" in page
        assert "1 hour 30 minutes" in page
        reply = browser.get(f"/training/certificates/{held.code}/certificate.pdf")
        assert reply.content.startswith(b"%PDF")
        assert re.search(r"certificate-\w{4}-\w{4}-\w{4}\.pdf", reply.headers["Content-Disposition"])

    def test_nobody_elses(self, maple: School, held: Certificate) -> None:
        other = browser_of(person(Role.LEAD, maple, "Asha Lead"))
        assert other.get(f"/training/certificates/{held.code}/").status_code == 404
        assert other.post(f"/training/certificates/{held.code}/name/").status_code == 404

    def test_one_that_is_revoked_gives_the_reason_and_no_file(self, teacher: User, held: Certificate) -> None:
        revoke(certificate=held, reason="Marked present by mistake.", actor="team", now=NOW)
        page = browser_of(teacher).get(f"/training/certificates/{held.code}/certificate.pdf", follow=True).content
        assert "Marked present by mistake." in text_of(page)
        assert "there is no file of it any more" in text_of(page)

    def test_a_new_name_is_offered(self, teacher: User, held: Certificate) -> None:
        teacher.name = "Ben Teacher-Lane"
        teacher.save()
        browser = browser_of(teacher)
        page = browser.get(f"/training/certificates/{held.code}/").content
        assert "Your account now says Ben Teacher-Lane." in text_of(page)
        browser.post(f"/training/certificates/{held.code}/name/")
        assert certificates_of(teacher)[0].name == "Ben Teacher-Lane"


class TestTheTeam:
    def test_it_finds_one_by_school_or_number_and_revokes_it(self, team: Client, held: Certificate) -> None:
        for search in ("maple", "ben belonging", shown(held.code)):
            assert "1 certificate found." in text_of(
                team.get("/programme/training/certificates/", {"search": search}).content
            )
        assert "0 certificates found." in text_of(team.get("/programme/training/certificates/?search=zebra").content)

        address = f"/programme/training/certificates/{held.pk}/revoke/"
        assert "Its holder reads this." in text_of(team.post(address, {"reason": ""}).content)
        page = text_of(team.post(address, {"reason": "Marked present by mistake."}, follow=True).content)
        assert f"The certificate {shown(held.code)} is revoked." in page
        assert "There is nothing more to do." in text_of(team.get(address).content)

    def test_a_lead_cannot(self, maple: School, held: Certificate) -> None:
        lead = browser_of(person(Role.LEAD, maple, "Asha Lead"))
        assert lead.get("/programme/training/certificates/").status_code == 404
        assert lead.post(f"/programme/training/certificates/{held.pk}/revoke/", {"reason": "x"}).status_code == 404
