"""Audit, plan and promised results in the few words that the cockpit has room for."""

from __future__ import annotations

from datetime import date

from belonging.web.home.rules.improving import PlanFacts, audit_words, plan_words, promise_words
from belonging.web.home.rules.standing import AuditFacts, PromiseFacts

DAY = date(2026, 6, 12)


def test_an_audit_is_told_by_its_stage_and_how_far_it_is() -> None:
    assert audit_words(AuditFacts("baseline", DAY, 14, signed_off=False)) == "Baseline: 14 rated, not signed off"
    assert audit_words(AuditFacts("final", DAY, 40, signed_off=True)) == "Final: signed off"
    assert audit_words(None) == ""


def test_a_plan_is_told_by_what_is_done_and_late() -> None:
    assert plan_words(PlanFacts(5, 2, 1)) == "5 actions, 2 done, 1 overdue"
    assert plan_words(PlanFacts(1, 0, 0)) == "1 action"
    assert plan_words(None) == ""


def test_results_that_are_not_out_are_told_with_the_leads_reason_or_that_there_is_none() -> None:
    assert promise_words(PromiseFacts(DAY, "Half the school is ill.")) == (
        "Results promised for 12 June 2026 are held back: Half the school is ill."
    )
    assert promise_words(PromiseFacts(DAY)) == (
        "Results were promised for 12 June 2026 and are not out; no reason is on record."
    )
    assert promise_words(PromiseFacts(DAY, no_findings=True)) == (
        "Results were promised for 12 June 2026; there are no findings yet, and no reason is on record."
    )
    assert promise_words(PromiseFacts(None, "A new head.")) == "Results will be held back: A new head."
    assert promise_words(None) == ""
