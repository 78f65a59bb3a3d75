"""From the invitation to the first page: the way of a school's new lead."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.test import Client

from belonging.web.accounts.errors import InvitationOver
from belonging.web.accounts.models import Invitation, Membership, User
from belonging.web.accounts.queries import factors_of
from belonging.web.accounts.roles import Role
from belonging.web.accounts.rules import token_hash
from belonging.web.accounts.services import accept_invitation, resend_invitation, withdraw_invitation
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School
from tests.web.accounts.given import PASSWORD, code, invited, link_in, mails, member
from tests.web.conftest import NOW

pytestmark = pytest.mark.usefixtures("guarded")


@pytest.mark.usefixtures("committing")
def test_a_lead_chooses_a_password_sets_up_the_app_and_is_at_the_school(maple: School) -> None:
    invited(school=maple)
    client = Client()
    with time_machine.travel(NOW + timedelta(hours=1)):
        link = link_in(mails()[-1])
        assert "You are invited as School lead, Maple Tree School" in client.get(link).content.decode()
        reply = client.post(link, {"password1": PASSWORD, "password2": PASSWORD})
        assert reply.headers["Location"] == "/account/second-factor/"
        assert client.get("/schools/maple-tree/").headers["Location"] == "/account/second-factor/"
        assert "Set up a second step" in client.get("/account/second-factor/").content.decode()

        page = client.get("/account/app/set-up/")
        assert 'src="data:image/svg+xml;base64,' in page.content.decode()
        reply = client.post("/account/app/set-up/", {"code": code(page.context["form"].secret)})

        assert reply.headers["Location"] == "/account/recovery-codes/"
        assert client.get("/account/recovery-codes/").content.decode().count("<code>") == 10
        assert client.get("/schools/maple-tree/").status_code == 200
    user = User.objects.get()
    assert [each.type for each in factors_of(user)] == ["totp", "recovery_codes"]
    assert Membership.objects.get().school == maple


def test_the_password_has_to_be_a_good_one_and_typed_twice(maple: School) -> None:
    invited(school=maple)
    with time_machine.travel(NOW):
        link = link_in(mails()[-1])
        for first, second, said in (
            ("", "", "Please choose a password"),
            ("short", "short", "at least 12 characters"),
            ("123456789012", "123456789012", "entirely numeric"),
            ("1qaz2wsx3edc", "1qaz2wsx3edc", "too common"),
            ("new@maple.example", "new@maple.example", "too similar"),
            (PASSWORD, PASSWORD + "!", "The two are not the same"),
        ):
            text = Client().post(link, {"password1": first, "password2": second}).content.decode()
            assert said in text, said
    assert not User.objects.exists()


def test_a_link_works_once(maple: School) -> None:
    invited(school=maple)
    with time_machine.travel(NOW):
        link = link_in(mails()[-1])
        Client().post(link, {"password1": PASSWORD, "password2": PASSWORD})
        again = Client().post(link, {"password1": "another good long one", "password2": "another good long one"})
    assert again.status_code == 410
    assert "You have an account already" in again.content.decode()
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("hours", [0, 73])
def test_two_open_tabs_make_one_account(maple: School, hours: int) -> None:
    """Both were shown the form; the second is sent after the first, or too late."""
    invitation = invited(school=maple)
    if not hours:
        accept_invitation(invitation=invitation, password=PASSWORD, now=NOW)
    with pytest.raises(InvitationOver, match="Ask the person who invited you"):
        accept_invitation(invitation=invitation, password="another good long one", now=NOW + timedelta(hours=hours))
    assert User.objects.count() == (0 if hours else 1)


def test_a_closed_account_is_not_opened_by_an_invitation(maple: School) -> None:
    invitation = invited(school=maple)
    User.objects.create(email=invitation.email, name="Sam Rivers", is_active=False)
    with time_machine.travel(NOW):
        page = Client().post(link_in(mails()[-1]), {"password1": PASSWORD, "password2": PASSWORD})
    assert "has been closed" in page.content.decode()
    assert not Membership.objects.exists()


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 410)])
def test_a_link_works_for_72_hours(maple: School, hours: int, status: int) -> None:
    invited(school=maple)
    with time_machine.travel(NOW + timedelta(hours=hours)):
        reply = Client().get(link_in(mails()[-1]))
    assert reply.status_code == status
    assert (status == 410) is ("This invitation is too old" in reply.content.decode())


def test_a_withdrawn_link_and_a_broken_one_are_explained(maple: School) -> None:
    invitation = invited(school=maple)
    withdraw_invitation(invitation=invitation, actor="test", now=NOW)
    link = link_in(mails()[-1])
    with time_machine.travel(NOW):
        assert "has been withdrawn" in Client().get(link).content.decode()
        broken = Client().get(link[:-4] + "/")
    assert broken.status_code == 404
    assert "This link is not complete" in broken.content.decode()


def test_a_link_sent_again_replaces_the_first(maple: School) -> None:
    first = invited(school=maple)
    resend_invitation(invitation=first, actor="test", now=NOW)
    old, new = (link_in(mail) for mail in mails())
    with time_machine.travel(NOW):
        assert Client().get(old).status_code == 410
        assert Client().get(new).status_code == 200


def test_the_token_itself_is_nowhere_but_in_the_mail(maple: School) -> None:
    invitation = invited(school=maple)
    token = link_in(mails()[-1]).split("/")[2]
    assert invitation.token_hash == token_hash(token)
    with programme_scope("test"):
        assert token not in str(list(Entry.objects.values())) + str(list(Invitation.objects.values()))


def test_one_link_takes_up_all_that_wait_for_the_same_address(maple: School, river: School) -> None:
    invited(Role.ADVISER, maple)
    invited(Role.ADVISER, river)
    with time_machine.travel(NOW):
        Client().post(link_in(mails()[0]), {"password1": PASSWORD, "password2": PASSWORD})
        assert Client().get(link_in(mails()[1])).status_code == 410
    assert Membership.objects.filter(role=Role.ADVISER).count() == 2


def test_an_address_with_an_account_gets_the_role_at_once_and_hears_of_it(maple: School, river: School) -> None:
    user = member(Role.LEAD, maple)
    invitation = invited(Role.ADVISER, river, email="Lead@Maple.example")
    assert invitation.used_at is not None
    assert set(user.memberships.values_list("role", flat=True)) == {"lead", "adviser"}
    assert "From now on you are Programme adviser, River Lane School" in mails()[-1].text
    assert "/invitation/" not in mails()[-1].text


def test_whoever_was_signed_in_at_this_browser_is_signed_out_first(maple: School, river: School) -> None:
    other = member(Role.LEAD, river, email="other@river.example")
    invited(school=maple)
    client = Client()
    client.force_login(other)
    with time_machine.travel(NOW):
        client.post(link_in(mails()[-1]), {"password1": PASSWORD, "password2": PASSWORD})
        assert client.session[SESSION_KEY] == str(User.objects.get(email="new@maple.example").pk)


def test_what_happened_stands_in_the_journal_without_names(maple: School) -> None:
    invited(school=maple)
    with time_machine.travel(NOW):
        Client().post(link_in(mails()[-1]), {"password1": PASSWORD, "password2": PASSWORD})
    with programme_scope("test"):
        entries = list(Entry.objects.order_by("pk"))
    assert {"invite", "open-account", "grant-role", "accept-invitation"} <= {entry.act for entry in entries}
    told = str([(entry.subject, entry.details) for entry in entries])
    assert "Sam" not in told
    assert "@" not in told
