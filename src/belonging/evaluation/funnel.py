"""Funnel limits: how far a school's share may lie from all schools' when only size and ordinary difference are at work.

Spiegelhalter (2005), doi 10.1002/sim.1970, with shares on the arcsine-square-root scale, where their variance is
1 / (4 n) whatever the share. Schools differ by more than chance; that over-dispersion is taken as additive (a
variance between schools, his random-effects model), so that a large school's limits do not shrink to nothing.
Points are in order of size under masked names: no ranks, no league table (docs/methods/funnel.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

LEAST_SCHOOLS = 5
"""Fewer schools say too little about how schools ordinarily differ."""
TRIMMED = 0.10
"""The most extreme tenth at either end is drawn in, so that no outlier makes room for itself."""
LEVELS = (0.95, 0.998)
STEPS = 25


class TooFewSchools(ValueError):
    """A funnel of hardly any schools. Read the schools' own reports instead."""


@dataclass(frozen=True, slots=True)
class Point:
    """One school under a masked name; `z` is its distance from the target in standard errors, over-dispersion in."""

    name: str
    n: int
    share: float
    z: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which shares (0 to 1) schools of these sizes are expected, `level` of them."""

    level: float
    sizes: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """`target` is the share of all people. `inflation`: mean squared z before over-dispersion, extremes drawn in;
    `between`: the schools' standard deviation on the arcsine-square-root scale.
    """

    target: float
    inflation: float
    between: float
    points: tuple[Point, ...]
    limits: tuple[Limits, ...]

    def limits_at(self, n: int, level: float) -> tuple[float, float]:
        """Ends for a school of `n` people."""
        reach = _quantile(level) * np.sqrt(1 / (4 * n) + self.between**2)
        middle = np.arcsin(np.sqrt(self.target))
        low, high = (np.sin(np.clip(middle + move, 0, np.pi / 2)) ** 2 for move in (-reach, reach))
        return float(low), float(high)


def funnel(n: ArrayLike, positive: ArrayLike, seed: int) -> Funnel:
    """From counts per school; schools without people drop out. `seed` settles the order of schools of one size.

    Raises TooFewSchools.
    """
    everyone, hits = np.asarray(n, dtype=np.int64), np.asarray(positive, dtype=np.int64)
    people, positives = everyone[everyone > 0], hits[everyone > 0]
    if len(people) < LEAST_SCHOOLS:
        raise TooFewSchools(
            f"There are answers from {len(people)} schools; a funnel needs {LEAST_SCHOOLS}. Read their own reports."
        )
    share = positives / people
    target = float(positives.sum() / people.sum())
    distance = np.arcsin(np.sqrt(share)) - np.arcsin(np.sqrt(target))
    inflation, between = over_dispersion(distance, 1 / (4 * people))
    z = distance / np.sqrt(1 / (4 * people) + between**2)
    order = _by_size(people, seed)
    points = tuple(
        Point(str(place), int(people[row]), float(share[row]), float(z[row])) for place, row in enumerate(order, 1)
    )
    bare = Funnel(target, inflation, between, points, ())
    sizes = _sizes(people)
    return replace(bare, limits=tuple(_limits(bare, sizes, level) for level in LEVELS))


def over_dispersion(distance: Floats, variance: Floats) -> tuple[float, float]:
    """Inflation of z and standard deviation between schools, from distances to the target and their variances.

    The moment estimate of DerSimonian and Laird, extremes drawn in (section 5 of the paper); 0 where z is no
    larger than chance makes it.
    """
    z = distance / np.sqrt(variance)
    drawn_in = np.clip(z, *np.quantile(z, [TRIMMED, 1 - TRIMMED]))
    total = float((drawn_in**2).sum())
    weight = 1 / variance
    excess = total - (len(z) - 1)
    between = excess / float(weight.sum() - (weight**2).sum() / weight.sum())
    return total / len(z), float(np.sqrt(max(between, 0.0)))


def _limits(bare: Funnel, sizes: tuple[int, ...], level: float) -> Limits:
    ends = [bare.limits_at(size, level) for size in sizes]
    return Limits(level, sizes, tuple(low for low, _ in ends), tuple(high for _, high in ends))


def _by_size(people: NDArray[np.int64], seed: int) -> NDArray[np.intp]:
    """Smallest first; schools of one size in an order that says nothing of their answers or names."""
    shuffled = np.random.default_rng(seed).permutation(len(people))
    order: NDArray[np.intp] = shuffled[np.argsort(people[shuffled], kind="stable")]
    return order


def _sizes(people: NDArray[np.int64]) -> tuple[int, ...]:
    """Whole sizes for a smooth curve: close together where it bends, at small schools."""
    span = np.geomspace(max(1, people.min()), people.max(), STEPS)
    return tuple(sorted({int(size) for size in np.rint(span)}))


def _quantile(level: float) -> float:
    return float(ndtri(0.5 + level / 2))
