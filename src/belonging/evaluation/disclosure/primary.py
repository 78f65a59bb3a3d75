"""Which tables are there at all. Reads numbers of questionnaires only; an answer can change nothing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from belonging.evaluation.cells import Tally, merge_groups
from belonging.evaluation.disclosure.coding import rung_for
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.groups import ANOTHER_OR_NOT_SAID, NOT_SAID, OUTSIDE, WAVES
from belonging.evaluation.plan import Scope
from belonging.evaluation.released import Refusal, Rung


@dataclass(frozen=True, slots=True)
class Decision:
    """One breakdown, decided: its groups by place in the tally, its rung, or why it is not there.

    `rung` is the coarsest of the table; `finer` names groups that stand at a finer one of their own.
    """

    groups: tuple[int, ...]
    rung: Rung
    refusal: Refusal | None = None
    finer: Mapping[int, Rung] = field(default_factory=dict)

    def rung_of(self, group: int) -> Rung:
        return self.finer.get(group, self.rung)


def released_waves(everyone: Tally, policy: Policy, scope: Scope) -> tuple[tuple[str, ...], list[Refusal]]:
    """The waves that enough people, from enough schools, answered; and why the others are left out."""
    kept, refusals = [], []
    for place, wave in enumerate(everyone.waves):
        refusal = _refuse_group(everyone, 0, place, policy, scope)
        if refusal is None and everyone.totals[0, place] > 0:
            kept.append(wave)
        elif refusal is not None:
            refusals.append(Refusal(f"wave-{refusal.code}", f"The {wave} is not shown. {refusal.sentence}"))
    return tuple(wave for wave in WAVES if wave in kept), refusals


def merge_small_genders(tally: Tally) -> Tally:
    """One group of "another gender" and "not said" where either is too small for bands of 5 points.

    Otherwise the smallest of four groups would leave girls and boys in words, or hidden, almost everywhere.
    """
    if tally.by != "gender":
        return tally
    small = tally.totals[[tally.groups.index(group) for group in ("another", NOT_SAID)]]
    if not small.any(axis=1).all() or (small[small > 0] >= 60).all():
        return tally
    return merge_groups(tally, frozenset({"another", NOT_SAID}), ANOTHER_OR_NOT_SAID)


def decide(tally: Tally, policy: Policy, scope: Scope) -> Decision:
    """Whole or not at all: one group that is too small takes its whole table with it."""
    outside = OUTSIDE.get(tally.by, frozenset())
    shown = tuple(
        place for place, group in enumerate(tally.groups) if group not in outside and tally.totals[place].any()
    )
    for group in shown:
        for wave in range(len(tally.waves)):
            refusal = _refuse_group(tally, group, wave, policy, scope)
            if refusal is not None:
                return Decision(shown, Rung.WORDS, refusal)
    rest = tally.totals.sum(axis=0) - tally.totals[list(shown)].sum(axis=0)
    if any(0 < people < policy.smallest_group for people in rest.tolist()):
        return Decision(shown, Rung.WORDS, _remainder(policy))
    smallest = {group: min((int(n) for n in tally.totals[group] if n > 0), default=0) for group in shown}
    rung = rung_for(min(smallest.values(), default=0)) or Rung.WORDS
    if scope == "school" or rung is Rung.WORDS:
        return Decision(shown, rung)
    # Several schools: each group at its own rung. What subtraction leaves of the smallest is never narrower
    # than the widest band subtracted, and every band holds three counts or more.
    own = {group: rung_for(people) or rung for group, people in smallest.items()}
    return Decision(shown, rung, finer={group: its for group, its in own.items() if its is not rung})


def _refuse_group(tally: Tally, group: int, wave: int, policy: Policy, scope: Scope) -> Refusal | None:
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
