"""People with roles, and the demo's own URLs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import reload
from pathlib import Path

import pytest
from django.test import Client
from django.urls import clear_url_caches
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.config import urls as all_urls
from belonging.web.home import urls as home_urls
from belonging.web.home.demo_file import Loading, Phase, write_loading
from belonging.web.schools.models import School
from tests.web.conftest import NOW

SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """A browser of somebody who holds the role in these schools, or in the programme."""

    def sign_in(role: Role, *schools: School) -> Client:
        user = open_account(email=f"{role.value}{len(schools)}@maple.example", name="Jo", actor="test", now=NOW)
        for school in schools or (None,):
            grant_role(user=user, role=role, school=school, actor="test", now=NOW)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def demo_mode(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """The URLconf and the folder of a demo that has been loaded; gives the folder."""
    settings.DEMO = True
    settings.BELONGING_HOME = tmp_path
    write_loading(tmp_path, Loading(Phase.READY, 1, 1, "Everything is loaded"))
    _read_urls_again()
    yield tmp_path
    settings.DEMO = False
    _read_urls_again()


@pytest.fixture
def visitor(db: None, maple: School) -> User:
    """The demo's account that leads Maple Tree School."""
    user = open_account(email="own-lead@demo.example", name="Robin", is_demo=True, actor="test", now=NOW)
    grant_role(user=user, role=Role.LEAD, school=maple, actor="test", now=NOW)
    return user


def _read_urls_again() -> None:
    reload(home_urls)
    reload(all_urls)
    clear_url_caches()
