"""How finely shares are printed, by the number of answers alone.

The five parts are coded together, as a chain: what is coded is not each part but the running total
(positive, then neither, declined, unanswered added one by one; what is left is negative), every running
total by the same division of 0 to 100 per cent. Each running total can then take every count of its band
whatever the others are, so that every part, and every sum of parts, has at least three possible counts
even to someone who knows the exact number of answers. Parts coded one by one do not have that property:
60 answers of which exactly 42 are positive and 18 negative would be given away by their bands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from belonging.evaluation.released import Rung, Share
from belonging.evaluation.rounding import half_up
from belonging.instruments.model import Part

CHAIN: Final = (Part.POSITIVE, Part.NEITHER, Part.DECLINED, Part.UNANSWERED, Part.NEGATIVE)

_FLOORS: Final = ((300, Rung.WHOLE), (60, Rung.FIVES), (30, Rung.TENS), (10, Rung.WORDS))
_BANDS: Final = {Rung.FIVES: 20, Rung.TENS: 10, Rung.WORDS: 3}
_THIRDS: Final = ("few", "about half", "most")

Edges = tuple[float, float]
"""The range in per cent within which a share truly lies."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What a release knows of one group in one wave: nothing finer comes out of this module.

    `n` is rounded to 5; `chain` holds the edges of the running totals of CHAIN, the last one left out.
    """

    rung: Rung
    n: int
    chain: tuple[Edges, ...]

    @property
    def positive(self) -> Edges:
        """The range in which the positive share truly lies."""
        return self.chain[0]

    @property
    def least_n(self) -> int:
        """The smallest number of answers that rounds to `n`."""
        return max(self.n - 2, 10)


def rung_for(n: int) -> Rung | None:
    """How finely a table may speak whose smallest group has `n` answers; None below 10: not at all."""
    return next((rung for floor, rung in _FLOORS if n >= floor), None)


def rounded_n(n: int) -> int:
    """To the nearest 5."""
    return 5 * half_up(n / 5)


def code(rung: Rung, n: int, counts: dict[Part, int]) -> Coded:
    """Code the five counts of `n` answers together."""
    running, chain = 0, []
    for part in CHAIN[:-1]:
        running += counts[part]
        chain.append(edges(rung, running, n))
    return Coded(rung, rounded_n(n), tuple(chain))


def edges(rung: Rung, count: int, n: int) -> Edges:
    """The band that `count` of `n` falls into; lower edge included, upper edge only at 100."""
    if rung is Rung.WHOLE:
        nearest = (200 * count + n) // (2 * n)
        if nearest <= 1:  # 0 and 1 are one band: at 300 answers 0 per cent alone would mean 0 or 1 person
            return 0.0, 1.5
        return (98.5, 100.0) if nearest >= 99 else (nearest - 0.5, nearest + 0.5)
    bands = _BANDS[rung]
    band = min(count * bands // n, bands - 1)
    return 100 * band / bands, 100 * (band + 1) / bands


@lru_cache(maxsize=100_000)
def counts_within(rung: Rung, count: int, n: int) -> tuple[int, int]:
    """The smallest and the largest count of `n` that fall into the band of `count`."""
    if rung is Rung.WHOLE:
        nearest = (200 * count + n) // (2 * n)
        low = 0 if nearest <= 1 else _least((2 * min(nearest, 99) - 1) * n, 200)
        return low, n if nearest >= 99 else _least((2 * max(nearest, 1) + 1) * n, 200) - 1
    bands = _BANDS[rung]
    band = min(count * bands // n, bands - 1)
    return _least(band * n, bands), n if band == bands - 1 else _least((band + 1) * n, bands) - 1


def _least(numerator: int, denominator: int) -> int:
    """The smallest whole number that is no smaller than the fraction."""
    return -(-numerator // denominator)


def shares(coded: Coded, offered: frozenset[Part]) -> dict[str, Share]:
    """Each part as printed. `offered`: parts that the scale has choices for (unanswered is always one)."""
    ends = [(0.0, 0.0), *(_printed(coded.rung, edge) for edge in coded.chain), (100.0, 100.0)]
    return {
        part.value: _share(coded.rung, before, after) if part in offered else Share(0, 0, "none")
        for part, (before, after) in zip(CHAIN, pairwise(ends), strict=True)
    }


def _printed(rung: Rung, edge: Edges) -> Edges:
    """Whole per cent print as a point, but for the two end bands; bands print as their edges."""
    low, high = edge
    if rung is not Rung.WHOLE:
        return edge
    if low == 0:
        return 0.0, 1.0
    return (99.0, 100.0) if high == 100 else (low + 0.5, low + 0.5)


def _share(rung: Rung, before: Edges, after: Edges) -> Share:
    low = round(max(0.0, after[0] - before[1]), 1)
    high = round(after[1] - before[0], 1)
    return Share(low, high, _words(low, high) if rung is Rung.WORDS else _numbers(low, high))


def _numbers(low: float, high: float) -> str:
    if high == 0:
        return "fewer than 1 in 100"
    if low == high:
        return f"{low:.0f} in 100"
    if low == 0:
        return f"{high:.0f} or fewer in 100"
    if high == 100:
        return f"{low:.0f} or more in 100"
    return f"between {low:.0f} and {high:.0f} in 100"


def _words(low: float, high: float) -> str:
    """A third of the scale has its word; parts between two bands may need more than one."""
    first, last = half_up(low * 3 / 100), half_up(high * 3 / 100)
    words = _THIRDS[first:last]
    return words[0] if len(words) == 1 else f"{words[0]} to {words[-1]}"
