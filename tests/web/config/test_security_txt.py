"""Whoever has found a weakness finds whom to tell, where the operator names somebody."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from belonging.web.config.mail import security_contact

ADDRESS = "/.well-known/security.txt"


def test_it_names_the_operators_contact_and_a_day_to_come(settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    page = Client().get(ADDRESS)
    lines = dict(line.split(": ", 1) for line in page.content.decode().splitlines())
    assert page["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:security@example.org"
    assert lines["Canonical"] == f"{settings.STAFF_URL}{ADDRESS}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", lines["Expires"])
    left = datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC)
    assert timedelta(days=88) < left <= timedelta(days=90)


@pytest.mark.django_db
def test_where_nobody_is_named_there_is_none(settings: Settings) -> None:
    settings.SECURITY_CONTACT = ""
    assert Client().get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("security@example.org", "mailto:security@example.org"),
        ("https://a.example/tell", "https://a.example/tell"),
    ],
)
def test_a_contact_is_an_address_or_a_page(monkeypatch: pytest.MonkeyPatch, written: str, read: str) -> None:
    monkeypatch.setenv("BELONGING_SECURITY_CONTACT", written)
    assert security_contact() == read


@pytest.mark.parametrize(
    "written", ["security", "http://a.example", "https://a.example/\nContact: x", "A <a@b.example>"]
)
def test_what_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("BELONGING_SECURITY_CONTACT", written)
    with pytest.raises(ImproperlyConfigured, match="BELONGING_SECURITY_CONTACT is"):
        security_contact()
