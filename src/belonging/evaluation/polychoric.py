"""Polychoric correlations from pair tables: what the correlation of two answers would be without the steps.

Two-step maximum likelihood (Olsson 1979, doi 10.1007/BF02296207): thresholds from each item's own answers, then
one correlation per pair. Everything follows from integer tables of pairs, at any number of people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri, owens_t

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Levels = NDArray[np.int8]

CHUNK = 100_000
"""Rows counted at once; below 2^53 products in float64 are exact."""

FAR = 40.0
"""Stands in for an infinite threshold: nothing lies beyond it in float64."""
TINY = 1e-150
"""Stands in for 0, by which Owen's formula divides."""
WIDEST = 1 - 1e-6
"""No correlation is estimated beyond this."""
ROUNDS = 80
CLOSE = 1e-12


class NoSpread(ValueError):
    """Everyone gave the same answer to an item, so it goes together with nothing. Leave the item out."""


@dataclass(frozen=True, slots=True)
class PairTables:
    """`counts[i, j, a, b]`: people with level a + 1 of item i and level b + 1 of item j, all items answered."""

    counts: Counts

    @property
    def people(self) -> int:
        return int(self.counts[0, 0].sum())

    @property
    def items(self) -> int:
        return len(self.counts)

    @property
    def margins(self) -> Counts:
        """People by item and level."""
        own: Counts = self.counts[np.arange(self.items), np.arange(self.items)].sum(axis=2)
        return own

    def without(self, items: NDArray[np.bool_]) -> PairTables:
        """Some items left out, the people unchanged."""
        return PairTables(self.counts[~items][:, ~items])

    def covariance(self) -> Floats:
        """Of the levels, items x items, with n - 1 below."""
        level = np.arange(1, self.counts.shape[2] + 1)
        total = self.margins @ level
        products = np.einsum("ijab,a,b->ij", self.counts, level, level)
        n = self.people
        # whole numbers up to the last step: nothing is lost by subtracting
        return np.asarray((products * n - np.outer(total, total)) / (n * (n - 1)), dtype=np.float64)


def pair_tables(levels: ArrayLike, answers: int) -> PairTables:
    """From levels of shape (people, items), 1 to `answers`, 0 where missing; rows with a missing level drop out."""
    table = np.asarray(levels, dtype=np.int8)
    items = table.shape[1]
    counts = np.zeros((items * answers, items * answers))
    for rows in _chunks(table):
        complete = rows[(rows > 0).all(axis=1)]
        chosen = (complete[:, :, None] == np.arange(1, answers + 1)).reshape(len(complete), -1).astype(np.float64)
        counts += chosen.T @ chosen
    return PairTables(counts.reshape(items, answers, items, answers).transpose(0, 2, 1, 3).astype(np.int64))


def thresholds(tables: PairTables) -> Floats:
    """Normal quantiles between neighbouring levels, (items, levels - 1). Raises NoSpread."""
    margins = tables.margins
    if (margins.max(axis=1, initial=0) == tables.people).any():
        raise NoSpread("Everyone gave the same answer to one of the items. Leave that item out of the scale.")
    below = margins.cumsum(axis=1)[:, :-1] / tables.people
    return np.asarray(np.clip(ndtri(below), -FAR, FAR), dtype=np.float64)


def bivariate_normal(h: ArrayLike, k: ArrayLike, r: ArrayLike) -> Floats:
    """P(X < h, Y < k) of standard normals with correlation r, |r| < 1, by Owen's T function.

    Owen (1956), doi 10.1214/aoms/1177728074, equation 2.1. Arguments broadcast; infinite h and k are allowed.
    """
    x, y = (_off_zero(np.clip(np.asarray(limit, dtype=np.float64), -FAR, FAR)) for limit in (h, k))
    rho = np.asarray(r, dtype=np.float64)
    wide = np.sqrt((1 - rho) * (1 + rho))
    apart = np.where(np.signbit(x) != np.signbit(y), 0.5, 0.0)
    first = owens_t(x, (y - rho * x) / (x * wide))
    second = owens_t(y, (x - rho * y) / (y * wide))
    return np.asarray((ndtr(x) + ndtr(y)) / 2 - first - second - apart, dtype=np.float64)


def polychoric(tables: PairTables) -> Floats:
    """The correlation matrix, items x items. Raises NoSpread.

    Newton's method with Fisher information in all pairs at once, kept between ends that enclose the root.
    """
    cuts = thresholds(tables)
    first, second = np.triu_indices(tables.items, 1)
    h, k = cuts[first][:, :, None], cuts[second][:, None, :]
    counts = tables.counts[first, second].astype(np.float64)
    low, high = np.full(len(first), -WIDEST), np.full(len(first), WIDEST)
    rho = _plain(tables)[first, second]
    for _ in range(ROUNDS):
        slope, information = _slope(h, k, rho, counts)
        low, high = np.where(slope > 0, rho, low), np.where(slope > 0, high, rho)
        ahead = rho + slope / information
        inside = (ahead > low) & (ahead < high)
        step = np.where(inside, ahead, (low + high) / 2) - rho
        rho = rho + step
        if np.abs(step).max(initial=0) < CLOSE:
            break
    matrix = np.eye(tables.items)
    matrix[first, second] = matrix[second, first] = rho
    return matrix


def _plain(tables: PairTables) -> Floats:
    """Product-moment correlations of the levels: where the search begins."""
    covariance = tables.covariance()
    spread = np.sqrt(np.diag(covariance))
    return np.asarray(np.clip(covariance / np.outer(spread, spread), -0.99, 0.99), dtype=np.float64)


def _slope(h: Floats, k: Floats, rho: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Slope and information of each pair's log likelihood."""
    at = rho[:, None, None]
    corners = _cornered(bivariate_normal(h, k, at), ndtr(h), ndtr(k))
    chance = np.maximum(np.diff(np.diff(corners, axis=1), axis=2), 1e-300)
    square = 1 - at**2
    density = np.exp(-(h * h - 2 * at * h * k + k * k) / (2 * square)) / (2 * np.pi * np.sqrt(square))
    moved = np.diff(np.diff(np.pad(density, ((0, 0), (1, 1), (1, 1))), axis=1), axis=2)
    people = counts.sum(axis=(1, 2))
    slope = np.where(counts > 0, counts * moved / chance, 0.0).sum(axis=(1, 2))
    information = people * np.where(chance > 1e-300, moved**2 / chance, 0.0).sum(axis=(1, 2))
    return slope, np.maximum(information, 1e-300)


def _cornered(inner: Floats, rows: Floats, columns: Floats) -> Floats:
    """`inner` with its borders at minus and plus infinity: 0 and the margins."""
    pairs, high, wide = inner.shape
    whole = np.zeros((pairs, high + 2, wide + 2))
    whole[:, 1:-1, 1:-1] = inner
    whole[:, 1:-1, -1:] = rows
    whole[:, -1:, 1:-1] = columns
    whole[:, -1, -1] = 1
    return whole


def _off_zero(limit: Floats) -> Floats:
    return np.where(np.abs(limit) < TINY, TINY, limit)


def _chunks(table: Levels) -> Iterator[Levels]:
    for start in range(0, len(table), CHUNK):
        yield table[start : start + CHUNK]
