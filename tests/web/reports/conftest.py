"""Releases of the simulated pilot, made by the engine once and stored as they would be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

import pytest
from django.test import Client

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.instruments.load import load
from belonging.simulation import simulate
from belonging.simulation.model import AnswerRow
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

RELEASED_AT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
AUDIENCES = ("pupil", "parent", "staff")
FACTS = ("year_group", "gender", "sen", "phase")
PILOT = simulate(7)
OF_MAPLE, OF_RIVER = "saffron-lock", "thistledown-rooms"
"""The simulated schools whose answers the tests' two schools borrow: one of middling size, one tiny."""


def _columns(rows: list[AnswerRow], audience: str) -> dict[str, list[object]]:
    settings = {school.key: school.setting for school in PILOT.schools}
    known: dict[str, list[object]] = {
        "school": [row.school for row in rows],
        "setting": [settings[row.school] for row in rows],
        "wave": [row.wave for row in rows],
        **{name: [row.fact(name) for row in rows] for name in FACTS},
    }
    items = [item.key for item in load(f"{audience}_v1").items]
    return {**known, **{key: [row.answers.get(key) for row in rows] for key in items}}


@cache
def released(audience: str, school: str = "") -> Findings:
    """The findings of one school, or of all of them."""
    instrument = load(f"{audience}_v1")
    rows = [row for row in PILOT.answers if row.audience == audience and school in ("", row.school)]
    answers = AnswerSet.from_columns(instrument, _columns(rows, audience))
    plan = Plan.default(instrument, "school" if school else "programme")
    rolls = {(one.key, wave): one.roll for one in PILOT.schools for wave in ("baseline", "endline")}
    return evaluate(answers, plan, Policy.release(), rolls)


def store(findings: Findings, cohort: Cohort, school: School | None = None, rounds: Iterable[int] = ()) -> Release:
    return Release.objects.create(
        school=school,
        cohort=cohort,
        audience=findings.audience,
        instrument=findings.instrument,
        waves="+".join(findings.waves),
        policy=findings.policy,
        engine_version=findings.engine_version,
        input_digest=findings.input_digest,
        rounds=list(rounds),
        findings=findings.to_json(),
        released_at=RELEASED_AT,
    )


@pytest.fixture
def maple_released(maple: School, cohort: Cohort) -> School:
    with school_scope(maple.pk):
        for audience in AUDIENCES:
            store(released(audience, OF_MAPLE), cohort, maple)
    return maple


@pytest.fixture
def river_released(river: School, cohort: Cohort) -> School:
    with school_scope(river.pk):
        for audience in AUDIENCES:
            store(released(audience, OF_RIVER), cohort, river)
    return river


@pytest.fixture
def programme_released(cohort: Cohort) -> Cohort:
    with programme_scope("test"):
        for audience in AUDIENCES:
            store(released(audience), cohort)
    return cohort


def signed_in(role: Role, school: School | None = None) -> Client:
    place = school.slug if school else "programme"
    user = User.objects.create(email=f"{role.value}@{place}.example", name="A reader")
    Membership.objects.create(user=user, role=role.value, school=school)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lead_of_maple(maple: School) -> Client:
    return signed_in(Role.LEAD, maple)


@pytest.fixture
def lead_of_river(river: School) -> Client:
    return signed_in(Role.LEAD, river)


@pytest.fixture
def evaluator(db: None) -> Client:
    return signed_in(Role.EVALUATOR)


@pytest.fixture
def manager(db: None) -> Client:
    return signed_in(Role.MANAGER)
