"""A baseline audit of Maple Tree School, its lead and two colleagues. Tests that travel to NOW see it as just begun."""

from __future__ import annotations

import pytest

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit
from belonging.web.audit.services.work import start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.audit.people import person
from tests.web.conftest import NOW


@pytest.fixture
def robin(in_maple: School) -> User:
    return person(Role.LEAD, in_maple, "Robin")


@pytest.fixture
def sam(in_maple: School) -> User:
    return person(Role.COLLEAGUE, in_maple, "Sam")


@pytest.fixture
def jo(in_maple: School) -> User:
    return person(Role.COLLEAGUE, in_maple, "Jo")


@pytest.fixture
def audit(in_maple: School, cohort: Cohort, robin: User) -> Audit:
    return start_audit(school=in_maple, cohort=cohort, stage="baseline", actor=str(robin.pk), now=NOW)
