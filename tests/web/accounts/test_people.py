"""Inviting and ending, by a school's lead and by the programme's team."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from belonging.web.accounts.errors import InvitationOver, LastOne, OwnGrant, RoleMisplaced
from belonging.web.accounts.models import Invitation, Membership, User
from belonging.web.accounts.queries import open_invitations, people_of
from belonging.web.accounts.roles import BODY_ROLES, SCHOOL_ROLES, Role
from belonging.web.accounts.services import (
    Invitee,
    accept_invitation,
    end_role,
    grant_role,
    invite,
    open_account,
    withdraw_invitation,
)
from belonging.web.base.scope import programme_scope
from belonging.web.schools.models import Body, BodyKind, School
from tests.web.accounts.given import code, enter_password, invited, mails, member, signed_in
from tests.web.conftest import NOW

PEOPLE = "/schools/maple-tree/people/"
TEAM = "/programme/people/"
pytestmark = pytest.mark.usefixtures("guarded")


@pytest.fixture
def lead(maple: School) -> User:
    return member(Role.LEAD, maple)


@pytest.fixture
def manager(db: None) -> User:
    return member(Role.MANAGER)


def told(role: str, **others: str) -> dict[str, str]:
    return {"name": "Sam Rivers", "email": "sam@maple.example", "role": role} | others


def waiting() -> list[Invitation]:
    with programme_scope("test"):
        return list(open_invitations())


def test_a_lead_invites_the_senco_and_sees_who_has_not_come_yet(lead: User, maple: School) -> None:
    client = signed_in(lead)
    reply = client.post(f"{PEOPLE}invite/", told("senco"), follow=True)
    text = reply.content.decode()
    assert "An invitation is on its way to Sam Rivers" in text
    assert "Invited, not here yet" in text
    assert "SENCO. Can be used until" in text
    assert mails()[-1].to == "sam@maple.example"
    assert "SENCO, Maple Tree School" in mails()[-1].text


@pytest.mark.parametrize("role", sorted(set(Role) - {"lead", "head", "senco", "safeguarding", "colleague", "staff"}))
def test_a_lead_gives_no_role_of_the_programme(lead: User, role: str) -> None:
    page = signed_in(lead).post(f"{PEOPLE}invite/", told(role))
    assert "Please choose one of these roles" in page.content.decode()
    assert waiting() == []


def test_what_was_typed_is_kept_when_something_is_missing(lead: User) -> None:
    text = signed_in(lead).post(f"{PEOPLE}invite/", told("", email="sam at maple")).content.decode()
    assert "An e-mail address looks like" in text
    assert "Please choose a role" in text
    assert 'value="Sam Rivers"' in text
    assert 'value="sam at maple"' in text


def test_a_lead_sends_again_and_withdraws(lead: User, maple: School) -> None:
    client = signed_in(lead)
    client.post(f"{PEOPLE}invite/", told("head"))
    first = waiting()[0]
    assert client.get(f"{PEOPLE}invitations/{first.pk}/").headers["Location"] == PEOPLE
    client.post(f"{PEOPLE}invitations/{first.pk}/", {"act": "resend"})
    (second,) = waiting()
    assert second.pk != first.pk
    client.post(f"{PEOPLE}invitations/{second.pk}/", {"act": "withdraw"})
    assert waiting() == []


def test_a_lead_sees_and_touches_no_invitation_of_another_school(lead: User, maple: School, river: School) -> None:
    theirs = invited(school=river)
    client = signed_in(lead)
    assert "Sam Rivers" not in client.get(PEOPLE).content.decode()
    assert client.post(f"{PEOPLE}invitations/{theirs.pk}/", {"act": "withdraw"}).status_code == 404
    assert len(waiting()) == 1


def test_a_lead_ends_roles_but_never_the_last_leads_nor_the_advisers(lead: User, maple: School) -> None:
    adviser = member(Role.ADVISER, maple)
    head = member(Role.HEAD, maple)
    client = signed_in(lead)
    ends = {each.role: f"{PEOPLE}roles/{each.pk}/end/" for each in people_of(maple)}
    assert "End this role?" in client.get(ends["head"]).content.decode()
    assert "has been shut out at once" in client.post(ends["head"], follow=True).content.decode()
    assert not head.memberships.exists()
    assert client.post(ends["adviser"]).status_code == 404
    assert adviser.memberships.exists()
    assert "This is your own role" in client.get(ends["lead"]).content.decode()
    assert "the school&#x27;s last lead" in client.post(ends["lead"], follow=True).content.decode()
    assert lead.memberships.exists()


def test_a_lead_ends_nothing_in_another_school(lead: User, river: School) -> None:
    theirs = member(Role.HEAD, river).memberships.get()
    assert signed_in(lead).post(f"{PEOPLE}roles/{theirs.pk}/end/").status_code == 404
    assert Membership.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("role", [Role.LEAD, Role.MANAGER])
def test_the_last_one_stays(maple: School, role: Role) -> None:
    school = maple if role is Role.LEAD else None
    first, second = (member(role, school, email=f"{n}@maple.example").memberships.get() for n in (1, 2))
    end_role(membership=first, actor="test", now=NOW)
    with pytest.raises(LastOne, match="Invite another"):
        end_role(membership=second, actor="test", now=NOW)


def test_after_a_quarter_of_an_hour_one_is_asked_again_and_what_was_sent_goes_on(lead: User) -> None:
    client = signed_in(lead)
    with time_machine.travel(timedelta(minutes=16)):
        reply = client.post(f"{PEOPLE}invite/", told("senco"))
        assert reply.headers["Location"] == f"/account/confirm/password/?next={quote(PEOPLE + 'invite/', safe='')}"
        assert waiting() == []
        page = client.get(reply.headers["Location"]).content.decode()
        assert "Is it you?" in page
        # Told where to send: a script that fetched another page may show this one in its place.
        assert 'action="/account/confirm/password/"' in page
        assert "/account/confirm/code/" in page
        wrong = {"password": "not the password at all", "next": f"{PEOPLE}invite/"}
        assert "That password is not right" in client.post("/account/confirm/password/", wrong).content.decode()
        client.post("/account/confirm/code/", {"code": code(), "next": f"{PEOPLE}invite/"})
    assert [each.email for each in waiting()] == ["sam@maple.example"]


def test_the_demos_people_are_not_asked(maple: School, settings: Settings) -> None:
    settings.DEMO = True
    user = open_account(email="own-lead@demo.example", name="Robin", actor="test", now=NOW, is_demo=True)
    grant_role(user=user, role=Role.LEAD, school=maple, actor="test", now=NOW)
    client = Client()
    client.force_login(user)
    with time_machine.travel(timedelta(hours=2)):
        assert client.get(f"{PEOPLE}invite/").status_code == 200
        settings.DEMO = False
        assert client.get(f"{PEOPLE}invite/").status_code == 302


def test_the_team_invites_an_adviser_to_several_schools_at_once(manager: User, maple: School, river: School) -> None:
    client = signed_in(manager)
    page = client.post(f"{TEAM}invite/", told("adviser", places="maple tree school\n\nRiver Lane School"), follow=True)
    assert "An invitation is on its way" in page.content.decode()
    assert {each.school for each in waiting()} == {maple, river}
    with time_machine.travel(NOW):
        user = accept_invitation(invitation=waiting()[0], password=None, now=waiting()[0].sent_at)
    assert user.memberships.count() == 2


@pytest.mark.parametrize(("role", "places", "said"), [
    ("lead", "", "Please say where"),
    ("lead", "No Such School", "No school on our books is called “No Such School”"),
    ("manager", "Maple Tree School", "is held in the whole programme. Leave this empty."),
    ("trust", "Maple Tree School", "No trust on our books"),
])  # fmt: skip
def test_a_role_needs_its_place(manager: User, maple: School, role: str, places: str, said: str) -> None:
    text = signed_in(manager).post(f"{TEAM}invite/", told(role, places=places)).content.decode()
    assert said in text
    assert waiting() == []


def test_one_wrong_place_invites_nobody(manager: User, maple: School) -> None:
    signed_in(manager).post(f"{TEAM}invite/", told("adviser", places="Maple Tree School\nNowhere"))
    assert waiting() == []


def test_the_team_invites_for_a_trust(manager: User) -> None:
    trust = Body.objects.create(kind=BodyKind.TRUST, name="Oak Trust", slug="oak", code="5001")
    signed_in(manager).post(f"{TEAM}invite/", told("trust", places="oak trust"))
    assert waiting()[0].body == trust


@pytest.mark.parametrize("role", list(Role))
def test_an_invitation_stands_in_the_roles_own_place_alone(maple: School, role: Role) -> None:
    wrong = None if role in SCHOOL_ROLES else maple
    with pytest.raises(RoleMisplaced, match="The role “"):
        invite(invitee=Invitee("a@b.example", "A", role, school=wrong), actor="test", now=NOW)
    with programme_scope("test"), pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            token_hash="0" * 64, email="a@b.example", name="A", role=role, school=wrong, invited_by="test",
            sent_at=NOW, expires_at=NOW + timedelta(hours=1),
        )  # fmt: skip


def test_nobody_gives_themself_the_way_to_what_children_ask(lead: User, maple: School) -> None:
    oneself = Invitee(lead.email, lead.name, Role.SAFEGUARDING, school=maple)
    with pytest.raises(OwnGrant, match="Nobody can give themself"):
        invite(invitee=oneself, actor=str(lead.pk), now=NOW)
    assert waiting() == []
    invite(invitee=oneself, actor="another lead", now=NOW)
    assert Membership.objects.filter(user=lead, role=Role.SAFEGUARDING, school=maple).exists()


def test_a_local_authoritys_role_is_not_held_in_a_trust(db: None) -> None:
    trust = Body.objects.create(kind=BodyKind.TRUST, name="Oak Trust", slug="oak")
    assert Role.AUTHORITY in BODY_ROLES
    with pytest.raises(RoleMisplaced):
        invite(invitee=Invitee("a@b.example", "A", Role.AUTHORITY, body=trust), actor="test", now=NOW)


def test_an_invitation_is_never_both_used_and_withdrawn(maple: School) -> None:
    made = invited(school=maple)
    with programme_scope("test"), pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=made.pk).update(used_at=NOW, withdrawn_at=NOW)
    accept_invitation(invitation=made, password=None, now=NOW)
    with pytest.raises(InvitationOver, match="End the role instead"):
        withdraw_invitation(invitation=made, actor="test", now=NOW)


def test_the_team_finds_people_by_name_address_and_school(manager: User, maple: School, river: School) -> None:
    member(Role.HEAD, maple, email="head@maple.example")
    member(Role.HEAD, river, email="head@river.example")
    client = signed_in(manager)
    for search, finds in (("river lane", "head@river.example"), ("maple.ex", "head@maple.example")):
        text = client.get(TEAM, {"search": search}).content.decode()
        assert finds in text
        assert text.count("@river.example") + text.count("head@maple.example") == 1
    assert "has “nobody of that name” in it" in client.get(TEAM, {"search": "nobody of that name"}).content.decode()


def test_the_team_opens_the_way_back_for_somebody_who_lost_the_phone(manager: User, lead: User) -> None:
    client = signed_in(manager)
    page = f"{TEAM}{lead.pk}/second-factor/"
    assert "Speak to Jo Field first" in client.get(page).content.decode()
    client.post(page)
    assert enter_password(Client(), lead.email) == "/work/"


def test_the_lists_ask_as_often_for_three_as_for_one(
    manager: User, lead: User, maple: School, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clients = {PEOPLE: signed_in(lead), TEAM: signed_in(manager)}
    invited(school=maple, email="n0@maple.example")
    counts = {path: len(asked(client, path)) for path, client in clients.items()}
    for number in (1, 2):
        member(Role.HEAD, maple, email=f"head{number}@maple.example")
        invited(school=maple, email=f"n{number}@maple.example")
    for path, client in clients.items():
        with django_assert_num_queries(counts[path]):
            assert client.get(path).status_code == 200


def asked(client: Client, path: str) -> list[object]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return list(captured.captured_queries)


def test_the_list_of_everybody_is_paged(manager: User) -> None:
    client = signed_in(manager)
    User.objects.bulk_create([User(email=f"p{n}@maple.example", name=f"Person {n:02}") for n in range(60)])
    first = client.get(TEAM).content.decode()
    assert "Page 1<" in first
    assert "Person 59" not in first
    assert "Person 59" in client.get(TEAM, {"page": "3"}).content.decode()
    for number in ("x", "0", "-1", "9" * 30, "99"):
        assert client.get(TEAM, {"page": number}).status_code == 200


def test_the_list_of_a_large_school_is_paged(lead: User, maple: School) -> None:
    client = signed_in(lead)
    assert "Page 1" not in client.get(PEOPLE).content.decode()
    people = User.objects.bulk_create([User(email=f"p{n}@maple.example", name=f"Person {n:02}") for n in range(30)])
    Membership.objects.bulk_create([Membership(user=each, role=Role.STAFF, school=maple) for each in people])
    first, second = (client.get(PEOPLE, {"page": number}).content.decode() for number in ("x", "2"))
    assert 'href="?page=2"' in first
    assert "Person 29" not in first
    assert "Person 29" in second
    assert 'href="?page=1"' in second
