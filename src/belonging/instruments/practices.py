"""The library of practices: what schools do for belonging, what it costs, and how much is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from belonging.instruments.audit import Pairing
from belonging.instruments.framework import Reference
from belonging.instruments.model import Text


class Evidence(StrEnum):
    """How much is known of whether a practice works, from the most to the least."""

    STRONG = "strong"
    """Several good trials, or a review of them, point the same way."""
    SOME = "some"
    """A few trials or comparisons, or trials of something close to it; they do not all agree."""
    EARLY = "early"
    """Before-and-after figures or interviews; no comparison."""
    PRACTICE = "practice"
    """Schools say that it helps; nobody has tested it."""


class Cost(StrEnum):
    """Of a year in a school of middling size, staff's paid hours left out."""

    NONE = "none"
    LOW = "low"
    """Up to about £500."""
    MEDIUM = "medium"
    """About £500 to £3,000."""
    HIGH = "high"


class Effort(StrEnum):
    """Staff's time."""

    LIGHT = "light"
    """An hour or two a term."""
    STEADY = "steady"
    """About an hour a week."""
    HEAVY = "heavy"
    """Several hours a week, or training for many."""


@dataclass(frozen=True, slots=True)
class Practice:
    """`for_pupils`, `for_younger` and `for_families` are how a page may tell that a school does it.

    `known` says in words what the evidence is and is not. `settings` are those it suits: "primary", "secondary",
    "special", "alternative_provision". `statements` are keys of the audit.
    """

    key: str
    name: Text
    what: Text
    first_steps: tuple[Text, ...]
    watch_out: Text
    send: Text
    cost: Cost
    cost_words: Text
    effort: Effort
    effort_words: Text
    evidence: Evidence
    known: Text
    references: tuple[Reference, ...]
    from_report: bool
    settings: tuple[str, ...]
    constructs: tuple[str, ...]
    statements: tuple[str, ...]
    pairings: tuple[Pairing, ...]
    for_pupils: Text
    for_younger: Text
    for_families: Text


@dataclass(frozen=True, slots=True)
class Library:
    key: str
    version: int
    practices: tuple[Practice, ...]
    references: tuple[Reference, ...]
    digest: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        return f"{self.key}_v{self.version}"

    def practice(self, key: str) -> Practice | None:
        return next((practice for practice in self.practices if practice.key == key), None)
