from __future__ import annotations

import pytest

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.programme.models import Cohort
from tests.web.packs.given import a_person, figures_out
from tests.web.shared_database import shared_database

__all__ = ["shared_database"]


@pytest.fixture
def out(cohort: Cohort) -> Cohort:
    """The cohort, with programme figures that are out: as little of them as there can be."""
    figures_out(cohort)
    return cohort


@pytest.fixture
def sam(db: None) -> User:
    return a_person("Sam", Role.EVALUATOR)


@pytest.fixture
def tom(db: None) -> User:
    return a_person("Tom", Role.MANAGER)


@pytest.fixture
def anita(db: None) -> User:
    return a_person("Anita", Role.MANAGER)


@pytest.fixture
def eve(db: None) -> User:
    return a_person("Eve", Role.EVALUATOR)
