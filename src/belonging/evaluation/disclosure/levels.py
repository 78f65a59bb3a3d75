"""How much of an item is printed in one wave of a school: everything planned, or a fixed step less.

The step is chosen so that it tells nothing that is not printed. With the finest publication of the answers, p:

1. At every coarser step, the coarse publication P has a *stand-in*: a safe finest publication inside P, found
   without a look at the answers, and another one at every step.
2. Where p is the stand-in of a step, that step is printed.
3. Otherwise, where p is safe, p is printed.
4. Otherwise the finest step that has a stand-in is printed.

So whatever is printed could have come from every world of one safe finest publication: p itself, or the stand-in
(docs/methods/audit.md has the argument in full). The last step prints nothing; its stand-in depends on numbers
of people alone. If it has none, the step before it, the total alone, is printed for every item of the wave,
whatever the answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from belonging.evaluation.disclosure.audit import Verdict, WitnessFailed, judge
from belonging.evaluation.disclosure.pools import Pools, Table
from belonging.evaluation.disclosure.stand_ins import stand_ins
from belonging.evaluation.disclosure.worlds import Publication, World, holds

Reason = Literal["safe", "stand-in", "unsafe", "total-only"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is printed: `step` counts from 0 (everything planned).

    Every world of `like` prints the same; whether they are the answers' own or a stand-in's cannot be told from
    it. `reason` and `proof` know the answers: neither is ever shown or stored.
    """

    step: int
    tables: tuple[Table, ...]
    reason: Reason
    proof: Verdict
    like: Publication


def ladder(tables: Sequence[Table]) -> tuple[tuple[Table, ...], ...]:
    """Everything planned; the total and SEND; the total (or the first table) alone; nothing."""
    total = tuple(table for table in tables if table.of_all)
    with_send = tuple(table for table in tables if table.of_all or table.by == "send")
    steps = (tuple(tables), with_send, total or tuple(tables[:1]), ())
    return tuple(dict.fromkeys(step for step in steps if step or step is steps[-1]))


class Chooser:
    """Chooses the step of every item of one wave. Verdicts are kept: they depend on the publication alone."""

    def __init__(self, pools: Pools, *, pairs_too: bool = True) -> None:
        self.pools = pools
        self._pairs_too = pairs_too
        self.steps = ladder(pools.tables)
        self._verdicts: dict[Publication, Verdict] = {}
        self._nothing: dict[int, Publication | None] = {}

    def choose(self, world: World) -> Chosen:
        """The step for these answers."""
        last = len(self.steps) - 1
        if sum(not table.of_all for table in self.pools.tables) + any(table.of_all for table in self.pools.tables) < 2:
            return self._at_once(world, 0, "safe")
        hosts = {last: self._of_nothing(world)}
        if hosts[last] is None:
            return self._at_once(world, last - 1, "total-only")
        finest = self.pools.published(world, self.steps[0])
        proof = self._judged(finest, world)
        if proof.safe and finest != hosts[last] and not self._might_stand_in(world, finest):
            return Chosen(0, self.steps[0], "safe", proof, finest)
        for step in range(last - 1, 0, -1):
            hosts[step] = self._stand_in(world, step, [host for host in hosts.values() if host is not None])
        for step in range(1, len(self.steps)):
            if hosts[step] == finest:
                return Chosen(step, self.steps[step], "stand-in", proof, finest)
        if proof.safe:
            return Chosen(0, self.steps[0], "safe", proof, finest)
        step, host = min(((place, host) for place, host in hosts.items() if host is not None), key=lambda pair: pair[0])
        return Chosen(step, self.steps[step], "unsafe", self._judged(host, None), host)

    def _at_once(self, world: World, step: int, reason: Reason) -> Chosen:
        """One table by itself: its bands keep everything possible, whatever the answers."""
        printed = self.pools.published(world, self.steps[step])
        proof = self._judged(printed, world)
        if not proof.safe:
            raise WitnessFailed("One table by itself was not safe: its bands are narrower than three counts.")
        return Chosen(step, self.steps[step], reason, proof, printed)

    def _of_nothing(self, world: World) -> Publication | None:
        """The stand-in of the last step: the same for every item that offers as many parts."""
        parts = world.shape[1]
        if parts not in self._nothing:
            self._nothing[parts] = self._stand_in(world, len(self.steps) - 1, [])
        return self._nothing[parts]

    def _candidates(self, world: World, step: int) -> list[tuple[Publication, World]]:
        coarse = self.pools.published(world, self.steps[step])
        apart = [table.groups for table in self.steps[step] if not table.of_all]
        groups = apart[0] if apart else (tuple(range(len(self.pools.sizes))),)
        worlds = [other for other in stand_ins(coarse, groups) if holds(coarse, other)]
        return [(self.pools.published(other, self.steps[0]), other) for other in worlds]

    def _might_stand_in(self, world: World, finest: Publication) -> bool:
        return any(
            finest == publication
            for step in range(1, len(self.steps) - 1)
            for publication, _ in self._candidates(world, step)
        )

    def _stand_in(self, world: World, step: int, taken: Sequence[Publication]) -> Publication | None:
        for publication, other in self._candidates(world, step):
            if publication not in taken and self._judged(publication, other).safe:
                return publication
        return None

    def _judged(self, publication: Publication, known: World | None) -> Verdict:
        if publication not in self._verdicts:
            self._verdicts[publication] = judge(publication, known, pairs_too=self._pairs_too)
        return self._verdicts[publication]
