"""Worlds that fit a coarse publication, made by arithmetic alone.

A coarse publication must not mean "something was wrong with the finer one". So at every coarse step one finer
publication that has nothing wrong with it is printed coarsely as well; it is found by trying the worlds made
here, in this order. They start from what the coarse step prints and from numbers of people, never from the
answers, and from no solver, so that they come out the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from belonging.evaluation.disclosure.worlds import Publication, World

EVENNESS = (2, 1, 3, 0, 4)
"""In quarters: how much of each part is spread over the pools by their size; the rest fills one after another."""

TURNS = 3
"""From which pool the filling starts."""

OPENINGS = ((1, 1), (2, 1), (1, 2))
"""Where nothing is printed: weights of the first part and of each other part."""


def stand_ins(publication: Publication, groups: tuple[tuple[int, ...], ...]) -> Iterator[World]:
    """Worlds that fit the publication; `groups` are the (disjoint) groups of its one breakdown, or one of everybody."""
    whole = _with_the_rest(publication, groups)
    for totals in _totals(publication, whole):
        for quarters, turn in product(EVENNESS, range(TURNS)):
            yield _spread(publication, whole, totals, (quarters, turn))


def _with_the_rest(publication: Publication, groups: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    inside = {pool for group in groups for pool in group}
    rest = tuple(pool for pool in range(len(publication.sizes)) if pool not in inside)
    return (*groups, rest) if rest else groups


def _totals(publication: Publication, groups: tuple[tuple[int, ...], ...]) -> Iterator[list[list[int]]]:
    """Running totals by group, each in its band and adding up to the band of everybody."""
    people = [sum(publication.sizes[pool] for pool in group) for group in groups]
    if not publication.rows:
        for first, other in OPENINGS:
            weights = first + other * (publication.parts - 1)
            yield [
                [n * (first + other * part) // weights for part in range(publication.parts - 1)] + [n] for n in people
            ]
        return
    bands = {(row.members, row.through): (row.low, row.high) for row in publication.rows}
    everybody = tuple(range(len(publication.sizes)))
    running = [[0] * publication.parts for _ in groups]
    for through in range(publication.parts - 1):
        low, high = bands.get((everybody, through), (0, sum(publication.sizes)))
        own = [bands.get((group, through), (0, n)) for group, n in zip(groups, people, strict=True)]
        now = [max(least, before[through - 1]) for (least, _), before in zip(own, running, strict=True)]
        for place, (_, most) in enumerate(own):
            now[place] += max(0, min(most - now[place], low - sum(now)))
        if not low <= sum(now) <= high:
            return
        for before, total in zip(running, now, strict=True):
            before[through] = total
    for before, n in zip(running, people, strict=True):
        before[-1] = n
    yield running


def _spread(
    publication: Publication, groups: tuple[tuple[int, ...], ...], totals: list[list[int]], how: tuple[int, int]
) -> World:
    quarters, turn = how
    world = np.zeros((len(publication.sizes), publication.parts), dtype=np.int64)
    for group, running in zip(groups, totals, strict=True):
        left = {pool: publication.sizes[pool] for pool in (*group[turn % len(group) :], *group[: turn % len(group)])}
        n = sum(left.values())
        for part, (before, now) in enumerate(zip([0, *running], running, strict=False)):
            to_give = now - before
            for pool in left:
                even = quarters * (now - before) * publication.sizes[pool] // (4 * n)
                given = min(even, left[pool])
                world[pool, part] += given
                left[pool] -= given
                to_give -= given
            for pool in left:
                given = min(to_give, left[pool])
                world[pool, part] += given
                left[pool] -= given
                to_give -= given
    return world
