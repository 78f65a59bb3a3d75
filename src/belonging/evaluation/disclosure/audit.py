"""Whether a publication leaves everything possible that must stay possible (see statements)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from belonging.evaluation.disclosure.moves import Moves
from belonging.evaluation.disclosure.solver import Solver
from belonging.evaluation.disclosure.statements import Demand, beside_my_own, two_outside
from belonging.evaluation.disclosure.worlds import Publication, World, holds


class WitnessFailed(RuntimeError):
    """A search handed over a world that does not fit: a fault of the program, never of the answers."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`safe`, or the first demand that no world meets. How the witnesses were found is counted for the certificate."""

    safe: bool
    demands: int
    quick: int
    solved: int
    exposed: Demand | None = None
    witnesses: tuple[World, ...] = ()


def judge(publication: Publication, known: World | None = None) -> Verdict:
    """A function of the publication alone: `known`, a world that fits, only saves the solver some work."""
    search = _Search(publication, known)
    if not search.worlds:
        return Verdict(False, 0, 0, search.solver.solved, Demand(()))
    singles = two_outside(publication.sizes, publication.parts)
    for demand in singles:
        if not any(demand.met(world) for world in search.worlds) and not search.meet(demand):
            return search.verdict(len(singles), demand)
    pairs = beside_my_own(publication.sizes, publication.parts)
    for demand in search.unmet(pairs):
        if not search.meet(demand):
            return search.verdict(len(singles) + len(pairs), demand)
    return search.verdict(len(singles) + len(pairs), None)


class _Search:
    def __init__(self, publication: Publication, known: World | None) -> None:
        self.publication = publication
        self.solver = Solver(publication)
        self.moves = Moves(publication)
        self.quick = 0
        first = known if known is not None else self.solver.find()
        self.worlds = [] if first is None else [self._checked(first)]

    def meet(self, demand: Demand) -> bool:
        """Find one more world and keep it."""
        quick = self.moves.meet(self.worlds[0], demand)
        self.quick += quick is not None
        world = quick if quick is not None else self.solver.find(demand)
        if world is None:
            return False
        if not demand.met(self._checked(world)):
            raise WitnessFailed(f"The witness of {demand} does not meet it.")
        self.worlds.append(world)
        return True

    def unmet(self, pairs: tuple[Demand, ...]) -> list[Demand]:
        present = np.stack(self.worlds).reshape(len(self.worlds), -1) >= 1
        together = present.T.astype(np.int64) @ present.astype(np.int64)
        parts = self.publication.parts
        return [
            demand for demand in pairs if not together[tuple(pool * parts + part for pool, part, _ in demand.places)]
        ]

    def verdict(self, demands: int, exposed: Demand | None) -> Verdict:
        return Verdict(exposed is None, demands, self.quick, self.solver.solved, exposed, tuple(self.worlds))

    def _checked(self, world: World) -> World:
        if not holds(self.publication, world):
            raise WitnessFailed("A witness does not fit the publication it is for.")
        return world
