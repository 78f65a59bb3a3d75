"""What must stay possible, so that nothing becomes certain.

An answer set S (for example "rarely or never") is *exposed* for a class of pupils when every world that fits
the publication puts the whole class, or all of it but one, inside S. Of all the sets that leave something out,
those that leave out one part are the largest, and whatever holds for them holds for the smaller ones. So two
kinds of demand are enough:

- *two outside*: for every pool and every part, some world has two people of the pool (one, of a pool of one)
  in that part. Any class inside the pool can be the one they belong to.
- *beside my own*: for every pool and part that I may be in myself, and every pool and part of somebody else,
  some world holds both. So whoever adds their own answer to what is printed is certain of nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from belonging.evaluation.disclosure.worlds import World


@dataclass(frozen=True, slots=True)
class Demand:
    """In some world at least `least` people of each (pool, part): (pool, part, least), one or two of them."""

    places: tuple[tuple[int, int, int], ...]

    def met(self, world: World) -> bool:
        return all(int(world[pool, part]) >= least for pool, part, least in self.places)


@lru_cache(maxsize=256)
def two_outside(sizes: tuple[int, ...], parts: int, outside: int = 2) -> tuple[Demand, ...]:
    """Every pool and part by itself."""
    return tuple(
        Demand(((pool, part, min(outside, size)),)) for pool, size in enumerate(sizes) for part in range(parts)
    )


@lru_cache(maxsize=256)
def beside_my_own(sizes: tuple[int, ...], parts: int) -> tuple[Demand, ...]:
    """Every two different places (pool, part) together; both in one pool only where it has two people."""
    places = [(pool, part) for pool in range(len(sizes)) for part in range(parts)]
    return tuple(
        Demand(((*mine, 1), (*theirs, 1)))
        for at, mine in enumerate(places)
        for theirs in places[at + 1 :]
        if mine[0] != theirs[0] or sizes[mine[0]] > 1
    )
