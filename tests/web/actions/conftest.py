"""Who comes to a plan, and a plan to come to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of, person
from tests.web.conftest import NOW


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(in_maple: School) -> User:
    return person(Role.LEAD, in_maple, "Asha Lead")


@pytest.fixture
def lead_browser(lead: User) -> Client:
    return browser_of(lead)


@pytest.fixture
def colleague(in_maple: School) -> User:
    return person(Role.COLLEAGUE, in_maple, "Ben Colleague")


@pytest.fixture
def adviser(in_maple: School) -> User:
    return person(Role.ADVISER, in_maple, "Cleo Adviser")
