"""How far two coders agree on whether a theme is in a comment.

Light: imports neither NumPy nor Polars, so that pages can print it. Cohen (1960) with the large-sample variance of
Fleiss, Cohen and Everitt (1969); Krippendorff's alpha for two coders, nominal values and none missing (2004, ch. 11).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

TWO_SIDED_95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Pairs:
    """Comments coded by two, for one theme: how many have it by both, by the first or second alone, by neither."""

    both: int
    first_alone: int
    second_alone: int
    neither: int

    def __post_init__(self) -> None:
        if min(self.both, self.first_alone, self.second_alone, self.neither) < 0:
            raise ValueError("A count of comments is never below nought.")

    @property
    def comments(self) -> int:
        return self.both + self.first_alone + self.second_alone + self.neither

    @property
    def apart(self) -> int:
        """Comments on which the two differ."""
        return self.first_alone + self.second_alone

    @classmethod
    def of(cls, first: Sequence[bool], second: Sequence[bool]) -> Pairs:
        """`first[i]` and `second[i]` are of the same comment. Raises ValueError where they are not equally many."""
        seen = list(zip(first, second, strict=True))
        return cls(*(seen.count(kind) for kind in ((True, True), (True, False), (False, True), (False, False))))


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance: 1 is full, 0 what chance alone would give. `low` and `high` end its 95 % interval."""

    value: float
    low: float
    high: float


def share_agreed(pairs: Pairs) -> float | None:
    """Of the comments, how many are coded alike, 0 to 1. None without a comment."""
    return None if pairs.comments == 0 else 1 - pairs.apart / pairs.comments


def kappa(pairs: Pairs) -> Kappa | None:
    """Cohen's kappa. None without a comment, and where both coders gave the theme to all or to none: no chance then."""
    n = pairs.comments
    if n == 0:
        return None
    cells = ((pairs.both / n, pairs.first_alone / n), (pairs.second_alone / n, pairs.neither / n))
    first = (cells[0][0] + cells[0][1], cells[1][0] + cells[1][1])
    second = (cells[0][0] + cells[1][0], cells[0][1] + cells[1][1])
    by_chance = first[0] * second[0] + first[1] * second[1]
    if math.isclose(by_chance, 1):
        return None
    value = (cells[0][0] + cells[1][1] - by_chance) / (1 - by_chance)
    alike = sum(cells[i][i] * (1 - (first[i] + second[i]) * (1 - value)) ** 2 for i in (0, 1))
    apart = (1 - value) ** 2 * sum(cells[i][1 - i] * (second[i] + first[1 - i]) ** 2 for i in (0, 1))
    variance = (alike + apart - (value - by_chance * (1 - value)) ** 2) / ((1 - by_chance) ** 2 * n)
    reach = TWO_SIDED_95 * math.sqrt(max(0.0, variance))
    return Kappa(value, max(-1.0, value - reach), min(1.0, value + reach))


def alpha(themes: Iterable[Pairs]) -> float | None:
    """Krippendorff's alpha over all themes: each theme of each comment is one unit with two values.

    None without a unit, and where every value is the same.
    """
    counted = list(themes)
    units = sum(pairs.comments for pairs in counted)
    present = sum(2 * pairs.both + pairs.apart for pairs in counted)
    values = 2 * units
    if present in (0, values):
        return None
    expected = 2 * present * (values - present) / (values * (values - 1))
    return 1 - (sum(pairs.apart for pairs in counted) / units) / expected
