"""Who comes to training, and who runs it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of
from tests.web.conftest import NOW
from tests.web.training.given import staff_member


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def teacher(maple: School) -> User:
    return staff_member(Role.STAFF, maple, "Ben Teacher")


@pytest.fixture
def browser(teacher: User) -> Client:
    return browser_of(teacher)


@pytest.fixture
def lead_browser(maple: School) -> Client:
    return browser_of(staff_member(Role.LEAD, maple, "Asha Lead"))


@pytest.fixture
def team(db: None) -> Client:
    return browser_of(staff_member(Role.MANAGER, None, "Tom Manager"))
