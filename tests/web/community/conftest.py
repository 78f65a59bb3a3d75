"""A teacher, a lead of another school, and the programme's manager."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.schools.models import School
from tests.web.community.given import browser_of, member
from tests.web.conftest import NOW


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def teacher(maple: School) -> User:
    return member("Ben Achebe", Role.STAFF, maple)


@pytest.fixture
def lead(river: School) -> User:
    return member("Amara Linden", Role.LEAD, river)


@pytest.fixture
def manager(db: None) -> User:
    return member("Tom Calloway", Role.MANAGER)


@pytest.fixture
def teacher_browser(teacher: User) -> Client:
    return browser_of(teacher)


@pytest.fixture
def lead_browser(lead: User) -> Client:
    return browser_of(lead)


@pytest.fixture
def manager_browser(manager: User) -> Client:
    return browser_of(manager)
