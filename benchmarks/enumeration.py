"""Every possible set of answers of tiny schools: what the audit says, beside what is so.

    python -m benchmarks.enumeration [schools] [seed]

For each school all answers are gone through. First the verdict on every publication is compared with the
worlds that print it. Then the whole choice of steps is played for every set of answers, the sets are gathered by
what would be printed, and no gathering may make an answer certain. The control does the same without stand-ins
(whatever is not safe is printed more coarsely) and must expose some.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.disclosure.audit import judge
from belonging.evaluation.disclosure.coding import rung_for
from belonging.evaluation.disclosure.levels import Chooser
from belonging.evaluation.disclosure.pools import Pools, Table
from belonging.evaluation.disclosure.worlds import Publication, World
from belonging.evaluation.released import Rung

Worlds = NDArray[np.int64]
"""Shape (worlds, pools, parts)."""

Step = tuple[int, tuple[Table, ...]]


@dataclass(frozen=True)
class TinySchool:
    """Girls and boys with SEND and without, each a pool (the last may be empty), and the tables about them."""

    pools: Pools
    parts: int

    @classmethod
    def of(cls, sizes: Sequence[int], parts: int) -> TinySchool:
        """Rungs as in a real school; groups below ten are in words too, which is what makes it dangerous."""
        ways = {"all": ((0, 1, 2, 3),), "gender": ((0, 1), (2, 3)), "send": ((0, 2), (1, 3))}
        there = [pool for pool, size in enumerate(sizes) if size > 0]
        tables = []
        for by, groups in ways.items():
            members = tuple(tuple(there.index(pool) for pool in group if pool in there) for group in groups)
            least = min(sum(sizes[pool] for pool in group) for group in groups)
            tables.append(Table(by, members, (rung_for(least) or Rung.WORDS,) * len(groups), of_all=len(groups) == 1))
        return cls(Pools(tuple(sizes[pool] for pool in there), tuple(tables), np.array([], dtype=np.intp)), parts)

    def worlds(self) -> Worlds:
        ways = [np.array(list(_compositions(size, self.parts))) for size in self.pools.sizes]
        places = np.indices([len(way) for way in ways]).reshape(len(ways), -1)
        return np.stack([way[place] for way, place in zip(ways, places, strict=True)], axis=1)

    def publications(self) -> list[tuple[World, Worlds]]:
        """All worlds, gathered by what the finest publication says; each with one of them to stand for it."""
        worlds = self.worlds()
        bands = [
            np.minimum(
                worlds[:, list(group)].sum(axis=1).cumsum(axis=1)[:, :-1] * _BANDS[rung] // self._people(group),
                _BANDS[rung] - 1,
            )
            for table in self.pools.tables
            for group, rung in zip(table.groups, table.rungs, strict=True)
        ]
        _, first, kind = np.unique(np.concatenate(bands, axis=1), axis=0, return_index=True, return_inverse=True)
        order = np.argsort(kind.ravel(), kind="stable")
        ends = np.cumsum(np.bincount(kind.ravel()))[:-1]
        return [(worlds[one], worlds[same]) for one, same in zip(first, np.split(order, ends), strict=True)]

    def _people(self, group: Sequence[int]) -> int:
        return sum(self.pools.sizes[pool] for pool in group)


_BANDS = {Rung.FIVES: 20, Rung.TENS: 10, Rung.WORDS: 3}


def _compositions(n: int, parts: int) -> Iterator[tuple[int, ...]]:
    for walls in combinations(range(n + parts - 1), parts - 1):
        yield tuple(b - a - 1 for a, b in zip((-1, *walls), (*walls, n + parts - 1), strict=True))


def leaves_open(worlds: Worlds, sizes: Sequence[int]) -> bool:
    """Whether nobody's answer is certain, by looking at every world: nothing of the audit's is used.

    For every class (any part of a pool) and every set of parts, some world has two of the class outside it;
    and whoever knows one answer, their own, still finds another world with one more person outside.
    """
    parts = worlds.shape[2]
    for pool, size in enumerate(sizes):
        for inside in (set(chosen) for number in range(parts) for chosen in combinations(range(parts), number)):
            outside = worlds[:, pool, [part for part in range(parts) if part not in inside]].sum(axis=1)
            if outside.max() < min(2, size):
                return False
    return all(_beside(worlds, sizes, mine) for mine in product(range(len(sizes)), range(parts)))


def _beside(worlds: Worlds, sizes: Sequence[int], mine: tuple[int, int]) -> bool:
    known = worlds[worlds[:, mine[0], mine[1]] >= 1].copy()
    known[:, mine[0], mine[1]] -= 1
    others = [size - (pool == mine[0]) for pool, size in enumerate(sizes)]
    return len(known) > 0 and all(
        known[:, pool, part].max() >= 1
        for pool, size in enumerate(others)
        for part in range(worlds.shape[2])
        if size > 0
    )


def disagreements(school: TinySchool) -> tuple[int, int, int]:
    """Verdicts, how many of them were "not safe", and how many differ from the truth."""
    verdicts = unsafe = wrong = 0
    for one, same in school.publications():
        publication = school.pools.published(one, school.pools.tables)
        said = judge(publication).safe
        verdicts += 1
        unsafe += not said
        wrong += said is not leaves_open(same, school.pools.sizes)
    return verdicts, unsafe, wrong


def exposures(school: TinySchool, *, control: bool = False) -> tuple[int, int]:
    """Different outputs of the whole choice, and how many of them make an answer certain."""
    chooser = Chooser(school.pools)
    printed: dict[tuple[int, Publication], list[Worlds]] = {}
    for one, same in school.publications():
        step, tables = _without_stand_ins(school, chooser, one) if control else _step(chooser, one)
        printed.setdefault((step, school.pools.published(one, tables)), []).append(same)
    exposed = [not leaves_open(np.concatenate(worlds), school.pools.sizes) for worlds in printed.values()]
    return len(printed), sum(exposed)


def _step(chooser: Chooser, world: World) -> Step:
    chosen = chooser.choose(world)
    return chosen.step, chosen.tables


def _without_stand_ins(school: TinySchool, chooser: Chooser, world: World) -> Step:
    """The first step that is safe by itself: the fact that it was needed is forgotten."""
    safe = (
        (step, tables)
        for step, tables in enumerate(chooser.steps)
        if judge(school.pools.published(world, tables), world).safe
    )
    return next(safe)


def tiny_schools(number: int, seed: int) -> Iterator[TinySchool]:
    """Two parts and up to eight pupils a pool; every third: three parts, three pools, smaller ones mostly."""
    rng = np.random.default_rng(seed)
    for place in range(number):
        if place % 3:
            yield TinySchool.of(rng.integers(2, 9, size=4).tolist(), 2)
        else:
            least, most = (7, 11) if place % 15 == 0 else (3, 6)
            yield TinySchool.of([*rng.integers(least, most, size=3).tolist(), 0], 3)


def main(number: int, seed: int) -> int:
    verdicts = unsafe = wrong = outputs = exposed = control = 0
    for school in tiny_schools(number, seed):
        found = disagreements(school)
        verdicts, unsafe, wrong = verdicts + found[0], unsafe + found[1], wrong + found[2]
        whole = exposures(school)
        outputs, exposed = outputs + whole[0], exposed + whole[1]
        control += exposures(school, control=True)[1]
    print(f"{number} schools, seed {seed}")
    print(f"verdicts {verdicts}, of them not safe {unsafe}, against the enumeration {wrong}")
    print(f"outputs of the whole choice {outputs}, exposed {exposed}; without stand-ins exposed {control}")
    return 1 if wrong or exposed or not control else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(numbers[0] if numbers else 60, numbers[1] if len(numbers) > 1 else 1))
