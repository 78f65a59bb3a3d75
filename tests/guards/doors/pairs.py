"""A covering array: few combinations, in which each pair of values occurs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product


def covering(*factors: Sequence[str]) -> list[tuple[str, ...]]:
    """Every pair of values of every two factors, at least once; the same list each time.

    The two longest factors come first: each of their pairs is one row, and the shorter factors go round.
    """
    first, second, *shorter = factors
    rest = list(product(*shorter))
    missing = set(_pairs(product(*factors)))
    rows = []
    for at, (one, two) in enumerate(product(first, second)):
        turned = rest[at % len(rest) :] + rest[: at % len(rest)]
        row = max(((one, two, *others) for others in turned), key=lambda each: len(missing & set(_pairs([each]))))
        missing -= set(_pairs([row]))
        rows.append(row)
    while missing:
        row = max(product(*factors), key=lambda each: len(missing & set(_pairs([each]))))
        missing -= set(_pairs([row]))
        rows.append(row)
    return rows


def _pairs(rows: Iterable[tuple[str, ...]]) -> Iterable[tuple[int, int, str, str]]:
    for row in rows:
        for left, right in combinations(range(len(row)), 2):
            yield left, right, row[left], row[right]


def uncovered(rows: Iterable[tuple[str, ...]], *factors: Sequence[str]) -> set[tuple[int, int, str, str]]:
    return set(_pairs(product(*factors))) - set(_pairs(rows))
