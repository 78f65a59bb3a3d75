"""An address with a number that no row can have is not found, in words, whatever its view would have asked."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from belonging.web.accounts.roles import Role
from belonging.web.config import answering_settings
from tests.web.accounts.given import member

PLACES = ["/programme/training/{}/materials/1/", "/programme/training/1/materials/{}/"]


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 2**64, 10**40])
@pytest.mark.parametrize("place", PLACES)
def test_staffs_pages_know_no_such_row(place: str, number: int, db: None) -> None:
    client = Client()
    client.force_login(member(Role.MANAGER))
    reply = client.get(place.format(number))
    assert reply.status_code == 404
    assert "not" in reply.content.decode()


def test_the_answering_process_looks_too(settings: Settings) -> None:
    assert "belonging.web.config.numbers.NumbersOfRows" in answering_settings.MIDDLEWARE
    settings.ROOT_URLCONF, settings.MIDDLEWARE = answering_settings.ROOT_URLCONF, answering_settings.MIDDLEWARE
    assert Client().get(f"/{2**64}/").status_code == 404
