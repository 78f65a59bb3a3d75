"""Who comes to the hub, at a fixed moment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of, person
from tests.web.conftest import NOW


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def teacher(maple: School) -> User:
    return person(Role.STAFF, maple, "Tess Teacher")


@pytest.fixture
def browser(teacher: User) -> Client:
    return browser_of(teacher)


@pytest.fixture
def manager(db: None) -> User:
    user = User.objects.create(email="manager@example.org", name="Max Manager")
    Membership.objects.create(user=user, role=Role.MANAGER)
    return user


@pytest.fixture
def team(manager: User) -> Client:
    return browser_of(manager)
