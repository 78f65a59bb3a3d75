"""What came of the plan's actions, read from what is released and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from belonging.web.actions.models import Action
from belonging.web.actions.rules.outcomes import Outcome, outcome
from belonging.web.audit.rules.heard import SchoolVoices


def outcome_of(action: Action, voices: SchoolVoices | None) -> Outcome | None:
    """None where the action has no measure."""
    if not action.measure_item:
        return None
    if voices is None:
        return outcome(None, ())
    audience, item, by, group = (
        action.measure_audience,
        action.measure_item,
        action.measure_by,
        action.measure_group,
    )
    heard = voices.heard(audience, item, by=by, group=group)
    why_not = heard.refusal.sentence if heard is not None and heard.refusal else ""
    change = voices.change(audience, item, by=by, group=group)
    return outcome(change, voices.waves(audience), why_not=why_not)


def outcomes_of(actions: Iterable[Action], voices: SchoolVoices | None) -> dict[int, Outcome]:
    """By the action's id; those without a measure are left out."""
    found = {action.pk: outcome_of(action, voices) for action in actions}
    return {pk: one for pk, one in found.items() if one is not None}
