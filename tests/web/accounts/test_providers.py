"""Signing in through an identity provider: for invited and verified addresses alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.rules import TWO_FACTORS, says_second_factor
from belonging.web.accounts.services import Invitee, invite
from belonging.web.base.scope import programme_scope
from belonging.web.config.environment import IdentityProvider, identity_providers
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School
from tests.web.accounts.given import enter_password, member
from tests.web.accounts.provider import CLIENT_ID, Provider, running_provider

HOME = "/schools/maple-tree/"
pytestmark = pytest.mark.usefixtures("guarded")


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings: Settings) -> Provider:
    named = IdentityProvider("dfe", "DfE Sign-in", running.address, CLIENT_ID, "a secret", acr=("high",))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [named.as_app()]}}
    running.claims = {"sub": "person-1", "email": "lead@maple.example", "email_verified": True, "name": "Jo Field"}
    return running


def through(provider: Provider, to: str = "") -> tuple[Client, str]:
    """A browser that has come back from the provider, and where it is led."""
    client = Client()
    away = client.get(f"/account/with/dfe/{to}").headers["Location"]
    assert away.startswith(f"{provider.address}/authorize?")
    asked = parse_qs(urlsplit(away).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = urlsplit(asked["redirect_uri"][0]).path
    reply = client.get(back, {"code": "once", "state": asked["state"][0]})
    return client, reply.headers["Location"]


def said(client: Client) -> str:
    return client.get("/sign-in/").content.decode()


def test_the_sign_in_page_names_the_provider_and_keeps_where_one_was_going(db: None, provider: Provider) -> None:
    text = Client().get(f"/sign-in/?next={HOME}").content.decode()
    assert 'href="/account/with/dfe/?next=%2Fschools%2Fmaple-tree%2F"' in text
    assert "Continue with DfE Sign-in" in text


def test_the_account_of_the_verified_address_is_signed_in_and_asked_for_its_own_second_step(
    maple: School, provider: Provider
) -> None:
    user = member(Role.LEAD, maple)
    client, to = through(provider, f"?next={HOME}")
    assert to == "/account/second-step/"
    assert SESSION_KEY not in client.session
    assert SocialAccount.objects.get().user == user
    with programme_scope("test"):
        assert Entry.objects.filter(act="account-connected", subject=f"user:{user.pk}").exists()


@pytest.mark.parametrize("claims", [{"amr": ["pwd", "mfa"]}, {"amr": ["pwd", "otp"]}, {"acr": "high"}])
def test_a_second_factor_that_the_provider_asked_for_counts(
    maple: School, provider: Provider, claims: dict[str, object]
) -> None:
    member(Role.LEAD, maple)
    provider.claims |= claims
    client, to = through(provider, f"?next={HOME}")
    assert to == HOME
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("claims", [{}, {"amr": ["pwd"]}, {"acr": "low"}, {"amr": "mfa"}])
def test_without_one_from_either_side_nothing_is_seen(
    maple: School, provider: Provider, claims: dict[str, object]
) -> None:
    member(Role.LEAD, maple, factor=False)
    provider.claims |= claims
    client, _ = through(provider)
    assert client.get(HOME).headers["Location"] == "/account/second-factor/"


def test_a_second_factor_of_last_time_does_not_count_for_this_time(maple: School, provider: Provider) -> None:
    member(Role.LEAD, maple)
    provider.claims |= {"amr": ["mfa"]}
    through(provider)
    provider.claims["amr"] = ["pwd"]
    assert through(provider)[1] == "/account/second-step/"


def test_an_invited_person_needs_no_password(maple: School, provider: Provider) -> None:
    invitee = Invitee(email="lead@maple.example", name="Jo Field", role=Role.LEAD, school=maple)
    invite(invitee=invitee, actor="test", now=timezone.now())
    provider.claims |= {"amr": ["mfa"]}
    client, to = through(provider)
    assert to == "/work/"
    assert client.get(HOME).status_code == 200
    assert not User.objects.get().has_usable_password()


def test_an_address_that_nobody_invited_is_told_what_to_do(db: None, provider: Provider) -> None:
    client, to = through(provider)
    assert to == "/sign-in/"
    assert "There is no account here for the address that DfE Sign-in gave us" in said(client)
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()


def test_an_address_that_the_provider_did_not_verify_opens_nothing(maple: School, provider: Provider) -> None:
    member(Role.LEAD, maple)
    provider.claims["email_verified"] = False
    client, to = through(provider)
    assert to == "/sign-in/"
    assert "did not confirm an e-mail address for you" in said(client)
    assert SESSION_KEY not in client.session


def test_a_provider_may_be_believed_by_the_operators_word(
    maple: School, provider: Provider, settings: Settings
) -> None:
    member(Role.LEAD, maple)
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = True
    provider.claims["email_verified"] = False
    assert through(provider)[1] == "/account/second-step/"


def test_a_closed_account_stays_closed(maple: School, provider: Provider) -> None:
    user = member(Role.LEAD, maple)
    User.objects.filter(pk=user.pk).update(is_active=False)
    client, to = through(provider)
    assert to == "/account/closed/"
    assert "This account is closed" in client.get(to).content.decode()


@pytest.mark.parametrize("process", ["?process=redirect", "?process=connect"])
def test_another_persons_second_factor_at_the_provider_does_not_count_for_mine(
    maple: School, provider: Provider, process: str
) -> None:
    """Somebody who knows a password cannot make up for the factor with an account of their own."""
    member(Role.HEAD, maple, factor=False)
    victim = member(Role.LEAD, maple, email="victim@maple.example")
    provider.claims |= {"email": "head@maple.example", "amr": ["mfa"]}
    client, _ = through(provider, process)
    assert SESSION_KEY not in client.session
    assert enter_password(client, victim.email) == "/account/second-step/"
    assert SESSION_KEY not in client.session


def test_a_code_that_this_browser_did_not_ask_for_signs_nobody_in(maple: School, provider: Provider) -> None:
    """Neither with a state made up, nor with that of another browser, nor twice with one's own."""
    member(Role.LEAD, maple)
    provider.claims |= {"amr": ["mfa"]}
    begun, other = Client(), Client()
    own, theirs = (
        parse_qs(urlsplit(client.get("/account/with/dfe/").headers["Location"]).query)["state"][0]
        for client in (begun, other)
    )
    provider.posted = ""
    for client, state in ((Client(), "forged"), (Client(), theirs), (begun, theirs), (begun, "forged"), (begun, "")):
        reply = client.get("/account/with/dfe/back/", {"code": "once", "state": state})
        assert reply.headers["Location"] == "/sign-in/"
        assert SESSION_KEY not in client.session
    assert provider.posted == "", "the code is not even taken there"
    assert begun.get("/account/with/dfe/back/", {"code": "once", "state": own}).headers["Location"] == "/work/"
    begun.post("/sign-out/")
    assert begun.get("/account/with/dfe/back/", {"code": "once", "state": own}).headers["Location"] == "/sign-in/"


