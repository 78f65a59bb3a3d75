"""From latent scores to chosen options, with exact counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from belonging.simulation.latent import Floats, Ints

SKIPPED = 0
"""Stands in a column of codes for a question left unanswered; no option has this code."""

RETICENCE = 0.5
"""Share of the tendency to decline or skip that a person carries from question to question."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people of a group choose what. `ordered` goes from most to least favourable code."""

    ordered: tuple[tuple[int, int], ...]
    declined: int
    skipped: int
    declined_code: int | None

    @property
    def n(self) -> int:
        return sum(count for _, count in self.ordered) + self.declined + self.skipped


def draw_reticence(rng: Generator, n: int) -> Floats:
    return rng.standard_normal(n)


def choose(rng: Generator, favour: Floats, reticence: Floats, counts: Counts) -> Ints:
    """A code for each person: the most reticent hold back, the others choose in order of favour."""
    tendency = np.sqrt(RETICENCE) * reticence + np.sqrt(1 - RETICENCE) * rng.standard_normal(len(favour))
    by_tendency = np.argsort(-tendency, kind="stable")
    silent = rng.permutation(by_tendency[: counts.declined + counts.skipped])
    speaking = by_tendency[counts.declined + counts.skipped :]
    codes: Ints = np.full(len(favour), SKIPPED, dtype=np.int64)
    codes[silent[: counts.declined]] = counts.declined_code or SKIPPED
    ranked = speaking[np.argsort(-favour[speaking], kind="stable")]
    codes[ranked] = np.repeat([code for code, _ in counts.ordered], [count for _, count in counts.ordered])
    return codes


def answers_of(keys: Sequence[str], codes: NDArray[np.int64]) -> dict[str, int]:
    """One person's answer set from their row of codes, in the order of `keys`; skipped items are absent."""
    return {key: int(code) for key, code in zip(keys, codes, strict=True) if code != SKIPPED}
