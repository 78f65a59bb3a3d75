"""What will be shown, fixed before any answer is looked at."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from belonging.evaluation.groups import WAVES
from belonging.instruments.model import Instrument

Scope = Literal["school", "programme"]

BREAKDOWNS = ("all", "gender", "send", "phase", "school")

_BREAKDOWNS: dict[str, tuple[str, ...]] = {"school": BREAKDOWNS[:-1], "programme": BREAKDOWNS}


class InvalidPlan(ValueError):
    """A plan that asks for something the engine does not make."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Tables (every item by every breakdown), waves, and the rule for readings.

    `smallest_change` (points) and `smallest_people` are the least change worth a sentence.
    `primary` is the one outcome that a programme registers beforehand: its reading is its own,
    the others are read together (Holm).
    """

    instrument: str
    scope: Scope
    items: tuple[str, ...]
    by: tuple[str, ...]
    waves: tuple[str, ...] = WAVES
    primary: str | None = None
    smallest_change: float = 5.0
    smallest_people: int = 3
    version: int = 1

    def __post_init__(self) -> None:
        if self.scope not in get_args(Scope):
            raise InvalidPlan(f"{self.scope!r} is no scope. Use school or programme.")
        unknown = [by for by in self.by if by not in _BREAKDOWNS[self.scope]]
        if unknown:
            allowed = ", ".join(_BREAKDOWNS[self.scope])
            raise InvalidPlan(f"A {self.scope} plan has no table by {unknown[0]!r}. Use {allowed}.")
        if any(wave not in WAVES for wave in self.waves):
            raise InvalidPlan(f"Waves are {', '.join(WAVES)}.")
        if self.primary is not None and self.primary not in self.items:
            raise InvalidPlan(f"The primary outcome {self.primary!r} is not one of the plan's items.")

    @classmethod
    def default(cls, instrument: Instrument, scope: Scope = "school") -> Plan:
        """Every item by every breakdown of that scope; no two-way tables."""
        items = tuple(item.key for item in instrument.items)
        primary = "belong" if scope == "programme" and "belong" in items else None
        return cls(instrument.name, scope, items, _BREAKDOWNS[scope], primary=primary)

    def to_json(self) -> str:
        """Canonical JSON: the same plan gives the same bytes."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Plan:
        raw: dict[str, Any] = json.loads(text)
        return cls(**{**raw, **{name: tuple(raw[name]) for name in ("items", "by", "waves")}})

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()
