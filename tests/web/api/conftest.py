from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django.core.cache import cache as calls
from django.test import Client
from django.utils import timezone

from belonging.evaluation.released import Findings
from belonging.web.api.rules.keys import Scope
from belonging.web.api.services.keys import NewKey, make_key
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.examples import example_findings
from belonging.web.schools.models import School
from tests.web.reports.conftest import manager, store

__all__ = ["manager"]

EXAMPLES = {"pupil": "four-hundred-and-twenty", "parent": "forty-five", "staff": "twenty-four"}
"""Findings at three rungs that the examples keep stored, so that the engine has nothing to do here."""


@cache
def released(audience: str) -> Findings:
    """Of all schools together."""
    found = example_findings(EXAMPLES[audience])
    return replace(found, audience=audience, scope="programme")


@pytest.fixture
def programme_released(cohort: Cohort) -> Cohort:
    with programme_scope("test"):
        store(released("pupil"), cohort)
    return cohort


@pytest.fixture
def maple_released(maple: School, cohort: Cohort) -> School:
    with school_scope(maple.pk):
        store(example_findings("forty-five"), cohort, maple)
    return maple


@pytest.fixture(autouse=True)
def no_calls_yet(db: None) -> None:
    calls.clear()


def a_key(*scopes: Scope, cohorts: tuple[str, ...] = ()) -> str:
    now = timezone.now()
    new = NewKey("A dashboard", scopes or tuple(Scope), cohorts, timezone.localdate(now) + timedelta(days=30))
    with programme_scope("test"):
        return make_key(new=new, actor="test", now=now)[1]


def read(address: str, key: str = "", **headers: str) -> Any:
    sent = {"Authorization": f"Bearer {key}", **headers} if key else headers
    return Client().get(f"/api/v1/{address}", headers=sent)
