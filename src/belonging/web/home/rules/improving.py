"""How far a school's audit, plan and promised results are, in a few words for the team."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.home.rules.standing import AuditFacts, PromiseFacts

STAGES = {"baseline": "Baseline", "midpoint": "Midpoint", "final": "Final"}


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Actions that were not stopped. `overdue` ones are planned or under way, and their day has passed."""

    total: int
    done: int
    overdue: int


def audit_words(audit: AuditFacts | None) -> str:
    """ "Baseline: 14 rated"; empty where none was begun."""
    if audit is None:
        return ""
    stage = STAGES[audit.stage]
    return f"{stage}: signed off" if audit.signed_off else f"{stage}: {audit.rated} rated, not signed off"


def plan_words(plan: PlanFacts | None) -> str:
    """ "5 actions, 2 done, 1 overdue"; empty where there is none."""
    if plan is None:
        return ""
    parts = ["1 action" if plan.total == 1 else f"{plan.total} actions"]
    parts += [f"{plan.done} done"] if plan.done else []
    parts += [f"{plan.overdue} overdue"] if plan.overdue else []
    return ", ".join(parts)


def promise_words(promise: PromiseFacts | None) -> str:
    """Empty unless something is held back, or the promised day has passed and something is not out."""
    if promise is None:
        return ""
    if promise.promised_on is None:
        return f"Results will be held back: {promise.reason}"
    day = f"{promise.promised_on.day} {promise.promised_on:%B %Y}"
    if not promise.reason and promise.no_findings:
        return f"Results were promised for {day}; there are no findings yet, and no reason is on record."
    if not promise.reason:
        return f"Results were promised for {day} and are not out; no reason is on record."
    return f"Results promised for {day} are held back: {promise.reason}"
