"""A school with the simulated pilot's findings, and a plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache

import pytest
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.actions.models import Action, Status
from belonging.web.base.scope import school_scope
from belonging.web.enrolment.models import SchoolWave
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Page
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.queries.reading import state_of
from belonging.web.replies.services.pages import approve, build_pages
from belonging.web.schools.models import School
from tests.web.reports.conftest import AUDIENCES, OF_MAPLE, RELEASED_AT, released, signed_in

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning in term."""
PROMISED = date(2026, 12, 4)
"""A Friday."""
AN_ACTOR = "7f4b7c1e-9e55-4a4c-8b0e-0d5b0d0c0a01"


@cache
def _stored(audience: str) -> dict[str, str]:
    """A release's fields, written out once: findings are long."""
    findings = released(audience, OF_MAPLE)
    return {
        "audience": findings.audience,
        "instrument": findings.instrument,
        "waves": "+".join(findings.waves),
        "policy": findings.policy,
        "engine_version": findings.engine_version,
        "input_digest": findings.input_digest,
        "findings": findings.to_json(),
    }


@pytest.fixture
def maple_released(maple: School, cohort: Cohort) -> School:
    with school_scope(maple.pk):
        for audience in AUDIENCES:
            Release.objects.create(school=maple, cohort=cohort, rounds=[], released_at=RELEASED_AT, **_stored(audience))
        SchoolWave.objects.filter(school=maple, cohort=cohort).delete()
        SchoolWave.objects.create(
            school=maple,
            cohort=cohort,
            wave="endline",
            first_day=date(2026, 11, 9),
            last_day=date(2026, 11, 13),
            reply_by=date(2026, 11, 2),
            results_on=PROMISED,
        )
    return maple


@pytest.fixture
def in_maple(maple_released: School) -> Iterator[School]:
    with school_scope(maple_released.pk):
        yield maple_released


def planned(school: School, cohort: Cohort, **words: object) -> Action:
    """An action of the plan, written straight down: how it comes about is tested where it is done."""
    given: dict[str, object] = {
        "number": 1 + Action.objects.filter(school=school, cohort=cohort).count(),
        "what": "Staff rota for the corner by the gym (Mr Ames, Tuesdays)",
        "status": Status.UNDER_WAY,
        "status_since": NOW,
        "created_by": AN_ACTOR,
        "created_at": NOW,
        "changed_by": AN_ACTOR,
        "changed_at": NOW,
    }
    return Action.objects.create(school=school, cohort=cohort, **(given | words))


def measured(item: str, *, audience: str = "pupil", by: str = "all", group: str = "all") -> dict[str, str]:
    return {
        "measure_audience": audience,
        "measure_item": item,
        "measure_by": by,
        "measure_group": group,
        "measure_direction": "more",
    }


def state(page: Page) -> str:
    """What somebody reads of the page now."""
    page = Page.objects.get(pk=page.pk)
    return state_of(page, lines_of(page))


def approved(page: Page, *, now: datetime = NOW) -> Page:
    """By a lead who has read it as it is now."""
    return approve(page=page, read=state(page), checked=True, actor=AN_ACTOR, now=now)


@pytest.fixture
def pages(in_maple: School, cohort: Cohort) -> dict[str, Page]:
    """Maple's pages of the endline, with one action in the plan, by edition."""
    planned(in_maple, cohort, for_pupils="We open a quiet room at lunch.", **measured("lonely"))
    made = build_pages(school=in_maple, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)
    return {page.edition: page for page in made}


@pytest.fixture
def lead(maple_released: School) -> Client:
    return signed_in(Role.LEAD, maple_released)
