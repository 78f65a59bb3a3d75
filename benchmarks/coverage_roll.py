"""Coverage for these pupils: a fixed roll, of which some answer. Too wide is meant; too narrow is a fault."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.change import Sample, change_of_roll
from belonging.evaluation.proportions import share_of_roll
from benchmarks.coverage_row import Ends, Row, count

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Fixed:
    """Pupils on roll by whether they are positive: both times, first only, second only, never."""

    name: str
    pupils: tuple[int, int, int, int]
    answer: float
    same_silent: bool

    @property
    def roll(self) -> int:
        return sum(self.pupils)


ROLLS = (
    Fixed("roll of 500, others silent each time", (300, 50, 75, 75), 0.75, False),
    Fixed("roll of 500, the same silent", (300, 50, 75, 75), 0.75, True),
    Fixed("roll of 120, others silent each time", (72, 12, 18, 18), 0.75, False),
    Fixed("roll of 120, the same silent", (72, 12, 18, 18), 0.75, True),
    Fixed("roll of 60, half answer", (36, 6, 9, 9), 0.5, False),
    Fixed("roll of 60, half answer, nine in ten positive", (48, 4, 6, 2), 0.5, False),
    Fixed("roll of 30, 12 answer, nine in ten positive", (24, 2, 3, 1), 0.4, False),
)


def covered(place: int, runs: int, seed: int) -> list[Row]:
    """Shares and changes in one of ROLLS, exact and from bands of 5 points."""
    fixed = ROLLS[place]
    rng = np.random.default_rng(seed)
    n = round(fixed.answer * fixed.roll)
    first = rng.multivariate_hypergeometric(fixed.pupils, n, size=runs)
    second = first if fixed.same_silent else rng.multivariate_hypergeometric(fixed.pupils, n, size=runs)
    hits = list(zip((first[:, 0] + first[:, 1]).tolist(), (second[:, 0] + second[:, 2]).tolist(), strict=True))
    before, after = fixed.pupils[0] + fixed.pupils[1], fixed.pupils[0] + fixed.pupils[2]
    rows = []
    for name, sample in (("engine: answers as a sample of the roll", _exact), ("the same from bands of 5", _banded)):
        pairs = [(sample(one, n, fixed.roll), sample(two, n, fixed.roll)) for one, two in hits]
        shares: list[Ends] = [share_of_roll((one.low, one.high), n, fixed.roll) for one, _ in pairs]
        changes: list[Ends] = [change_of_roll(one, two).interval for one, two in pairs]
        for what, intervals, truth in (("share", shares, before), ("change", changes, after - before)):
            ends = [interval and (interval[0] / 100, interval[1] / 100) for interval in intervals]
            rows.append(count((fixed.name, f"{what} of the roll", name), "conservative", ends, truth / fixed.roll))
    return rows


def _exact(hits: int, n: int, roll: int) -> Sample:
    return Sample(100 * hits / n, 100 * hits / n, n, roll)


def _banded(hits: int, n: int, roll: int) -> Sample:
    low = min(95, 5 * (20 * hits // n))
    return Sample(low, low + 5, n, roll)