def test_the_code_is_taken_with_what_proves_who_asked_for_it(maple: School, provider: Provider) -> None:
    member(Role.LEAD, maple)
    client = Client()
    asked = parse_qs(urlsplit(client.get("/account/with/dfe/").headers["Location"]).query)
    client.get("/account/with/dfe/back/", {"code": "once", "state": asked["state"][0]})
    verifier = parse_qs(provider.posted)["code_verifier"][0]
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    assert (asked["code_challenge"], len(verifier) >= 43) == ([digest], True)


@pytest.mark.parametrize("claims", [{"aud": "another"}, {"iss": "https://another.example"}, {"exp": 1}])
def test_an_identity_token_for_somebody_else_of_somebody_else_or_too_old_signs_nobody_in(
    maple: School, provider: Provider, claims: dict[str, object]
) -> None:
    member(Role.LEAD, maple)
    provider.claims |= {"amr": ["mfa"], **claims}
    client, to = through(provider)
    assert to == "/sign-in/"
    assert SESSION_KEY not in client.session
    assert not SocialAccount.objects.exists()


def test_no_token_of_the_provider_is_kept(maple: School, provider: Provider) -> None:
    member(Role.LEAD, maple)
    through(provider)
    assert SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


def test_going_back_there_does_not_break(db: None, provider: Provider) -> None:
    client = Client()
    reply = client.get("/account/with/dfe/back/", {"error": "access_denied", "state": "forged"})
    assert reply.headers["Location"] == "/sign-in/"
    assert "did not work, or was stopped" in said(client)
    assert client.get("/account/with/nobody/").status_code == 404


def test_providers_come_from_one_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "BELONGING_OIDC",
        '[{"id": "google", "name": "Google", "server_url": "https://accounts.google.com", "client_id": "a",'
        ' "secret": "b"}]',
    )
    (google,) = identity_providers()
    assert google.as_app()["settings"] == {
        "server_url": "https://accounts.google.com", "verified_email": False, "acr": [],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["google", '{"id": "google"}', '[{"id": "google"}]', '["google"]'])
def test_a_setting_that_cannot_be_read_is_refused_with_what_it_should_be(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("BELONGING_OIDC", text)
    with pytest.raises(ImproperlyConfigured, match="JSON list of objects with id, name"):
        identity_providers()


@hypothesis_settings(max_examples=50)
@given(st.lists(st.sampled_from(["pwd", "pin", "kba"])), st.text())
def test_a_password_alone_never_counts_whatever_the_level_is_called(amr: list[str], acr: str) -> None:
    assert not says_second_factor(amr=amr, acr=acr, accepted=())


@given(st.sampled_from(sorted(TWO_FACTORS)))
def test_one_method_alone_is_no_second_factor(method: str) -> None:
    assert says_second_factor(amr=["pwd", method], acr=None, accepted=())
    assert says_second_factor(amr=[method], acr=None, accepted=()) is (method == "mfa")
