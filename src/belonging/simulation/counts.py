"""Whole numbers of pupils that give the published percentages back after rounding half up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product


class NoSuchCounts(ValueError):
    """No whole numbers of pupils agree with the percentages asked for; the message says which."""


@dataclass(frozen=True, slots=True)
class Percents:
    """Whole per cents of everyone who sent the form."""

    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people gave a favourable, an unfavourable, or no such answer."""

    positive: int
    negative: int
    rest: int

    @property
    def n(self) -> int:
        return self.positive + self.negative + self.rest

    def less(self, other: Tally) -> Tally:
        return Tally(self.positive - other.positive, self.negative - other.negative, self.rest - other.rest)

    @property
    def is_possible(self) -> bool:
        return min(self.positive, self.negative, self.rest) >= 0


def rounded_percent(count: int, n: int) -> int:
    """Per cent rounded half up, in integers so that a half is a half."""
    return (200 * count + n) // (2 * n)


def counts_rounding_to(percent: int, n: int) -> list[int]:
    """Every count out of `n` that is printed as `percent`."""
    near = range(max(0, (percent - 1) * n // 100), min(n, (percent + 1) * n // 100 + 1) + 1)
    return [count for count in near if rounded_percent(count, n) == percent]


def split_by_send(everyone: Percents, send: Percents, n: int, n_send: int) -> tuple[Tally, Tally]:
    """Tallies (pupils with SEND, pupils without) nearest to both sets of percentages.

    Raises NoSuchCounts when rounding leaves no room, for instance too many pupils with SEND.
    """
    best: tuple[float, Tally, Tally] | None = None
    send_tallies = list(_tallies(send, n_send))
    for all_tally, send_tally in product(_tallies(everyone, n), send_tallies):
        others = all_tally.less(send_tally)
        if not others.is_possible:
            continue
        distance = _distance(all_tally, everyone) + _distance(send_tally, send)
        if best is None or distance < best[0]:
            best = distance, send_tally, others
    if best is None:
        raise NoSuchCounts(
            f"{everyone} of {n} and {send} of {n_send} cannot both be met: change one of the two numbers"
        )
    return best[1], best[2]


def shared_out(total: int, shares: list[float]) -> list[int]:
    """`total` in whole numbers by largest remainder; `shares` need not add up to one."""
    whole = sum(shares)
    exact = [total * share / whole for share in shares]
    counts = [int(value) for value in exact]
    order = sorted(range(len(shares)), key=lambda i: (counts[i] - exact[i], i))
    for i in order[: total - sum(counts)]:
        counts[i] += 1
    return counts


def _tallies(percents: Percents, n: int) -> Iterator[Tally]:
    for positive in counts_rounding_to(percents.positive, n):
        for negative in counts_rounding_to(percents.negative, n):
            if positive + negative <= n:
                yield Tally(positive, negative, n - positive - negative)


def _distance(tally: Tally, percents: Percents) -> float:
    positive, negative = 100 * tally.positive / tally.n, 100 * tally.negative / tally.n
    return (positive - percents.positive) ** 2 + (negative - percents.negative) ** 2
