from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import SESSION_KEY
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from belonging.web.accounts.errors import DemoSignInRefused, EmailTaken, RoleHeld
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account, sign_in_demo
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.journal.queries import broken_link
from belonging.web.schools.models import School
from tests.web.conftest import NOW

LIVE = """
import django
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
django.setup()
assert settings.DEMO is False
try:
    resolve("/sign-in/one-click/")
except Resolver404:
    print("no such page")
try:
    reverse("home:sign_in_as")
except NoReverseMatch:
    print("no such name")
from django.http import HttpRequest
from django.utils import timezone
from belonging.web.accounts.errors import DemoSignInRefused
from belonging.web.accounts.models import User
from belonging.web.accounts.services import sign_in_demo
try:
    sign_in_demo.__wrapped__(request=HttpRequest(), user=User(email="a@demo.example", is_demo=True), now=timezone.now())
except DemoSignInRefused as refusal:
    print("refused")
"""


@pytest.fixture
def visitor(db: None) -> User:
    return open_account(email="Visitor@Demo.example", name="A visitor", is_demo=True, actor="test", now=NOW)


@pytest.fixture
def request_() -> HttpRequest:
    request = RequestFactory().post("/")
    request.session = import_module(django_settings.SESSION_ENGINE).SessionStore()
    request.session["before"] = "kept from before signing in"
    request.session.save()
    return request


def test_an_account_has_no_password_and_a_tidy_address(visitor: User) -> None:
    assert visitor.email == "visitor@demo.example"
    assert not visitor.has_usable_password()


def test_an_address_has_one_account(visitor: User) -> None:
    with pytest.raises(EmailTaken, match="Give that account another role"):
        open_account(email="visitor@DEMO.example", name="Again", actor="test", now=NOW)


def test_a_role_is_given_once(visitor: User, maple: School) -> None:
    grant_role(user=visitor, role=Role.LEAD, school=maple, actor="test", now=NOW)
    with pytest.raises(RoleHeld):
        grant_role(user=visitor, role=Role.LEAD, school=maple, actor="test", now=NOW)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.LEAD])
def test_a_role_is_not_given_in_the_wrong_place(visitor: User, maple: School, role: Role) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        grant_role(user=visitor, role=role, school=maple if role is Role.MANAGER else None, actor="test", now=NOW)


def test_accounts_and_roles_stand_in_the_journal_without_names(visitor: User, maple: School) -> None:
    grant_role(user=visitor, role=Role.LEAD, school=maple, actor="test", now=NOW)
    with programme_scope("test"):
        acts = [(entry.act, entry.subject) for entry in Entry.objects.order_by("pk")]
        assert ("open-account", f"user:{visitor.pk}") in acts
        assert ("grant-role", f"user:{visitor.pk}") in acts
        assert not [entry for entry in Entry.objects.all() if "visitor" in str(entry.details).lower()]
        assert broken_link("programme") is None
        assert broken_link(f"school:{maple.pk}") is None


def test_the_demo_signs_its_own_accounts_in_under_a_fresh_session(
    visitor: User, request_: HttpRequest, settings: Settings
) -> None:
    settings.DEMO = True
    before = request_.session.session_key

    sign_in_demo(request=request_, user=visitor, now=NOW)

    assert request_.session[SESSION_KEY] == str(visitor.pk)
    assert request_.session.session_key != before


def test_outside_the_demo_nobody_is_signed_in_by_a_click(visitor: User, request_: HttpRequest) -> None:
    with pytest.raises(DemoSignInRefused, match="part of the demo alone"):
        sign_in_demo(request=request_, user=visitor, now=NOW)
    assert SESSION_KEY not in request_.session


@pytest.mark.parametrize("value", [1, "yes", None])
def test_only_true_counts_as_demo(visitor: User, request_: HttpRequest, settings: Settings, value: object) -> None:
    settings.DEMO = value
    with pytest.raises(DemoSignInRefused):
        sign_in_demo(request=request_, user=visitor, now=NOW)


@pytest.mark.parametrize(("is_demo", "is_active"), [(False, True), (True, False)])
def test_the_demo_refuses_accounts_that_it_did_not_make(
    visitor: User, request_: HttpRequest, settings: Settings, is_demo: bool, is_active: bool
) -> None:
    settings.DEMO = True
    User.objects.filter(pk=visitor.pk).update(is_demo=is_demo, is_active=is_active)
    visitor.refresh_from_db()
    with pytest.raises(DemoSignInRefused, match="not made by the demo"):
        sign_in_demo(request=request_, user=visitor, now=NOW)
    assert SESSION_KEY not in request_.session


def test_a_live_process_has_neither_the_page_nor_the_service(tmp_path: object) -> None:
    environment = {
        **os.environ,
        "BELONGING_MODE": "live",
        "BELONGING_HOME": str(tmp_path),
        "BELONGING_DATABASE_URL": f"sqlite:///{tmp_path}/live.sqlite3",
        "BELONGING_SECRET_KEY": "s" * 50,
        "BELONGING_PEPPER": "p" * 50,
        "DJANGO_SETTINGS_MODULE": "belonging.web.config.settings",
    }
    said = subprocess.run(
        [sys.executable, "-c", LIVE], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.split("\n")[:3] == ["no such page", "no such name", "refused"]
