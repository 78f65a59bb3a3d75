"""Shared by the tests of the service: two schools, a cohort, a fixed moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from pytest_django import Settings

from belonging.web.base.scope import school_scope
from belonging.web.config import answering_settings
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School, Setting
from tests.web.enrolment.given import ready

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning in term."""


@pytest.fixture
def cohort(db: None) -> Cohort:
    return Cohort.objects.create(
        name="Pilot 2026", slug="pilot-2026", starts_on=date(2026, 9, 1), is_demo=True, comments_on=True
    )


def enrolled(cohort: Cohort, *, name: str, slug: str, mask: str) -> School:
    school = School.objects.create(name=name, slug=slug, setting=Setting.PRIMARY, is_simulated=True)
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask=mask)
        ready(school, cohort, NOW)
    return school


@pytest.fixture
def maple(cohort: Cohort) -> School:
    return enrolled(cohort, name="Maple Tree School", slug="maple-tree", mask="A")


@pytest.fixture
def river(cohort: Cohort) -> School:
    return enrolled(cohort, name="River Lane School", slug="river-lane", mask="B")


@pytest.fixture
def in_maple(maple: School) -> Iterator[School]:
    with school_scope(maple.pk):
        yield maple


@pytest.fixture
def answering_process(settings: Settings) -> None:
    """The pages of the answering process, as its own settings have them."""
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CONTENT_SECURITY_POLICY", "SECURE_REFERRER_POLICY"):
        setattr(settings, name, getattr(answering_settings, name))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = answering_settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = answering_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
