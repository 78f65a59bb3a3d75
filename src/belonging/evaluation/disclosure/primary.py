"""Which tables are there at all. Reads numbers of questionnaires only; an answer can change nothing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from belonging.evaluation.cells import Tally
from belonging.evaluation.disclosure.coding import rung_for
from belonging.evaluation.disclosure.differences import schools_apart
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.groups import CROSSED, OUTSIDE, WAVES
from belonging.evaluation.plan import Scope
from belonging.evaluation.released import Refusal, Rung


@dataclass(frozen=True, slots=True)
class Decision:
    """One breakdown in one wave, decided: its groups by place in the tally, its rung, or why it is not there.

    A wave is decided by its own numbers of answers, so that it reads the same in every later release.

    `rung` is the coarsest of the table; `finer` names groups that stand at a finer one of their own.
    """

    groups: tuple[int, ...]
    rung: Rung
    refusal: Refusal | None = None
    finer: Mapping[int, Rung] = field(default_factory=dict)

    def rung_of(self, group: int) -> Rung:
        return self.finer.get(group, self.rung)


Decisions = Mapping[str, tuple[Decision, ...]]
"""Of one breakdown: by item, a decision per wave."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Answers counted one way, and what of them is shown."""

    counted: Tally
    decisions: Decisions

    def by_counts(self, wave: int) -> Decision:
        """What numbers of answers decide, before any audit: the same for every item."""
        return next(iter(self.decisions.values()))[wave]

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it is shown, in no wave and for no item."""
        return all(decision.refusal is not None for waves in self.decisions.values() for decision in waves)


def released_waves(everyone: Tally, policy: Policy, scope: Scope) -> tuple[tuple[str, ...], list[Refusal]]:
    """The waves that enough people, from enough schools, answered; and why the others are left out."""
    kept, refusals = [], []
    for place, wave in enumerate(everyone.waves):
        refusal = refuse_group(everyone, 0, place, policy, scope) or _few_in_programme(everyone, place, policy, scope)
        if refusal is None and everyone.totals[0, place] > 0:
            kept.append(wave)
        elif refusal is not None:
            refusals.append(Refusal(f"wave-{refusal.code}", f"The {wave} is not shown. {refusal.sentence}"))
    return tuple(wave for wave in WAVES if wave in kept), refusals


def _few_in_programme(everyone: Tally, wave: int, policy: Policy, scope: Scope) -> Refusal | None:
    if scope == "school" or not 0 < everyone.schools(0, wave) < policy.smallest_programme:
        return None
    return Refusal(
        "few-schools",
        f"A programme's figures are shown when {policy.smallest_programme} schools and more have answered: of fewer, "
        "one school's answers could be worked out from the others'.",
    )


def decide(tally: Tally, wave: int, policy: Policy, scope: Scope) -> Decision:
    """Whole or not at all: one group that is too small takes that wave's whole table with it."""
    outside = OUTSIDE.get(tally.by, frozenset())
    totals = tally.totals[:, wave]
    shown = tuple(place for place, group in enumerate(tally.groups) if group not in outside and totals[place])
    for group in shown:
        refusal = refuse_group(tally, group, wave, policy, scope)
        if refusal is not None:
            return Decision(shown, Rung.WORDS, refusal)
    if 0 < totals.sum() - totals[list(shown)].sum() < policy.smallest_group:
        return Decision(shown, Rung.WORDS, _remainder(policy))
    rungs = {group: rung_for(int(totals[group])) or Rung.WORDS for group in shown}
    rung = Rung.coarsest(rungs.values())
    if tally.by in CROSSED:
        # Finer, it would tie people down beside the one-way tables, and the audit would take all tables back.
        return Decision(shown, Rung.coarsest((rung, Rung.TENS)))
    if scope == "school" or rung is Rung.WORDS:
        return Decision(shown, rung)
    # Several schools: each group at its own rung. What the bands say together is the audit's to judge.
    return Decision(shown, rung, finer={group: own for group, own in rungs.items() if own is not rung})


def refuse_group(tally: Tally, group: int, wave: int, policy: Policy, scope: Scope) -> Refusal | None:
    """Why so few, or answers from such schools, are not shown; None where they may be, or there are none."""
    people = int(tally.totals[group, wave])
    if people == 0:
        return None
    if people < policy.smallest_group:
        return _small_group(policy, tally.by, scope)
    if scope == "school":
        return None
    largest = int(np.max(tally.forms[:, group, wave]))
    if tally.schools(group, wave) < policy.smallest_schools or largest > policy.largest_school * people:
        return Refusal(
            "few-schools",
            f"Answers must come from at least {policy.smallest_schools} schools, with no more than "
            f"{policy.largest_school:.0%} of them from one school.",
        )
    if not schools_apart(tally.forms[:, group, wave].tolist(), policy.smallest_group):
        return Refusal(
            "school-difference",
            f"Without one of the schools fewer than {policy.smallest_group} answers would be left, and that school "
            "could work them out.",
        )
    return None


def _small_group(policy: Policy, by: str, scope: Scope) -> Refusal:
    least = policy.smallest_group
    if by == "all":
        return Refusal("small-group", f"Fewer than {least} answered, so nothing is shown.")
    pointer = " The programme's report may show it." if scope == "school" else ""
    return Refusal(
        "small-group",
        f"At least one of these groups has fewer than {least} answers. None of them is shown, "
        f"because the small one could be worked out from the others.{pointer}",
    )


def _remainder(policy: Policy) -> Refusal:
    return Refusal(
        "small-remainder",
        f"Fewer than {policy.smallest_group} people are in none of these groups. The groups are not shown, "
        "because those people's answers could be worked out from the total.",
    )
