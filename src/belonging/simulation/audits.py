"""The 360° audits of the simulated pilot: ratings, and how each school says that it knows. From one seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from numpy.random import Generator, SeedSequence, default_rng

from belonging.instruments.audit import Met
from belonging.simulation.audit_targets import TARGETS, rated
from belonging.simulation.audit_words import BETTER, KNOWN, LOOKED_CLOSER, SAME
from belonging.simulation.model import SimulatedSchool

BASELINE, FINAL = "baseline", "final"
BEGUN: Final = 14
"""Statements that a school rated that left before its first audit was done."""
LEVELS = (Met.NOT_YET, Met.PARTIALLY, Met.FULLY)

TAKES_LEAN = 0.35
"""How far a school's own ways stand above chance in who rates higher than others."""
HOLDS = 2.2
"""How firmly a first rating holds at the end, in standard deviations of chance: a few schools rate lower then."""

AT_HOME: Mapping[str, frozenset[str]] = {
    "primary": frozenset({"known_pupils", "parental_engagement", "breaks", "welcome", "trusted_adult", "celebrations"}),
    "secondary": frozenset({"pupil_leadership", "peer_programmes", "attendance_and_exclusion", "clubs_cost"}),
    "special": frozenset(
        {"support_plans", "send_families", "clubs_sensory", "lessons_together", "training_all", "pupil_voice", "trips"}
    ),
    "alternative_provision": frozenset({"trusted_adult", "repair", "respectful_talk", "known_pupils", "fair_rules"}),
}
"""What schools of a kind tend to do well."""
HARDER: Mapping[str, frozenset[str]] = {
    "primary": frozenset({"pupil_leadership", "governors"}),
    "secondary": frozenset({"known_pupils", "transitions", "support_plans", "new_staff", "parental_engagement"}),
    "special": frozenset({"clubs_cost", "friendships", "peer_programmes"}),
    "alternative_provision": frozenset({"clubs_cost", "trips", "pupil_leadership", "curriculum_representation"}),
}

NOT_APPLICABLE: Mapping[str, Mapping[str, str]] = {
    "alternative_provision": {
        "clubs_confidence": "Our pupils leave at half past two and go to clubs of their own schools, with whom we talk."
    }
}
"""Statements that schools of a kind hide, and why."""


@dataclass(frozen=True, slots=True)
class SimulatedRating:
    statement: str
    met: Met
    how_we_know: str


@dataclass(frozen=True, slots=True)
class SimulatedAudit:
    """One school's audit at one stage. `hidden`: statement to reason. Of a school that left, `BEGUN` are rated."""

    school: str
    stage: str
    ratings: tuple[SimulatedRating, ...]
    hidden: Mapping[str, str]

    def met(self, statement: str) -> Met | None:
        return next((each.met for each in self.ratings if each.statement == statement), None)


def simulate_audits(seed: int, schools: Sequence[SimulatedSchool]) -> tuple[SimulatedAudit, ...]:
    """Baseline and final audits of the schools that stayed, and what the others began; the same seed, the same audits.

    Whatever the seed, as many schools rate a statement so as `TARGETS` says of ten: chance says which.
    """
    staying = [school for school in schools if not school.dropped_out]
    first: dict[str, dict[str, int]] = {school.key: {} for school in staying}
    last: dict[str, dict[str, int]] = {school.key: {} for school in staying}
    for statement, (at_start, at_end) in TARGETS.items():
        chance = _chance(seed, statement)
        lean = {school.key: _lean(seed, school, statement) for school in staying}
        start = _levels(
            {key: leans + chance.standard_normal() for key, leans in lean.items()}, rated(at_start, len(staying))
        )
        favour = {key: leans + HOLDS * start[key] + chance.standard_normal() for key, leans in lean.items()}
        end = _levels(favour, rated(at_end, len(staying)))
        for school in staying:
            first[school.key][statement], last[school.key][statement] = start[school.key], end[school.key]
    audits = []
    for school in schools:
        if school.dropped_out:
            audits.append(_begun(seed, school))
        else:
            audits.append(_audit(seed, school, BASELINE, first[school.key], None))
            audits.append(_audit(seed, school, FINAL, last[school.key], first[school.key]))
    return tuple(audits)


def begun_audit(seed: int, school: SimulatedSchool, statements: Sequence[str]) -> SimulatedAudit:
    """A first audit in which so far these statements are rated, by the shares of ten schools at the start."""
    levels = {}
    for statement in statements:
        of_ten = [level for level, schools in enumerate(TARGETS[statement][0]) for _ in range(schools)]
        levels[statement] = int(_chance(seed, f"{school.key} {statement}").choice(of_ten))
    return _audit(seed, school, BASELINE, levels, None)


def _begun(seed: int, school: SimulatedSchool) -> SimulatedAudit:
    return begun_audit(seed, school, tuple(TARGETS)[:BEGUN])


def _levels(favour: Mapping[str, float], at_least: tuple[int, int]) -> dict[str, int]:
    """The schools with most favour rate fully, those after them partially."""
    partially, fully = at_least
    ranked = sorted(favour, key=lambda key: -favour[key])
    return {key: 2 if place < fully else 1 if place < partially else 0 for place, key in enumerate(ranked)}


def _lean(seed: int, school: SimulatedSchool, statement: str) -> float:
    """What a school brings to a statement: its own generosity, and what its kind finds easy or hard."""
    own = _chance(seed, school.key).normal(0, TAKES_LEAN)
    kind = (statement in AT_HOME.get(school.setting, ())) - (statement in HARDER.get(school.setting, ()))
    return float(own + kind)


def _audit(
    seed: int, school: SimulatedSchool, stage: str, levels: Mapping[str, int], before: Mapping[str, int] | None
) -> SimulatedAudit:
    hidden = NOT_APPLICABLE.get(school.setting, {})
    ratings = []
    for statement, level in levels.items():
        if statement not in hidden:
            chance = _chance(seed, f"{school.key} {stage} {statement}")
            told = KNOWN[statement][level].format(few=chance.integers(3, 7), some=chance.integers(12, 29))
            told = told if before is None else _since(told, level - before[statement], chance)
            ratings.append(SimulatedRating(statement, LEVELS[level], told))
    return SimulatedAudit(school.key, stage, tuple(ratings), hidden)


def _since(told: str, moved: int, chance: Generator) -> str:
    """At the end, with a word on what has become of the first rating."""
    words = LOOKED_CLOSER if moved < 0 else BETTER if moved else SAME
    return f"{chance.choice(words)} {told}"


def _chance(seed: int, name: str) -> Generator:
    """A stream of its own for each name, the same on every machine."""
    return default_rng(SeedSequence([seed, int.from_bytes(sha256(name.encode()).digest()[:8])]))
