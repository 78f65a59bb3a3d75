"""Signing in with two factors, losing one, and what an outsider is told."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import factors_of, sessions_of
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, end_role, grant_role, invite, reset_second_factor
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School
from tests.web.accounts.given import (
    PASSWORD,
    SECRET,
    code,
    enter_password,
    give_factor,
    link_in,
    mails,
    member,
    signed_in,
)
from tests.web.conftest import NOW

pytestmark = pytest.mark.usefixtures("guarded", "committing")
HOME = "/schools/maple-tree/"


@pytest.fixture
def lead(maple: School) -> User:
    return member(Role.LEAD, maple)


def test_password_and_then_the_code(lead: User) -> None:
    client = Client()
    assert enter_password(client, "Lead@Maple.Example") == "/account/second-step/"
    assert client.get(HOME).headers["Location"].startswith("/sign-in/")
    assert "Your second step" in client.get("/account/second-step/").content.decode()
    assert client.post("/account/second-step/", {"code": "000000"}).status_code == 200
    spaced = f"{code()[:3]} {code()[3:]}"
    assert client.post("/account/second-step/", {"code": spaced}).headers["Location"] == "/work/"
    assert client.get(HOME).status_code == 200
    assert len(sessions_of(lead)) == 1


def test_the_sessions_token_is_made_anew_at_the_sign_in(lead: User) -> None:
    """Whoever has planted a token in a browser, or read the one from before, is not signed in by it."""
    name = settings.SESSION_COOKIE_NAME
    client, planted = Client(), "a" * 32
    client.cookies[name] = planted
    enter_password(client, lead.email)
    halfway = client.cookies[name].value
    client.post("/account/second-step/", {"code": code()})
    whole = client.cookies[name].value
    assert len({planted, halfway, whole}) == 3
    for token, status in ((planted, 302), (halfway, 302), (whole, 200)):
        other = Client()
        other.cookies[name] = token
        assert other.get(HOME).status_code == status


def test_what_comes_twice_counts_once_and_an_address_is_no_form(lead: User) -> None:
    wrong = {"login": "nobody@maple.example", "password": "wrong and wrong"}
    right = {"login": lead.email, "password": PASSWORD}
    both = {name: [wrong[name], right[name]] for name in right}
    told = [f"/sign-in/?{urlencode(right)}", f"/sign-in/?{urlencode(wrong)}"]
    assert Client().post(told[0], {}).status_code == 200, "what an address says is not what a form says"
    assert Client().post(told[0], wrong).status_code == 200
    assert Client().post(told[1], right).headers["Location"] == "/account/second-step/"
    assert Client().post("/sign-in/", both).headers["Location"] == "/account/second-step/", "the last one"
    assert Client().post("/sign-in/", {name: each[::-1] for name, each in both.items()}).status_code == 200


def test_where_one_was_going_is_where_one_arrives(lead: User) -> None:
    client = Client()
    wanted = client.get(f"{HOME}people/").headers["Location"]
    assert wanted == f"/sign-in/?next={HOME}people/"
    enter_password(client, lead.email, to=f"?next={HOME}people/")
    assert client.post("/account/second-step/", {"code": code()}).headers["Location"] == f"{HOME}people/"


def test_somebody_who_began_as_the_wrong_person_begins_again(lead: User) -> None:
    client = Client()
    enter_password(client, lead.email)
    assert client.get("/sign-in/").headers["Location"] == "/account/second-step/"
    assert "Begin again as somebody else" in client.get("/account/second-step/").content.decode()
    client.post("/sign-out/")
    assert client.get("/sign-in/").status_code == 200


def test_a_code_works_once(lead: User) -> None:
    used = code()
    signed_in(lead, given=used)
    again = signed_in(lead, given=used)
    assert SESSION_KEY not in again.session


def test_a_recovery_code_stands_in_for_the_phone_once(maple: School) -> None:
    lead = member(Role.LEAD, maple, factor=False)
    spare = give_factor(lead)[0]
    assert signed_in(lead, given=spare).get(HOME).status_code == 200
    assert SESSION_KEY not in signed_in(lead, given=spare).session


def test_an_account_without_a_second_factor_sees_only_how_to_set_one_up(maple: School) -> None:
    lead = member(Role.LEAD, maple, factor=False)
    client = Client()
    assert enter_password(client, lead.email) == "/work/"
    for path in ("/work/", HOME, f"{HOME}people/", "/account/", "/account/sessions/", "/account/recovery-codes/", "/"):
        assert client.get(path).headers["Location"] == "/account/second-factor/", path
    for path in ("/account/second-factor/", "/account/app/set-up/", "/account/passkeys/add/", "/sign-out/"):
        assert client.get(path).status_code == 200, path
    assert client.get("/privacy/").status_code == 200
    assert client.post(f"{HOME}people/invite/", {}).headers["Location"] == "/account/second-factor/"


def test_a_password_alone_does_not_tell_where_somebody_works(lead: User, maple: School) -> None:
    client = Client()
    client.force_login(lead)
    assert maple.name not in client.get("/complaints/").content.decode()
    assert maple.name in signed_in(lead).get("/complaints/").content.decode()


def test_a_session_begun_without_a_factor_ends_when_one_is_set_up_elsewhere(maple: School) -> None:
    lead = member(Role.LEAD, maple, factor=False)
    client = Client()
    enter_password(client, lead.email)
    give_factor(lead)
    assert client.get("/account/second-factor/").headers["Location"] == "/sign-in/"
    assert SESSION_KEY not in client.session


def test_setting_one_up_ends_every_other_session(maple: School) -> None:
    lead = member(Role.LEAD, maple, factor=False)
    client, elsewhere = Client(), Client()
    enter_password(client, lead.email)
    enter_password(elsewhere, lead.email)
    assert len(sessions_of(lead)) == 2
    page = client.get("/account/app/set-up/")
    client.post("/account/app/set-up/", {"code": code(page.context["form"].secret)})
    assert len(sessions_of(lead)) == 1
    assert client.get(HOME).status_code == 200
    assert SESSION_KEY not in elsewhere.session


@pytest.mark.parametrize("closed", [False, True])
def test_a_stranger_is_told_the_same_of_every_address(lead: User, closed: bool) -> None:
    User.objects.filter(pk=lead.pk).update(is_active=not closed)
    wrong = {lead.email, "nobody@maple.example"}
    pages = [Client().post("/sign-in/", {"login": each, "password": "not the password at all"}) for each in wrong]
    texts = {without_what_was_typed(page.content.decode(), wrong) for page in pages}
    assert len(texts) == 1
    assert "The e-mail address or the password is not right" in texts.pop()


def without_what_was_typed(text: str, typed: set[str]) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    for each in typed:
        text = text.replace(each, "")
    return text


def test_five_wrong_tries_shut_an_address_for_five_minutes_whether_it_is_known_or_not(lead: User) -> None:
    for email in (lead.email, "nobody@maple.example"):
        for _ in range(5):
            enter_password(Client(), email, "not the password at all")
        page = Client().post("/sign-in/", {"login": email, "password": PASSWORD})
        assert "Too many tries" in page.content.decode()
    with time_machine.travel(timedelta(minutes=6)):
        assert enter_password(Client(), lead.email) == "/account/second-step/"


def test_codes_cannot_be_guessed_one_after_another(lead: User) -> None:
    client = Client()
    enter_password(client, lead.email)
    for _ in range(5):
        client.post("/account/second-step/", {"code": "000000"})
    page = client.post("/account/second-step/", {"code": code()})
    assert "Too many tries" in page.content.decode()
    assert SESSION_KEY not in client.session


def test_a_forgotten_password_is_replaced_through_the_mail_and_the_second_step_is_still_asked(lead: User) -> None:
    other_place = signed_in(lead)
    client = Client()
    reply = client.post("/account/password/forgotten/", {"email": lead.email})
    link = link_in(mails()[-1])
    assert reply.headers["Location"] == "/account/password/forgotten/sent/"
    page = client.get(link, follow=True)
    new = "eleven quiet trains at noon"
    done = client.post(page.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "Your password is changed" in done.content.decode()
    assert SESSION_KEY not in client.session
    assert SESSION_KEY not in other_place.session or other_place.get(HOME).status_code == 302
    assert enter_password(client, lead.email, new) == "/account/second-step/"
    assert "This link no longer works" in Client().get(link).content.decode()


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(lead: User) -> None:
    before = len(mails())
    pages = [
        Client().post("/account/password/forgotten/", {"email": email}, follow=True).content
        for email in (lead.email, "nobody@maple.example")
    ]
    assert len({re.sub(rb'value="\w{60,}"', b"", page) for page in pages}) == 1
    assert [mail.to for mail in mails()[before:]] == [lead.email]


def test_the_link_for_a_new_password_never_follows_the_host_that_was_asked(lead: User, settings: object) -> None:
    Client(headers={"host": "localhost"}).post("/account/password/forgotten/", {"email": lead.email})
    assert "//localhost" not in mails()[-1].text


@pytest.mark.parametrize(("idle", "status"), [(29, 200), (31, 302)])
def test_a_session_ends_after_half_an_hour_without_use(lead: User, idle: int, status: int) -> None:
    client = signed_in(lead)
    assert client.get(HOME).status_code == 200
    with time_machine.travel(timedelta(minutes=idle)):
        assert client.get(HOME).status_code == status


def test_a_session_ends_after_twelve_hours_however_busy(lead: User) -> None:
    client = signed_in(lead)
    for minutes in range(0, 12 * 60, 25):
        with time_machine.travel(timedelta(minutes=minutes)):
            assert client.get(HOME).status_code == 200
    with time_machine.travel(timedelta(hours=12, minutes=1)):
        assert client.get(HOME).headers["Location"] == f"/sign-in/?next={HOME}"


def test_a_role_that_ends_ends_every_session_and_the_next_sign_in_has_what_is_left(
    lead: User, maple: School, river: School
) -> None:
    other = member(Role.LEAD, maple, email="other@maple.example")
    grant_role(user=other, role=Role.SENCO, school=river, actor="test", now=NOW)
    client = signed_in(other)
    assert client.get(HOME).status_code == 200
    end_role(membership=other.memberships.get(role=Role.LEAD), actor=str(lead.pk), now=NOW)
    assert sessions_of(other) == []
    assert client.get(HOME).headers["Location"].startswith("/sign-in/")
    with time_machine.travel(timedelta(minutes=1)):
        client = signed_in(other)
    assert client.get(HOME).status_code == 404
    assert client.get("/schools/river-lane/").status_code == 200


def test_a_role_that_is_given_ends_every_session_but_the_givers_own(lead: User, maple: School) -> None:
    other = member(Role.SENCO, maple, email="other@maple.example")
    theirs, own = signed_in(other), signed_in(lead)
    with time_machine.travel(timedelta(minutes=1)):
        elsewhere = signed_in(lead)
    for person in (other, lead):
        told = {"email": person.email, "name": person.name, "role": Role.COLLEAGUE}
        assert own.post(f"{HOME}people/invite/", told).status_code == 302
    assert theirs.get(HOME).headers["Location"].startswith("/sign-in/")
    assert elsewhere.get(HOME).headers["Location"].startswith("/sign-in/")
    assert own.get(HOME).status_code == 200


def test_a_name_among_the_contacts_does_not_sign_its_own_writer_out(lead: User, river: School) -> None:
    client = signed_in(lead)
    invite(invitee=Invitee(lead.email, lead.name, Role.LEAD, school=river), actor=str(lead.pk), now=NOW)
    assert client.get("/schools/river-lane/").status_code == 200


def test_a_closed_account_is_out_at_once(lead: User) -> None:
    client = signed_in(lead)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert client.get(HOME).headers["Location"].startswith("/sign-in/")


def test_sessions_are_listed_and_ended(lead: User) -> None:
    elsewhere = signed_in(lead)
    with time_machine.travel(timedelta(minutes=1)):
        client = signed_in(lead)
        page = client.get("/account/sessions/").content.decode()
        assert page.count("Signed in at") == 2
        assert page.count("This one") == 1
        (number,) = re.findall(r'name="session" value="(\d+)"', page)
        assert 'href="/account/password/"' in page
        assert "In 2 browsers, this one among them" in client.get("/account/").content.decode()
        client.post("/account/sessions/", {"session": number})
        assert elsewhere.get(HOME).headers["Location"].startswith("/sign-in/")
        assert client.get(HOME).status_code == 200


def test_nobody_ends_another_persons_session(lead: User, maple: School) -> None:
    signed_in(lead)
    other = signed_in(member(Role.HEAD, maple))
    other.post("/account/sessions/", {"session": str(sessions_of(lead)[0].pk)})
    assert len(sessions_of(lead)) == 1


def test_what_is_no_number_of_a_session_ends_none(lead: User) -> None:
    client = signed_in(lead)
    for said in ("9" * 5000, str(2**63), "²", ""):
        assert client.post("/account/sessions/", {"session": said}).status_code == 302
    assert len(sessions_of(lead)) == 1


def test_nobodys_address_is_kept(lead: User) -> None:
    signed_in(lead)
    assert sessions_of(lead)[0].ip == "0.0.0.0"  # noqa: S104  # the absence of one


def test_a_lost_second_factor_is_taken_off_and_set_up_anew(lead: User) -> None:
    client = signed_in(lead)
    reset_second_factor(user=lead, actor="test", now=NOW)
    assert client.get(HOME).headers["Location"].startswith("/sign-in/")
    assert factors_of(lead) == []
    assert "Set up your second step again" in mails()[-1].subject
    again = Client()
    enter_password(again, lead.email)
    assert again.get(HOME).headers["Location"] == "/account/second-factor/"


def test_a_changed_password_is_told_by_mail_and_noted(lead: User) -> None:
    client, elsewhere = signed_in(lead), signed_in(lead, given=give_spare(lead))
    new = "eleven quiet trains at noon"
    told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/", told).headers["Location"] == "/account/"
    assert "The password was changed" in mails()[-1].text
    assert client.get(HOME).status_code == 200
    assert elsewhere.get(HOME).status_code == 302
    with programme_scope("test"):
        assert Entry.objects.filter(act="password-changed", subject=f"user:{lead.pk}").exists()


def give_spare(user: User) -> str:
    return str(next(each for each in factors_of(user) if each.type == "recovery_codes").wrap().get_unused_codes()[0])


def test_a_copy_of_the_database_makes_no_codes(lead: User) -> None:
    kept = str([each.data for each in factors_of(lead)])
    assert SECRET not in kept
    assert give_spare(lead) not in kept


def test_new_passwords_are_not_asked_for_again_and_again(lead: User) -> None:
    for email in (lead.email, "nobody@maple.example"):
        replies = [Client().post("/account/password/forgotten/", {"email": email}) for _ in range(4)]
        assert [reply.status_code for reply in replies] == [302, 302, 302, 429]
        assert "Wait ten minutes, then try again" in replies[-1].content.decode()
