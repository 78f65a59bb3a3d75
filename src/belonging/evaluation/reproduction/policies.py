"""A policy written down whole: every threshold that decides what is shown, and how finely."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from belonging.evaluation.contrasts import SMALLEST
from belonging.evaluation.disclosure.coding import rung_for
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.disclosure.release import STEP
from belonging.evaluation.disclosure.supplements import SMALLEST_BASE, SMALLEST_PROGRAMME
from belonging.evaluation.estimates import CONFIDENCE, LEAST_DF

_POLICIES = {policy.name: policy for policy in (Policy.release(), Policy.professional())}


class UnknownPolicy(ValueError):
    """A policy of another name than those that findings are released under."""


def policy_named(name: str) -> Policy:
    """Raises UnknownPolicy."""
    if name not in _POLICIES:
        raise UnknownPolicy(f"There is no policy {name!r}. Releases are made under {' or '.join(_POLICIES)}.")
    return _POLICIES[name]


def written(policy: Policy) -> dict[str, Any]:
    """As JSON has it."""
    fineness = {} if policy.kind == "professional" else _fineness()
    return {"name": policy.name, **asdict(policy), **fineness, "confidence": CONFIDENCE}


def _fineness() -> dict[str, Any]:
    floors = {str(rung_for(n) or ""): n for n in range(1000, 0, -1)}
    return {
        "numbers_rounded_to": 5,
        "shares_from": {rung: n for rung, n in floors.items() if rung},
        "interval_ends_of_bands_to": STEP,
        "least_degrees_of_freedom": LEAST_DF,
        "least_people_compared": SMALLEST,
        "further_methods": {"schools": SMALLEST_PROGRAMME, "people": SMALLEST_BASE},
    }
