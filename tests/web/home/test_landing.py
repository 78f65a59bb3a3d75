"""After signing in, each person comes to where their work is."""

from __future__ import annotations

import pytest
from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.home.models import Standing
from belonging.web.home.services.standings import refresh_standings
from belonging.web.schools.models import Body, BodyKind, School
from tests.web.conftest import NOW


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create(email="p@example.org", name="A Person", is_demo=True)


@pytest.fixture
def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.LEAD, "/schools/maple-tree/"),
        (Role.HEAD, "/schools/maple-tree/"),
        (Role.SAFEGUARDING, "/schools/maple-tree/talk-requests/"),
        (Role.CHAIR, "/schools/maple-tree/talk-requests/"),
        (Role.MANAGER, "/programme/"),
        (Role.EVALUATOR, "/programme/"),
        (Role.SCREENER, "/programme/comments/"),
    ],
)
def test_one_role_leads_straight_to_its_page(
    person: User, client_of: Client, maple: School, role: Role, address: str
) -> None:
    in_school = address.startswith("/schools/")
    Membership.objects.create(user=person, role=role, school=maple if in_school else None)
    assert client_of.get("/work/").headers["Location"] == address
    assert client_of.get(address).status_code == 200


def test_several_places_are_listed(person: User, client_of: Client, maple: School, river: School) -> None:
    trust = Body.objects.create(kind=BodyKind.TRUST, name="Oak Trust", slug="oak-trust")
    Membership.objects.create(user=person, role=Role.ADVISER, school=maple)
    Membership.objects.create(user=person, role=Role.LEAD, school=river)
    Membership.objects.create(user=person, role=Role.TRUST, body=trust)
    text = client_of.get("/work/").content.decode()
    for name in ("Maple Tree School", "River Lane School", "Oak Trust"):
        assert name in text


def test_without_a_role_one_is_told_whom_to_ask(client_of: Client) -> None:
    assert "Your account has no role yet." in client_of.get("/work/").content.decode()


def test_an_adviser_of_several_schools_sees_how_far_each_is(
    person: User, client_of: Client, maple: School, river: School
) -> None:
    for school in (maple, river):
        Membership.objects.create(user=person, role=Role.ADVISER, school=school)
    refresh_standings(now=NOW)
    with programme_scope("test"):
        Standing.objects.filter(school=maple).update(audit="Baseline: signed off", plan="5 actions, 1 overdue")
    text = client_of.get("/work/").content.decode()
    assert "Setting up · audit: baseline: signed off · plan: 5 actions, 1 overdue" in text


def test_who_may_not_see_the_audit_reads_no_state_of_it(
    person: User, client_of: Client, maple: School, river: School
) -> None:
    for school in (maple, river):
        Membership.objects.create(user=person, role=Role.SAFEGUARDING, school=school)
    refresh_standings(now=NOW)
    assert "Setting up" not in client_of.get("/work/").content.decode()
