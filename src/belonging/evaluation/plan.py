"""What will be shown, fixed before any answer is looked at."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from belonging.evaluation.groups import CROSSED, ONCE, WAVES
from belonging.instruments.model import PROFESSIONAL_AUDIENCES, Instrument

Scope = Literal["school", "programme"]

BREAKDOWNS = ("all", "gender", "send", "sen", "gender-send", "phase", "edition", "joined", "school")

_BREAKDOWNS: dict[str, tuple[str, ...]] = {
    "school": tuple(by for by in BREAKDOWNS if by not in (*CROSSED, "school")),
    "programme": BREAKDOWNS,
}

ONCE_BREAKDOWNS = ("all", "role")
"""Of a plan for answers given once, in a professional role."""

_DEFAULT: dict[str, tuple[str, ...]] = {
    "school": ("all", "gender", "send", "phase"),
    "programme": ("all", "gender", "send", "sen", "gender-send", "phase", "school"),
}
"""What a plan lists unless it says otherwise. A school's E and K groups are too small to stand apart."""

Correction = Literal["holm", "westfall-young"]

Recorded = Literal["not-recorded", "choice", "chance"]
"""How schools came into their arms, as written down before the baseline."""

SUPPLEMENTS = (
    "average-school",
    "linked",
    "sensitivity",
    "arms",
    "standardised",
    "movers",
    "scale",
    "reliability",
    "weighted",
    "bounds",
    "power",
    "dif",
    "models",
    "pooled",
    "funnel",
    "funnels",
)
"""Further methods by name, in the order in which they are printed; each has a page in docs/methods."""

ALWAYS = (*SUPPLEMENTS[:8], "funnels")
"""What a programme's plan asks for unless it says otherwise; the rest take longer or need a roster."""

SHOWN_ON: dict[str, tuple[str, ...]] = {
    "all": ("school report", "programme report", "audit beside the voices", "action plan", "outcomes", "packs"),
    "send": ("school report", "programme report", "audit beside the voices", "action plan", "packs"),
}
"""Where a breakdown is shown; every other one stands in the reports and packs alone."""


class InvalidPlan(ValueError):
    """A plan that asks for something the engine does not make."""


_TUPLES = ("items", "by", "waves", "supplements")


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """One table of a plan: `shown_on` names the pages and files that will hold it, `readers` the roles."""

    id: str
    item: str
    by: str
    waves: tuple[str, ...]
    shown_on: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Tables (every item by every breakdown), waves, and the rule for readings.

    `smallest_change` (points) and `smallest_people` are the least change worth a sentence.
    `primary` is the one outcome that a programme registers beforehand: its reading is its own,
    the others are read together, by `correction` ("holm", or "westfall-young" on request, which a programme
    alone can have). `supplements` names the further methods. `allocation` is the record, made before the
    baseline, of how comparison schools were chosen; its seed belongs to a draw by chance (arms.allocate).
    """

    instrument: str
    scope: Scope
    items: tuple[str, ...]
    by: tuple[str, ...]
    waves: tuple[str, ...] = WAVES
    primary: str | None = None
    smallest_change: float = 5.0
    smallest_people: int = 3
    correction: Correction = "holm"
    supplements: tuple[str, ...] = ()
    allocation: Recorded = "not-recorded"
    allocation_seed: int = 0
    version: int = 2

    def __post_init__(self) -> None:
        if self.scope not in get_args(Scope):
            raise InvalidPlan(f"{self.scope!r} is no scope. Use school or programme.")
        if self.is_of_an_occasion and self.scope == "school":
            raise InvalidPlan("Answers in a professional role are shown for the whole programme only. Use its plan.")
        self._check_breakdowns()
        if not self.is_of_an_occasion and any(wave not in WAVES for wave in self.waves):
            raise InvalidPlan(f"Waves are {', '.join(WAVES)}.")
        unknown = [name for name in self.supplements if name not in SUPPLEMENTS]
        if unknown:
            raise InvalidPlan(f"There is no supplement {unknown[0]!r}. Use {', '.join(SUPPLEMENTS)}.")
        if self.supplements and self.is_of_an_occasion:
            raise InvalidPlan("A plan for answers given once has no supplements: they compare waves. Leave them out.")
        if self.supplements and self.scope == "school":
            raise InvalidPlan("A school's plan has no supplements: they compare schools. Leave them out.")
        if self.correction not in get_args(Correction):
            raise InvalidPlan(f"{self.correction!r} is no correction. Use holm or westfall-young.")
        if self.allocation not in get_args(Recorded):
            raise InvalidPlan(f"{self.allocation!r} is no allocation. Use {', '.join(get_args(Recorded))}.")
        if self.primary is not None and self.primary not in self.items:
            raise InvalidPlan(f"The primary outcome {self.primary!r} is not one of the plan's items.")

    def _check_breakdowns(self) -> None:
        breakdowns = ONCE_BREAKDOWNS if self.is_of_an_occasion else _BREAKDOWNS[self.scope]
        unknown = [by for by in self.by if by not in breakdowns]
        if unknown and unknown[0] in CROSSED:
            raise InvalidPlan("Two-way tables are the programme's alone. Use gender and send, each by itself.")
        if unknown:
            raise InvalidPlan(f"A {self.scope} plan has no table by {unknown[0]!r}. Use {', '.join(breakdowns)}.")

    @classmethod
    def default(cls, instrument: Instrument, scope: Scope = "school") -> Plan:
        """Every item by every breakdown of that scope.

        Where people answer in a professional role there is a programme's plan only, and that is given.
        """
        items = tuple(item.key for item in instrument.items)
        if instrument.audience in PROFESSIONAL_AUDIENCES:
            by_role = any(question.fact == "role" for question in instrument.about_me)
            return cls(instrument.name, "programme", items, ONCE_BREAKDOWNS if by_role else ("all",), waves=(ONCE,))
        primary = "belong" if scope == "programme" and "belong" in items else None
        supplements = ALWAYS if scope == "programme" else ()
        return cls(instrument.name, scope, items, _DEFAULT[scope], primary=primary, supplements=supplements)

    @property
    def is_of_an_occasion(self) -> bool:
        """Whether it is for answers given once, in a professional role, and not for waves."""
        return self.waves == (ONCE,)

    @property
    def tables(self) -> tuple[PlannedTable, ...]:
        """Every table that anything will show, before a single answer is in."""
        readers = ("lead",) if self.scope == "school" else ("programme",)
        return tuple(
            PlannedTable(f"{item}-by-{by}", item, by, self.waves, SHOWN_ON.get(by, ("reports", "packs")), readers)
            for by in self.by
            for item in self.items
        )

    def to_json(self) -> str:
        """Canonical JSON: the same plan gives the same bytes."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Plan:
        raw: dict[str, Any] = json.loads(text)
        return cls(**{**raw, **{name: tuple(raw[name]) for name in _TUPLES}})

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()
