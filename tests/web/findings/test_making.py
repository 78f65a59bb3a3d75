"""From sealed rounds to stored findings, in the engine's own process's code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from belonging.evaluation import AnswerSet, Plan, evaluate
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.released import Findings, Rung
from belonging.evaluation.verification import Released
from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.engine import making
from belonging.web.findings.engine.making import (
    Made,
    Outcome,
    columns_of,
    evaluated,
    keyed,
    make,
    make_all_due,
    plan_of,
    store,
)
from belonging.web.findings.models import FixedPlan, LedgerEntry, Release
from belonging.web.findings.queries import (
    ledger_of,
    programme_findings,
    release_status,
    releases_due,
    school_findings,
)
from belonging.web.findings.rules import EVERY_TABLE, Due
from belonging.web.findings.services import fix_plans
from belonging.web.journal.models import Entry
from belonging.web.journal.queries import broken_link
from belonging.web.programme.models import Cohort
from belonging.web.programme.services import leave_cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from tests.web.findings.given import RELEASED, a_sealed_round, an_answered_round, schools


def make_all() -> list[Outcome]:
    fix_plans(now=RELEASED)
    outcomes: list[Outcome] = []
    make_all_due(now=RELEASED, say=lambda _due, outcome, _done, _of: outcomes.append(outcome))
    return outcomes


def findings_of(school: School, cohort: Cohort) -> Findings:
    with school_scope(school.pk):
        found = school_findings(school_id=school.pk, cohort_id=cohort.pk, audience="pupil")
    assert found is not None
    return found


def test_a_sealed_round_becomes_findings_that_are_stored_unchanged(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, people=40, favourable=0.75)

    assert make_all() == ["made", "made"]

    found = findings_of(maple, cohort)
    assert found.policy == "release"
    assert found.scope == "school"
    assert found.waves == ("baseline",)
    table = found.table("belong")
    assert table is not None
    cell = table.cell("all", "baseline")
    assert cell is not None
    assert cell.parts is not None
    assert cell.parts["positive"].low <= 75 <= cell.parts["positive"].high
    with school_scope(maple.pk):
        stored = Release.objects.get()
        assert stored.findings == found.to_json()
        assert stored.released_at == RELEASED


def test_nothing_is_made_twice(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort)
    (school_due, _) = releases_due()
    make_all()

    assert make_all() == []
    assert make(school_due, now=RELEASED) is False
    with programme_scope("test"):
        assert Release.objects.count() == 2


def test_an_open_round_is_not_looked_at(maple: School, cohort: Cohort) -> None:
    an_answered_round(maple, cohort)
    assert releases_due() == []


def test_every_table_is_in_the_ledger_with_its_digest(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, people=40)
    make_all()
    found = findings_of(maple, cohort)

    with school_scope(maple.pk):
        ledger = ledger_of(cohort_id=cohort.pk, audience="pupil", school_id=maple.pk)

    assert [(row.table, row.wave) for row in ledger] == [(table.id, "baseline") for table in found.tables]
    assert {(row.reader, row.plan_version) for row in ledger} == {("lead", found_plan_version())}
    for row, table in zip(ledger, found.tables, strict=True):
        assert row.shown is (table.refusal is None)
        assert row.rung is table.rung
        said = {
            "cells": [asdict(cell) for cell in table.cells],
            "changes": [],
            "gaps": [asdict(gap) for gap in table.gaps],
            "withheld": [asdict(held) for held in table.withheld],
        }
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert row.digest == hashlib.sha256(text.encode()).hexdigest()


def found_plan_version() -> int:
    return FixedPlan.objects.get(scope="school").version


def test_a_later_release_repeats_an_earlier_wave_to_the_byte(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, people=40, favourable=0.3)
    make_all()
    a_sealed_round(maple, cohort, wave="endline", people=64, favourable=0.9)
    make_all()
    with school_scope(maple.pk):
        ledger = ledger_of(cohort_id=cohort.pk, audience="pupil", school_id=maple.pk)
    first = {row.table: row.digest for row in ledger if row.waves == ("baseline",)}
    again = {row.table: row.digest for row in ledger if len(row.waves) == 2 and row.wave == "baseline"}
    assert len(first) >= 12
    assert first == again


def test_both_waves_together_are_a_release_of_their_own(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, favourable=0.25)
    make_all()
    a_sealed_round(maple, cohort, wave="endline", favourable=0.9)
    with school_scope(maple.pk):
        waiting = release_status(school_id=maple.pk, cohort_id=cohort.pk, audience="pupil")
    make_all()

    found = findings_of(maple, cohort)
    assert found.waves == ("baseline", "endline")
    assert waiting.is_waiting
    assert waiting.released_waves == ("baseline",)
    with school_scope(maple.pk):
        now = release_status(school_id=maple.pk, cohort_id=cohort.pk, audience="pupil")
        assert [release.waves for release in Release.objects.order_by("pk")] == ["baseline", "baseline+endline"]
    assert not now.is_waiting
    assert now.released_at == RELEASED


def test_eight_answers_give_refusals_and_no_number(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, people=8)
    make_all()

    found = findings_of(maple, cohort)
    assert found.tables == ()
    assert [responses.answered for responses in found.responses] == [None]
    assert any("Fewer than 10" in note.sentence for note in found.notes)
    with school_scope(maple.pk):
        (row,) = ledger_of(cohort_id=cohort.pk, audience="pupil", school_id=maple.pk)
    assert (row.table, row.wave, row.shown) == (EVERY_TABLE, "baseline", False)


def test_two_small_waves_are_shown_as_one_and_stand_so_in_the_ledger(maple: School, cohort: Cohort) -> None:
    for wave in ("baseline", "endline"):
        a_sealed_round(maple, cohort, wave=wave, people=8)
        assert "made" in make_all()
    found = findings_of(maple, cohort)
    assert found.waves == ("baseline+endline",)
    with school_scope(maple.pk):
        ledger = ledger_of(cohort_id=cohort.pk, audience="pupil", school_id=maple.pk)
    shown = {(row.wave, row.rung) for row in ledger if row.shown}
    assert shown == {("baseline+endline", Rung.WORDS)}


def test_a_round_that_nobody_answered_has_findings_that_say_so(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort, people=0)
    assert make_all() == ["made", "made"]
    assert findings_of(maple, cohort).tables == ()


def test_the_programme_waits_for_every_school_that_takes_part(cohort: Cohort) -> None:
    birch, cedar, elm, hazel = schools(cohort, ("Birch", "Cedar", "Elm", "Hazel"))
    for school in (birch, cedar, elm):
        a_sealed_round(school, cohort, people=40, favourable=0.5)
    assert [due.strand.school_id for due in releases_due()] == [birch.pk, cedar.pk, elm.pk]

    leave_cohort(cohort=cohort, school=hazel, actor="test", now=RELEASED)

    assert make_all() == ["made"] * 4
    with programme_scope("test"):
        found = programme_findings(cohort_id=cohort.pk, audience="pupil")
        ledger = ledger_of(cohort_id=cohort.pk, audience="pupil")
        status = release_status(cohort_id=cohort.pk, audience="pupil")
    assert found is not None
    assert found.scope == "programme"
    assert [(row.wave, row.answered, row.schools) for row in found.responses] == [("baseline", None, 3)]
    assert {row.reader for row in ledger} == {"programme"}
    assert not any(row.shown for row in ledger)  # three schools are too few for a programme's tables
    assert "wave-few-schools" in {note.code for note in found.notes}
    assert status.released_waves == status.sealed_waves == ("baseline",)


def test_a_school_does_not_see_the_programmes_findings_or_anothers(
    maple: School, river: School, cohort: Cohort
) -> None:
    a_sealed_round(maple, cohort)
    a_sealed_round(river, cohort)
    make_all()
    with school_scope(river.pk):
        assert school_findings(school_id=maple.pk, cohort_id=cohort.pk, audience="pupil") is None
        assert programme_findings(cohort_id=cohort.pk, audience="pupil") is None


def test_the_journal_tells_of_each_release_in_its_own_chain(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort)
    make_all()
    with programme_scope("test"):
        entries = Entry.objects.filter(act="findings-released").order_by("chain")
        assert [entry.chain for entry in entries] == ["programme", f"school:{maple.pk}"]
        assert [entry.details["waves"] for entry in entries] == [["baseline"], ["baseline"]]
        assert broken_link(f"school:{maple.pk}") is None


def test_one_schools_fault_does_not_keep_the_others_waiting(
    maple: School, river: School, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_sealed_round(maple, cohort)
    a_sealed_round(river, cohort)
    real = making.evaluated

    def faulty(due: Due, fixed: FixedPlan) -> object:
        if due.strand.school_id == maple.pk:
            raise RuntimeError("a fault in one school's answers")
        return real(due, fixed)

    monkeypatch.setattr(making, "evaluated", faulty)
    assert make_all() == ["failed", "made", "made"]
    monkeypatch.undo()
    assert make_all() == ["made"]


def test_what_is_half_done_is_not_there(maple: School, cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    a_sealed_round(maple, cohort)
    fix_plans(now=RELEASED)
    due = releases_due()[0]

    def killed(**_: object) -> None:
        raise RuntimeError("killed before the journal's entry")

    monkeypatch.setattr(making, "record_act", killed)
    with pytest.raises(RuntimeError):
        make(due, now=RELEASED)
    with programme_scope("test"):
        assert (Release.objects.count(), LedgerEntry.objects.count()) == (0, 0)
    assert releases_due()[0] == due


def test_exact_figures_are_refused_by_the_database(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort)
    fix_plans(now=RELEASED)
    due = releases_due()[0]
    fixed = plan_of(due.strand)
    with programme_scope("test"):
        answers = AnswerSet.from_columns(load("pupil_v1"), columns_of(list(Round.objects.all())))
    exact = evaluate(answers, Plan.default(load("pupil_v1"), "school"), OwnData())
    with pytest.raises(IntegrityError, match="never_own_data"):
        store(due, Made(Released(exact, answers, Plan.from_json(fixed.plan), {})), fixed, now=RELEASED)


def test_a_release_cannot_be_changed_or_removed(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort)
    make_all()
    changes: list[Callable[[], object]] = [
        lambda: Release.objects.update(findings="{}"),
        lambda: LedgerEntry.objects.update(shown=True),
    ]
    with school_scope(maple.pk):
        for change in changes:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()


def test_a_second_release_of_the_same_rounds_is_refused_by_the_database(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort)
    school_due, programme_due = releases_due()
    make_all()
    for due in (school_due, programme_due):
        fixed = plan_of(due.strand)
        with pytest.raises(IntegrityError), transaction.atomic():
            store(due, evaluated(due, fixed), fixed, now=RELEASED)


def test_the_stored_digest_of_the_answers_needs_the_pepper_to_be_guessed(maple: School, cohort: Cohort) -> None:
    a_sealed_round(maple, cohort)
    fix_plans(now=RELEASED)
    due = releases_due()[0]
    made = evaluated(due, plan_of(due.strand))
    make_all()
    with school_scope(maple.pk):
        assert Release.objects.get().input_digest == keyed(made.digest) != made.digest
    assert made.findings.input_digest == ""
