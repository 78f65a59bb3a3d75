"""Sessions guarded, as they are everywhere but in the tests of other parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.enrolment.models import ContactKind
from belonging.web.schools.models import School
from tests.web.enrolment.given import PEOPLE


@pytest.fixture
def guarded(settings: Settings, db: None) -> None:
    settings.GUARD_SESSIONS = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests alone


@pytest.fixture
def committing(monkeypatch: pytest.MonkeyPatch) -> None:
    """allauth tells of a new second factor when the transaction commits, which that of a test never does."""

    def at_once(act: Callable[[], object]) -> None:
        act()

    monkeypatch.setattr(transaction, "on_commit", at_once)


@pytest.fixture
def maple(maple: School) -> School:
    """A school where nobody has an account yet: who has one is what is tested here."""
    User.objects.filter(email=PEOPLE[ContactKind.SAFEGUARDING].email).delete()
    return maple
