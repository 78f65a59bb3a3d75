"""Worlds that fit a coarse publication, made by arithmetic alone.

A coarse publication must not mean "something was wrong with the finer one". So at every coarse step one finer
publication that has nothing wrong with it is printed coarsely as well; it is found by trying the worlds made
here, in this order. They start from what the coarse step prints and from numbers of people, never from the
answers, and from no solver, so that they come out the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from belonging.evaluation.disclosure.worlds import Publication, World

Groups = tuple[tuple[int, ...], ...]

EVENNESS = (0, 1, 2, 3, 4)
"""In quarters: how much of each part is spread over the pools by their size; the rest fills one after another."""


def stand_ins(publication: Publication, groups: Groups) -> list[World]:
    """Worlds of the publication; `groups` are the (disjoint) groups of its one breakdown, or one of everybody.

    The least even come first: answers like theirs are rare, so that hardly any school loses a table by them.
    Where nothing is printed at all it is the most even that come first, for those are the soonest safe.
    """
    whole = _with_the_rest(publication, groups)
    totals = _totals(publication, whole)
    if totals is None:
        return []
    # Each pool has its turn to be filled first, and so each is the one that gets what is left.
    turns = range(max(len(group) for group in whole))
    worlds = [_spread(publication, whole, totals, how) for how in product(EVENNESS, turns)]
    ordered = sorted(worlds, key=_unevenness, reverse=bool(publication.rows))
    return list({world.tobytes(): world for world in ordered}.values())


def _unevenness(world: World) -> int:
    """How far the pools' answers are from the same shares everywhere, in whole numbers."""
    expected = np.outer(world.sum(axis=1), world.sum(axis=0))
    return int(np.abs(world * world.sum() - expected).sum())


def _with_the_rest(publication: Publication, groups: Groups) -> Groups:
    inside = {pool for group in groups for pool in group}
    rest = tuple(pool for pool in range(len(publication.sizes)) if pool not in inside)
    return (*groups, rest) if rest else groups


def _totals(publication: Publication, groups: Groups) -> list[list[int]] | None:
    """Running totals by group, near the middle of their bands and adding up to the band of everybody."""
    people = [sum(publication.sizes[pool] for pool in group) for group in groups]
    everybody = tuple(range(len(publication.sizes)))
    bands = {(row.members, row.through): (row.low, row.high) for row in publication.rows}
    running: list[list[int]] = [[] for _ in groups]
    for through in range(publication.parts - 1):
        own = [
            bands.get((group, through), _open(n, through, publication.parts))
            for group, n in zip(groups, people, strict=True)
        ]
        before = [totals[-1] if totals else 0 for totals in running]
        now = _within(bands.get((everybody, through), (0, sum(people))), own, before)
        if now is None:
            return None
        for totals, total in zip(running, now, strict=True):
            totals.append(total)
    return [[*totals, n] for totals, n in zip(running, people, strict=True)]


def _open(n: int, through: int, parts: int) -> tuple[int, int]:
    """Where nothing is printed of a group: the middle of a band of 5 points, as far from its ends as can be."""
    middle = n * (2 * (20 * (through + 1) // parts) + 1) // 40
    return middle, middle


def _within(band: tuple[int, int], own: Sequence[tuple[int, int]], before: Sequence[int]) -> list[int] | None:
    """A total for each group in its own band, no smaller than the one before, whose sum is in `band`."""
    least = [max(low, already) for (low, _), already in zip(own, before, strict=True)]
    now = [max(low, (low + high) // 2) for low, (_, high) in zip(least, own, strict=True)]
    middle = (band[0] + band[1]) // 2
    for place, (_, high) in enumerate(own):
        now[place] = min(max(now[place] + middle - sum(now), least[place]), max(high, least[place]))
    return now if band[0] <= sum(now) <= band[1] else None


def _spread(publication: Publication, groups: Groups, totals: Sequence[Sequence[int]], how: tuple[int, int]) -> World:
    quarters, turn = how
    world = np.zeros((len(publication.sizes), publication.parts), dtype=np.int64)
    for group, running in zip(groups, totals, strict=True):
        order = (*group[turn % len(group) :], *group[: turn % len(group)])
        left = {pool: publication.sizes[pool] for pool in order}
        people = sum(left.values())
        for part, number in enumerate(np.diff([0, *running]).tolist()):
            even = {pool: quarters * number * publication.sizes[pool] // (4 * people) for pool in order}
            first = _give(even, left)
            rest = _give(dict.fromkeys(order, number), left, number - sum(first.values()))
            for pool in order:
                world[pool, part] = first[pool] + rest[pool]
    return world


def _give(wanted: dict[int, int], left: dict[int, int], most: int | None = None) -> dict[int, int]:
    """To each pool in turn what it wants, as far as it has people left (and `most` in all); `left` goes down."""
    given: dict[int, int] = {}
    for pool, number in wanted.items():
        given[pool] = min(number, left[pool], number if most is None else most - sum(given.values()))
        left[pool] -= given[pool]
    return given
