"""In which order a school might take its statements up. The rule stands on the page and in docs/methods/priorities.md.

A statement's kind comes first; within a kind, what pupils with SEND said, then the voice that is surely lowest, then
the statement's place in the audit. Nothing else counts, so equal findings and ratings always give the same list, and a
worse voice never moves a statement down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from belonging.instruments.audit import Met, Statement
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.audit.rules.voices import MAYBE, Beside, beside, gap_sentence, met_beside, share_sentence, weakness


class PriorityKind(IntEnum):
    """Why a statement stands where it stands; the lower the more it matters."""

    RATED_HIGHER = 1
    """Rated fully met, while somebody's answers are surely low."""
    BOTH_SAY_SO = 2
    """Rated partially or not yet met, and somebody's answers are surely low too."""
    SEND_GAP = 3
    """Whatever the rating: surely fewer positive answers with SEND than without."""
    NOT_YET = 4
    PARTIALLY = 5
    HOLDS = 6
    """Fully met, and nothing clear against it."""
    NOT_RATED = 7


RULE: Mapping[PriorityKind, str] = {
    PriorityKind.RATED_HIGHER: "You rated it fully met, and what people say is clearly lower.",
    PriorityKind.BOTH_SAY_SO: "You rated it partially or not yet met, and what people say is low too.",
    PriorityKind.SEND_GAP: "Pupils with SEND, or their families, clearly answer less positively than others.",
    PriorityKind.NOT_YET: "You rated it not yet met, and nothing people say is clearly low.",
    PriorityKind.PARTIALLY: "You rated it partially met, and nothing people say is clearly low.",
    PriorityKind.HOLDS: "You rated it fully met, and nothing clear stands against it.",
    PriorityKind.NOT_RATED: "It is not rated yet.",
}
UNSURE = "You rated it fully met, and what people say may be lower."
SHOWN = (
    *(RULE[kind] for kind in RULE if kind <= PriorityKind.SEND_GAP),
    UNSURE,
    *(RULE[kind] for kind in RULE if kind > PriorityKind.SEND_GAP),
)
"""The rule as a school reads it, in its order."""

_QUIET: Mapping[Met, PriorityKind] = {
    Met.NOT_YET: PriorityKind.NOT_YET,
    Met.PARTIALLY: PriorityKind.PARTIALLY,
    Met.FULLY: PriorityKind.HOLDS,
}


@dataclass(frozen=True, slots=True)
class Priority:
    """One statement in its place. `rank` counts from 1; `met` is the rating's value, empty where there is none.

    `heard` are the voices that `words` rests on, the weakest first, and `findings` the ids of what they are read from.
    `unsure`: a "fully met" that holds, and that somebody's printed share puts in doubt.
    """

    statement: Statement
    rank: int
    kind: PriorityKind
    words: str
    heard: tuple[Heard, ...]
    met: str
    findings: tuple[str, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement with its rating and what was said beside it; `place` counts the statements of the audit."""

    statement: Statement
    met: Met | None
    said: Beside
    place: int

    @property
    def kind(self) -> PriorityKind:
        if self.met is None:
            return PriorityKind.NOT_RATED
        if self.said.low:
            return PriorityKind.RATED_HIGHER if self.met is Met.FULLY else PriorityKind.BOTH_SAY_SO
        return PriorityKind.SEND_GAP if self.said.clear_gaps else _QUIET[self.met]

    @property
    def is_unsure(self) -> bool:
        """Nothing clear stands against "fully met", and yet somebody's printed share is low."""
        return self.kind is PriorityKind.HOLDS and bool(self.said.maybe_low)

    @property
    def evidence(self) -> tuple[Heard, ...]:
        """What puts it where it is: low voices, clear gaps, what may be low, or all that was told; weakest first."""
        gaps = tuple(gap.heard for gap in self.said.clear_gaps)
        return self.said.low or gaps or self.said.maybe_low or by_weakness(self.said.told)

    @property
    def order(self) -> tuple[int, bool, int, bool, float, int]:
        """What is unsure comes right after what is clear."""
        kind = PriorityKind.SEND_GAP if self.is_unsure else self.kind
        return kind, self.is_unsure, *self.said.strength, self.place


@dataclass(frozen=True, slots=True)
class Work:
    """A statement to look at next. `why` it is proposed; empty where nothing speaks for it and it comes in its turn."""

    statement: Statement
    why: str


def weigh(statements: Iterable[Statement], met: Mapping[str, str], voices: SchoolVoices | None) -> list[Weighed]:
    """`met`: ratings by statement; absent or empty where there is none."""
    return [
        Weighed(statement, Met(met[statement.key]) if met.get(statement.key) else None, beside(statement, voices), at)
        for at, statement in enumerate(statements)
    ]


def ranked(weighed: Iterable[Weighed]) -> list[Priority]:
    in_order = sorted(weighed, key=lambda one: one.order)
    return [_priority(one, rank) for rank, one in enumerate(in_order, start=1)]


def work_order(weighed: Iterable[Weighed], last: Mapping[str, str]) -> list[Work]:
    """Before anything is rated: the weakest voices, then what was not yet met last time (`last`), then as it comes."""
    return [Work(one.statement, _why(one, last)) for one in sorted(weighed, key=lambda one: _turn(one, last))]


def by_weakness(heard: Iterable[Heard]) -> tuple[Heard, ...]:
    return tuple(sorted(heard, key=weakness))


def _priority(one: Weighed, rank: int) -> Priority:
    kind = one.kind
    gaps = one.said.clear_gaps if not one.said.low else ()
    found = tuple(gap.gap.id for gap in gaps) or tuple(heard.finding for heard in one.evidence)
    words = met_beside(one.met, one.statement, one.said)
    return Priority(
        one.statement, rank, kind, words, one.evidence, one.met.value if one.met else "", found, one.is_unsure
    )


def _turn(one: Weighed, last: Mapping[str, str]) -> tuple[int, bool, float, bool, int]:
    weak = one.said.low or one.said.clear_gaps or one.said.maybe_low
    strength = one.said.strength if weak else (3, True, 101.0)
    return *strength, last.get(one.statement.key) != Met.NOT_YET, one.place


def _why(one: Weighed, last: Mapping[str, str]) -> str:
    if one.said.low:
        return share_sentence(one.said.low[0])
    if one.said.clear_gaps:
        return gap_sentence(one.said.clear_gaps[0])
    if one.said.maybe_low:
        return f"{share_sentence(one.said.maybe_low[0])} {MAYBE}"
    if last.get(one.statement.key) == Met.NOT_YET:
        return "You rated it not yet met in your last audit."
    return ""
