"""An insider who knows the head count of every class and reads every published table. Shares no code with the audit.

What is published comes as bands in per cent, as the findings' JSON has them; the attacker undoes the banding
(the code is open), writes one inequality per band, and asks scipy's solver which people's answers are certain.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, vstack

PARTS = ("positive", "neither", "declined", "unanswered", "negative")
"""The order in which a release adds parts up: its documents say so."""

WIDTHS = {"fives": 5.0, "tens": 10.0, "words": 100 / 3}


@dataclass(frozen=True, slots=True)
class Band:
    """In these classes together, the people who answered in one of `parts` are `low` to `high`."""

    classes: tuple[int, ...]
    parts: tuple[int, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Roll:
    """Head counts by class, and which parts the question offers (as places in PARTS)."""

    sizes: tuple[int, ...]
    parts: tuple[int, ...]


def bands_of(cell: dict[str, Any], classes: Sequence[int], n: int, offered: Sequence[int]) -> list[Band]:
    """One group in one wave of a table, as stored: what its printed shares say of counts of `n` people."""
    low, high, bands = 0.0, 0.0, []
    for upto, part in enumerate(offered[:-1]):
        share = cell["parts"][PARTS[part]]
        high = _snapped(cell["rung"], share["high"] + low)
        low = _bottom(cell["rung"], high)
        ends = (_at_least(low, n), _at_most(high, n)) if cell["rung"] != "whole" else _whole(low, high, n)
        bands.append(Band(tuple(classes), tuple(offered[: upto + 1]), *ends))
    return bands


def _snapped(rung: str, high: float) -> float:
    """The edge that a printed end stands for: thirds are printed with one decimal."""
    return high if rung == "whole" else WIDTHS[rung] * round(high / WIDTHS[rung])


def _bottom(rung: str, high: float) -> float:
    if rung == "whole":
        return {1.0: 0.0, 100.0: 99.0}.get(high, high)
    return high - WIDTHS[rung]


def _at_least(low: float, n: int) -> int:
    return math.ceil(low * n / 100 - 0.01)


def _at_most(high: float, n: int) -> int:
    """Below the upper edge, which belongs to the next band, but for 100."""
    return n if high > 99.95 else math.ceil(high * n / 100 - 0.01) - 1


def _whole(low: float, high: float, n: int) -> tuple[int, int]:
    """All counts that round to a per cent from `low` to `high`, halves upwards."""
    fits = [count for count in range(n + 1) if low <= math.floor(100 * count / n + 0.5) <= high]
    return fits[0], fits[-1]


@dataclass(frozen=True, slots=True)
class Own:
    """What the attacker knows beside: that one person of `class_` answered in `part`: their own answer."""

    class_: int
    part: int


def certain(roll: Roll, bands: Iterable[Band], own: Own | None = None) -> list[tuple[int, int]]:
    """Pairs (class, part) where it is certain that none of the class, or one at most, answered in that part.

    With an own answer: that nobody of the class but perhaps the attacker did. An empty list is a failed attack.
    """
    attack = _Attack(roll, list(bands), own)
    open_ = {
        (class_, place): attack.need(class_, place) for class_ in range(len(roll.sizes)) for place in attack.places
    }
    left = {pair: need for pair, need in open_.items() if need > 0}
    while left:
        world = attack.solve(left)
        found = [] if world is None else [pair for pair, need in left.items() if world[pair] >= need]
        if not found:
            return sorted(left)
        for pair in found:
            del left[pair]
    return []


class _Attack:
    def __init__(self, roll: Roll, bands: list[Band], own: Own | None) -> None:
        self.roll, self.own = roll, own
        self.places = range(len(roll.parts))
        self.width = len(roll.sizes) * len(roll.parts)
        rows = [([class_], list(self.places), size, size) for class_, size in enumerate(roll.sizes)]
        rows += [([*b.classes], [roll.parts.index(part) for part in b.parts], b.low, b.high) for b in bands]
        places = [
            (row, class_ * len(roll.parts) + part)
            for row, (classes, parts, _, _) in enumerate(rows)
            for class_ in classes
            for part in parts
        ]
        at = np.array(places).T
        self.matrix = csr_array(coo_array((np.ones(len(places)), (at[0], at[1])), shape=(len(rows), self.width)))
        self.low = np.array([row[2] for row in rows], dtype=float)
        self.high = np.array([row[3] for row in rows], dtype=float)

    def need(self, class_: int, place: int) -> int:
        size, mine = self.roll.sizes[class_], self.own is not None and self.own.class_ == class_
        if self.own is None:
            return min(2, size)
        others = size - mine
        return 0 if others == 0 else 1 + (mine and self.roll.parts[place] == self.own.part)

    def solve(self, wanted: dict[tuple[int, int], int]) -> NDArray[np.int64] | None:
        """A world in which as many of the wanted pairs as possible have people enough."""
        parts, extra = len(self.roll.parts), len(wanted)
        links = coo_array(
            (
                np.concatenate([np.ones(extra), [-float(need) for need in wanted.values()]]),
                (
                    np.tile(np.arange(extra), 2),
                    np.concatenate([[c * parts + p for c, p in wanted], self.width + np.arange(extra)]),
                ),
            ),
            shape=(extra, self.width + extra),
        )
        wide = csr_array(
            (self.matrix.data, self.matrix.indices, self.matrix.indptr), shape=(len(self.low), self.width + extra)
        )
        least = np.zeros(self.width + extra)
        if self.own is not None:
            least[self.own.class_ * parts + self.roll.parts.index(self.own.part)] = 1
        most = np.concatenate([np.repeat(self.roll.sizes, parts), np.ones(extra)]).astype(float)
        answer = milp(
            np.concatenate([np.zeros(self.width), -np.ones(extra)]),
            constraints=LinearConstraint(
                csr_array(vstack([wide, links])),
                np.concatenate([self.low, np.zeros(extra)]),
                np.concatenate([self.high, np.full(extra, np.inf)]),
            ),
            integrality=np.ones(self.width + extra, dtype=np.int64),
            bounds=Bounds(least, most),
        )
        if answer.x is None:
            return None
        world: NDArray[np.int64] = np.rint(answer.x[: self.width]).astype(np.int64).reshape(-1, parts)
        return world
