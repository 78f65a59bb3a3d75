"""A set of four leads and a facilitator, at a moment in term."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from belonging.web.accounts.models import User
from belonging.web.programme.models import Cohort
from belonging.web.sets.models import LearningSet, Meeting
from tests.web.conftest import NOW
from tests.web.sets.given import facilitator, leads_of, made_set, met


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ruth(db: None) -> User:
    return facilitator("Ruth Calder")


@pytest.fixture
def leads(cohort: Cohort) -> list[User]:
    return leads_of(cohort, "Asha Lead", "Ben Stone", "Cleo Marsh", "Dov Hart")


@pytest.fixture
def oak(cohort: Cohort, ruth: User, leads: list[User]) -> LearningSet:
    return made_set(cohort, "Oak", ruth, leads)


@pytest.fixture
def meeting(oak: LearningSet) -> Meeting:
    """Begins now; Asha presents."""
    return met(oak, starts_at=NOW)


@pytest.fixture
def coming(oak: LearningSet) -> Meeting:
    """Planned for this afternoon; Asha presents."""
    return met(oak)
