"""Published figures near a statement of ours, with their terms, and whether they may stand beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OLD_AFTER: Final = 3
"""Years. A figure from longer ago says its year first."""


class Comparable(StrEnum):
    EXACT = "exact"
    """The same words, choices and kind of people."""
    SIMILAR = "similar"
    """The same thing asked in other words, choices or ways; always shown with that word."""
    NO = "no"
    """Another thing, or nobody can tell: never shown beside a figure of ours."""


class Mark(StrEnum):
    VERIFIED = "verified"
    """The source itself was read."""
    SECOND_HAND = "second-hand"
    """Somebody else's account of the source was read."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """`says` is the figure as a sentence with no full stop; `wording` is empty where it was not printed.

    `settings`: kinds of school whose pupils it speaks of. `read_at`: where a second-hand figure was read.
    `checked` is the day it was last looked at ("2026-11-26"); `year` that of the fieldwork, or of publication where
    its days were not seen.
    """

    key: str
    audience: str
    item: str
    says: str
    wording: str
    scale: str
    cut: str
    population: str
    settings: frozenset[str]
    n: str
    fieldwork: str
    year: int
    source: str
    url: str
    read_at: str
    licence: str
    comparable: Comparable
    reason: str
    mark: Mark
    checked: str

    def is_old(self, in_year: int) -> bool:
        return in_year - self.year > OLD_AFTER

    def speaks_of(self, settings: Collection[str]) -> bool:
        """Whether some pupils of such schools are among those it was asked of."""
        return not self.settings.isdisjoint(settings)


@dataclass(frozen=True, slots=True)
class Benchmarks:
    version: int
    listed: tuple[Benchmark, ...]
    digest: str

    def beside(self, audience: str, item: str, settings: Collection[str]) -> tuple[Benchmark, ...]:
        """Those that may stand beside the item where pupils of such schools answered, in the order of the file."""
        return tuple(
            one
            for one in self.listed
            if (one.audience, one.item) == (audience, item)
            and one.comparable is not Comparable.NO
            and one.speaks_of(settings)
        )
