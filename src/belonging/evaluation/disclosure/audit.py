"""Whether a publication leaves everything possible that must stay possible (see statements)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.disclosure.moves import Moves
from belonging.evaluation.disclosure.solver import Solver
from belonging.evaluation.disclosure.statements import Demand, beside_my_own, two_outside
from belonging.evaluation.disclosure.worlds import Publication, World, holds

LAST = 4
"""How many of the solver's worlds the small steps start from."""


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


def judge(publication: Publication, known: World | None = None, *, pairs_too: bool = True) -> Verdict:
    """A function of the publication alone: `known`, a world that fits, only saves the solver some work.

    `pairs_too`: what must stay possible beside one's own answer is asked as well.
    """
    search = _Search(publication, known)
    if not search.worlds:
        return Verdict(False, 0, 0, search.solver.solved, Demand(()))
    singles = two_outside(publication.sizes, publication.parts)
    for demand in singles:
        if not any(demand.met(world) for world in search.worlds) and not search.meet(demand):
            return search.verdict(len(singles), demand)
    pairs = beside_my_own(publication.sizes, publication.parts) if pairs_too else ()
    for demand in pairs:
        if not search.together(demand) and not search.meet(demand):
            return search.verdict(len(singles) + len(pairs), demand)
    return search.verdict(len(singles) + len(pairs), None)


class _Search:
    def __init__(self, publication: Publication, known: World | None) -> None:
        self.publication = publication
        self.solver = Solver(publication)
        self.moves = Moves(publication)
        self.quick = 0
        self.worlds: list[World] = []
        self._last: list[World] = []
        places = len(publication.sizes) * publication.parts
        self._together = np.zeros((places, places), dtype=bool)
        first = known if known is not None else self.solver.find()
        if first is not None:
            self._keep(first)

    def meet(self, demand: Demand) -> bool:
        """Find one more world and keep it."""
        # From the first world, which is like the answers, and from the solver's last, which is unlike them.
        tries = (self.moves.meet(base, demand) for base in (self.worlds[0], *self._last))
        quick = next((world for world in tries if world is not None), None)
        self.quick += quick is not None
        world = quick if quick is not None else self.solver.find(demand, self._wanted(demand))
        if world is None:
            return False
        self._keep(world)
        if quick is None:
            self._last = [world, *self._last][:LAST]
        if not demand.met(world):
            raise WitnessFailed(f"The witness of {demand} does not meet it.")
        return True

    def together(self, demand: Demand) -> bool:
        """Whether some world at hand has somebody in both places of a pair."""
        one, other = (self._place(pool, part) for pool, part, _ in demand.places)
        return bool(self._together[one, other])

    def verdict(self, demands: int, exposed: Demand | None) -> Verdict:
        return Verdict(exposed is None, demands, self.quick, self.solver.solved, exposed, tuple(self.worlds))

    def _place(self, pool: int, part: int) -> int:
        return pool * self.publication.parts + part

    def _wanted(self, demand: Demand) -> NDArray[np.int64]:
        """Places that no world at hand has beside those of the demand: one world may show many of them."""
        own = [self._place(pool, part) for pool, part, _ in demand.places]
        return np.flatnonzero(~self._together[own].all(axis=0))

    def _keep(self, world: World) -> None:
        if not holds(self.publication, world):
            raise WitnessFailed("A witness does not fit the publication it is for.")
        self.worlds.append(world)
        present = world.ravel() >= 1
        self._together |= np.outer(present, present)
