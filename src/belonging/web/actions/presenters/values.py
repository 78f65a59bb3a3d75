"""An action as its form shows it at first."""

from __future__ import annotations

from datetime import date
from typing import Any

from belonging.web.actions.models import Direction
from belonging.web.actions.rules.measures import group_value, item_value
from belonging.web.actions.services.plan import ActionWords


def initial_of(words: ActionWords) -> dict[str, Any]:
    """An action's words as the form's first values."""
    names = ("what", "detail", "who_for", "who_words", "owner_name", "reach_planned", "cost_planned")
    measure = words.measure
    return {
        **{name: getattr(words, name) for name in (*names, "for_pupils", "for_families")},
        "owner": str(words.owner or ""),
        "starts_on": _iso(words.starts_on),
        "due_on": _iso(words.due_on),
        "measure_item": item_value(measure.audience, measure.item) if measure else "",
        "measure_group": group_value(measure.by, measure.group) if measure else "all|all",
        "measure_direction": measure.direction if measure else Direction.MORE.value,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
