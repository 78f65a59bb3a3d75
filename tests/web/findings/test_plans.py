"""A plan is fixed and signed before there is anything to look at, and nothing is released without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Findings, ReleasedTable, Rung
from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.engine.ledger import shown_as
from belonging.web.findings.engine.making import evaluated, make, plan_of, store
from belonging.web.findings.errors import PlanAltered, PlanMissing, WouldWiden
from belonging.web.findings.models import FixedPlan, LedgerEntry, Release
from belonging.web.findings.queries import releases_due
from belonging.web.findings.rules import signature_of_plan
from belonging.web.findings.services import fix_plans
from belonging.web.journal.models import Entry
from belonging.web.journal.queries import broken_link
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.findings.given import RELEASED, a_sealed_round
from tests.web.surveys.given import a_draft


def test_a_plan_is_fixed_as_soon_as_a_round_is_planned(in_maple: School, cohort: Cohort) -> None:
    a_draft(in_maple, cohort)
    assert fix_plans(now=NOW) == 2
    assert fix_plans(now=NOW + timedelta(days=1)) == 0
    with programme_scope("test"):
        school, programme = FixedPlan.objects.order_by("-scope")
        assert (school.scope, programme.scope) == ("school", "programme")
        assert {school.before_sealing, programme.before_sealing} == {True}
        assert {school.fixed_at, programme.fixed_at} == {NOW}
        assert Plan.from_json(school.plan) == Plan.default(load("pupil_v1"), "school")
        assert Entry.objects.filter(chain="programme", act="plan-fixed").count() == 2
        assert broken_link("programme") is None


def test_a_cohorts_plan_can_be_fixed_before_it_has_a_round(cohort: Cohort) -> None:
    assert fix_plans(now=NOW, opening=[(cohort.pk, "pupil_v1")]) == 2
    assert set(FixedPlan.objects.values_list("instrument", "before_sealing")) == {("pupil_v1", True)}


def test_a_plan_that_came_after_sealing_says_so(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort)
    fix_plans(now=RELEASED)
    assert set(FixedPlan.objects.values_list("before_sealing", flat=True)) == {False}
    with programme_scope("test"):
        assert all(entry.details["late"] for entry in Entry.objects.filter(act="plan-fixed"))


def test_a_fixed_plan_is_never_changed(in_maple: School, cohort: Cohort) -> None:
    a_draft(in_maple, cohort)
    fix_plans(now=NOW)
    for change in (lambda: FixedPlan.objects.update(plan="{}"), lambda: FixedPlan.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_second_plan_for_the_same_is_refused_by_the_database(in_maple: School, cohort: Cohort) -> None:
    a_draft(in_maple, cohort)
    fix_plans(now=NOW)
    first = FixedPlan.objects.values().first()
    assert first is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        FixedPlan.objects.create(**{**first, "id": None})
    with pytest.raises(IntegrityError), transaction.atomic():
        FixedPlan.objects.create(**{**first, "id": None, "scope": "trust"})


def test_nothing_is_released_without_a_plan(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort)
    with pytest.raises(PlanMissing, match="No plan is fixed"):
        make(releases_due()[0], now=RELEASED)
    with programme_scope("test"):
        assert Release.objects.count() == 0


def test_a_plan_that_was_altered_releases_nothing(maple: School, cohort: Cohort) -> None:
    """Somebody who can write to the database past its triggers still lacks the pepper."""
    a_sealed_round(maple, cohort)
    fix_plans(now=RELEASED)
    past_the_trigger("UPDATE findings_fixedplan SET plan = replace(plan, '5.0', '1.0')")
    with pytest.raises(PlanAltered, match="not the one that was signed"):
        make(releases_due()[0], now=RELEASED)
    with programme_scope("test"):
        assert Release.objects.count() == 0


def past_the_trigger(statement: str) -> None:
    drop = "DROP TRIGGER findings_fixedplan_no_update"
    with connection.cursor() as cursor:
        cursor.execute(drop + (" ON findings_fixedplan" if connection.vendor == "postgresql" else ""))
        cursor.execute(statement)


def test_the_plan_that_was_fixed_is_the_one_that_is_used(maple: School, cohort: Cohort) -> None:
    """Even when the default has become another since."""
    a_sealed_round(maple, cohort)
    plan = replace(Plan.default(load("pupil_v1"), "school"), items=("safe", "fair"), by=("all",))
    text = plan.to_json()
    fixed = FixedPlan.objects.create(
        cohort=cohort,
        instrument="pupil_v1",
        scope="school",
        version=plan.version,
        plan=text,
        signature=signature_of_plan(text, pepper=settings.BELONGING_PEPPER),
        before_sealing=True,
        fixed_at=NOW,
    )
    assert make(releases_due()[0], now=RELEASED)
    with school_scope(maple.pk):
        release = Release.objects.get()
    assert release.plan == fixed
    found = Findings.from_json(release.findings)
    assert [table.id for table in found.tables] == ["safe-by-all", "fair-by-all"]
    assert found.plan_digest == plan.digest


def test_a_release_that_would_show_an_earlier_wave_more_finely_is_not_stored(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, people=24)
    fix_plans(now=RELEASED)
    first = releases_due()[0]
    make(first, now=RELEASED)
    a_sealed_round(maple, cohort, wave="endline", people=64)
    due = releases_due()[0]
    fixed = plan_of(due.strand)
    made = evaluated(due, fixed)
    finer = replace(made.findings, tables=tuple(map(_finer, made.findings.tables)))
    with pytest.raises(WouldWiden, match="The baseline has been released before and would now read differently"):
        store(due, replace(made, released=replace(made.released, findings=finer)), fixed, now=RELEASED)
    with school_scope(maple.pk):
        assert Release.objects.count() == 1
        assert not LedgerEntry.objects.filter(wave="endline").exists()
    assert make(due, now=RELEASED)


def _finer(table: ReleasedTable) -> ReleasedTable:
    return replace(table, cells=tuple(replace(cell, rung=Rung.FIVES) for cell in table.cells))


def test_a_table_is_shown_at_its_coarsest_cell(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, people=40)
    fix_plans(now=RELEASED)
    due = releases_due()[0]
    table = evaluated(due, plan_of(due.strand)).findings.tables[0]
    mixed = (replace(table.cells[0], rung=Rung.WORDS), replace(table.cells[0], rung=Rung.FIVES))
    assert [one.rung for one in shown_as(replace(table, cells=mixed))] == [Rung.WORDS]
