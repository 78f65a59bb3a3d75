"""Occasions are released once: the order is the frozen list, and the engine makes what it says."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from belonging.instruments.load import load
from belonging.simulation.professional import TrainingForm, training_forms
from belonging.web.base.scope import programme_scope
from belonging.web.findings.engine.making import make_all_due
from belonging.web.findings.engine.verifying import verified
from belonging.web.findings.errors import CannotOrder
from belonging.web.findings.models import FixedPlan, Release, ReleaseOrder
from belonging.web.findings.queries import professional_findings, releases_due
from belonging.web.findings.services import fix_plans, order_due, order_release
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.surveys.occasions import AFTER, PLEASED, a_survey, an_occasion, code_of, sealed, sealed_occasion, send

LEADERS = [PLEASED | {"role": 4}] * 6
OTHERS = [PLEASED | {"role": 1}] * 7


def answers_of(form: TrainingForm) -> dict[str, int]:
    (role,) = load("training_v1").about_me
    return {**form.answers, role.key: next(each.code for each in role.options if each.value == form.role)}


def make_all() -> None:
    fix_plans(now=AFTER)
    assert make_all_due(now=AFTER, say=lambda *_: None) == 0


def test_sessions_are_released_together_when_the_programme_says_so(cohort: Cohort) -> None:
    first = sealed_occasion(cohort, LEADERS, "training:1")
    second = sealed_occasion(cohort, OTHERS, "training:2")
    assert releases_due() == []

    order = order_release(cohort=cohort, instrument="training_v1", actor="test", now=AFTER)
    make_all()

    assert order.rounds == [first.pk, second.pk]
    found = professional_findings(cohort, "training_v1")
    assert found is not None
    table = found.table("equipped")
    assert table is not None
    cell = table.cell("all", "once")
    assert cell is not None
    assert (found.policy, cell.n) == ("professional", 13)
    assert releases_due() == []
    with programme_scope("test"):
        release = Release.objects.get()
        assert all(claim.agrees for claim in verified(release))
        assert [plan.scope for plan in FixedPlan.objects.all()] == ["programme"]


def test_a_session_sealed_later_changes_nothing_that_is_out(cohort: Cohort) -> None:
    sealed_occasion(cohort, LEADERS, "training:1")
    order_release(cohort=cohort, instrument="training_v1", actor="test", now=AFTER)
    make_all()
    sealed_occasion(cohort, OTHERS, "training:2")

    with pytest.raises(CannotOrder, match="released once"):
        order_release(cohort=cohort, instrument="training_v1", actor="test", now=AFTER)
    make_all()
    with programme_scope("test"):
        assert Release.objects.count() == 1


def test_of_fewer_than_five_forms_nothing_is_ordered(cohort: Cohort) -> None:
    sealed_occasion(cohort, LEADERS[:4])

    with pytest.raises(CannotOrder, match="Fewer than 5 forms"):
        order_release(cohort=cohort, instrument="training_v1", actor="test", now=AFTER)


def test_a_finished_cohort_is_ordered_by_itself_when_all_its_sessions_are_sealed(cohort: Cohort) -> None:
    sealed_occasion(cohort, LEADERS, "training:1")
    waiting = an_occasion(cohort, "training:2")
    assert order_due(now=AFTER) == 0
    ours = Cohort.objects.filter(pk=cohort.pk)
    ours.update(state=CohortState.OPEN, opened_at=NOW)
    ours.update(state=CohortState.FINISHED, finished_at=AFTER)

    assert order_due(now=AFTER) == 0
    sealed(waiting)
    assert order_due(now=AFTER) == 1
    assert order_due(now=AFTER) == 0
    assert len(ReleaseOrder.objects.get().rounds) == 2


def test_a_leads_survey_is_ordered_when_it_is_sealed(cohort: Cohort, maple: School, river: School) -> None:
    round_ = a_survey(cohort, maple, river)
    for school in (maple, river):
        send(round_, {"overall_rating": 5}, code=code_of(school))
    sealed(round_)

    assert order_due(now=AFTER) == 0, "two forms are too few"


def test_the_order_is_never_changed_and_a_school_has_no_professional_release(cohort: Cohort, maple: School) -> None:
    sealed_occasion(cohort, LEADERS)
    order = order_release(cohort=cohort, instrument="training_v1", actor="test", now=AFTER)

    with pytest.raises(DatabaseError), transaction.atomic():
        ReleaseOrder.objects.filter(pk=order.pk).update(rounds=[1])
    with programme_scope("test"), pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            school=maple,
            cohort=cohort,
            audience="training",
            instrument="training_v1",
            waves="once",
            policy="professional",
            engine_version="1",
            input_digest="",
            rounds=[],
            findings="{}",
            released_at=AFTER,
        )


def test_the_pilot_s_figures_come_out_of_the_release(cohort: Cohort) -> None:
    forms = training_forms(seed=7)
    for session in sorted({form.session for form in forms}):
        answers = [answers_of(form) for form in forms if form.session == session]
        sealed_occasion(cohort, answers, f"training:{session}")
    order_release(cohort=cohort, instrument="training_v1", actor="test", now=AFTER)
    make_all()

    found = professional_findings(cohort, "training_v1")
    assert found is not None
    leaders = {"safety_understanding": "88.3%", "daily_strategies": "100%"}
    for item, share in leaders.items():
        table = found.table(item, "role")
        cell = table.cell("leader", "once") if table else None
        assert cell is not None
        assert cell.parts is not None
        assert (cell.n, cell.parts["positive"].text) == (60, share)
    everybody = {item: found.table(item) for item in ("equipped", "confident")}
    shares = {
        item: cell.parts["positive"].text
        for item, table in everybody.items()
        if table and (cell := table.cell("all", "once")) and cell.parts
    }
    assert shares["confident"] == "97.2%"
    assert shares["equipped"].startswith("79.")
