"""Ways in and out."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.schools.models import School
from tests.web.home.conftest import SignedIn

ONE_CLICK = "/sign-in/one-click/"


def test_in_the_demo_one_click_leads_to_ones_work(client: Client, demo_mode: Path, visitor: User) -> None:
    page = client.post(ONE_CLICK, {"email": visitor.email}, follow=True)
    assert page.redirect_chain[-1][0] == "/schools/maple-tree/"
    assert client.session[SESSION_KEY] == str(visitor.pk)


def test_the_sign_in_page_says_what_each_will_see(client: Client, demo_mode: Path, visitor: User) -> None:
    text = client.get("/sign-in/").content.decode()
    assert "Runs the open questionnaire" in text
    assert text.count('name="email"') == 1


def test_one_click_is_a_post_with_a_token(demo_mode: Path, visitor: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(ONE_CLICK, {"email": visitor.email}).status_code == 405
    assert strict.post(ONE_CLICK, {"email": visitor.email}).status_code == 403
    assert SESSION_KEY not in strict.session


@pytest.mark.parametrize(("wanted", "goes"), [
    ("/programme/", "/programme/"),
    ("https://elsewhere.example/", "/work/"),
    ("//elsewhere.example/", "/work/"),
    ("javascript:alert(1)", "/work/"),
])  # fmt: skip
def test_after_signing_in_one_stays_on_this_site(
    client: Client, demo_mode: Path, visitor: User, wanted: str, goes: str
) -> None:
    page = client.post(f"{ONE_CLICK}?next={wanted}", {"email": visitor.email})
    assert page.headers["Location"] == goes


def test_an_account_that_the_demo_did_not_make_is_not_there(client: Client, demo_mode: Path, visitor: User) -> None:
    User.objects.create(email="real@maple.example", name="A real person")
    assert client.post(ONE_CLICK, {"email": "real@maple.example"}).status_code == 404
    assert client.post(ONE_CLICK, {"email": "nobody@demo.example"}).status_code == 404
    assert SESSION_KEY not in client.session


def test_outside_the_demo_the_way_in_is_not_there(client: Client, visitor: User) -> None:
    assert client.post(ONE_CLICK, {"email": visitor.email}).status_code == 404
    text = client.get("/sign-in/").content.decode()
    assert "Accounts come by invitation" in text
    assert 'name="password"' in text
    assert "one click" not in text.lower()


def test_signing_out_asks_first_and_forgets_the_session(signed_in: SignedIn, maple: School) -> None:
    client = signed_in(Role.LEAD, maple)
    assert SESSION_KEY in client.session
    assert client.get("/sign-out/").status_code == 200
    assert SESSION_KEY in client.session
    assert client.post("/sign-out/").headers["Location"] == "/"
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(("role", "goes"), [
    (Role.LEAD, "/schools/maple-tree/"),
    (Role.SENCO, "/schools/maple-tree/"),
    (Role.ADVISER, "/schools/maple-tree/"),
    (Role.MANAGER, "/programme/"),
    (Role.EVALUATOR, "/programme/"),
])  # fmt: skip
def test_each_role_lands_where_its_work_is(signed_in: SignedIn, maple: School, role: Role, goes: str) -> None:
    schools = [maple] if role in (Role.LEAD, Role.SENCO, Role.ADVISER) else []
    client = signed_in(role, *schools)
    page = client.get(reverse("home:work"))
    assert page.headers["Location"] == goes
    assert client.get(goes).status_code == 200


def test_a_lead_of_two_schools_chooses(signed_in: SignedIn, maple: School, river: School) -> None:
    text = signed_in(Role.LEAD, maple, river).get("/work/").content.decode()
    assert "/schools/maple-tree/" in text
    assert "/schools/river-lane/" in text


def test_somebody_without_a_role_is_told_whom_to_ask(client: Client, visitor: User) -> None:
    visitor.memberships.all().delete()
    client.force_login(visitor)
    assert "has no role yet" in client.get("/work/").content.decode()


def test_nobody_signed_in_has_no_work(client: Client, db: None) -> None:
    assert client.get("/work/").headers["Location"] == "/sign-in/"
