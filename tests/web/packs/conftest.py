from __future__ import annotations

import pytest

from belonging.evaluation.released import Findings
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from tests.web.conftest import NOW
from tests.web.packs.given import a_person
from tests.web.shared_database import shared_database

__all__ = ["shared_database"]


@pytest.fixture
def out(cohort: Cohort) -> Cohort:
    """The cohort, with programme figures that are out: as little of them as there can be."""
    findings = Findings(
        instrument="pupil_v1",
        instrument_digest="",
        audience="pupil",
        policy="release",
        policy_version=1,
        engine_version="2",
        plan_digest="",
        input_digest="",
        scope="programme",
        waves=("baseline",),
        responses=(),
        headlines=(),
        tables=(),
    )
    with programme_scope("test"):
        Release.objects.create(
            cohort=cohort,
            audience="pupil",
            instrument="pupil_v1",
            waves="baseline",
            policy="release",
            engine_version="2",
            input_digest="",
            rounds=[1],
            findings=findings.to_json(),
            released_at=NOW,
        )
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
