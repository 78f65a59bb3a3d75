"""The main table unrounded: everyone and SEND, for a second program to work out again (reproduce.R)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from belonging.evaluation.cells import Tally
from belonging.evaluation.change import change_among_schools
from belonging.evaluation.contrasts import SMALLEST
from belonging.evaluation.estimates import Estimate
from belonging.evaluation.gaps import gap_among_schools
from belonging.evaluation.margins import Margins
from belonging.evaluation.proportions import share_among_schools
from belonging.evaluation.reproduction.counts import Printed
from belonging.instruments.model import Part

HEADER: Final = ("kind", "item", "by", "group", "against", "what", "wave", "estimate", "low", "high", "df")
PAIR: Final = ("send", "no_send")

Row = tuple[str, str, str, str, str, str, str, float, float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class _Table:
    """One breakdown of one item: which waves of it are printed."""

    kind: str
    counted: Tally
    item: str
    waves: tuple[int, ...]

    def rows(self) -> Iterator[Row]:
        for group, name in enumerate(self.counted.groups):
            there = [wave for wave in self.waves if self.counted.totals[group, wave] >= SMALLEST]
            for wave in there:
                share = share_among_schools(self._people(group, wave), self._positive(group, wave))
                yield self._row(("share", self.counted.waves[wave], name, ""), share)
            ends = [0, len(self.counted.waves) - 1]
            if ends[1] and set(ends) <= set(there):
                change = change_among_schools(self._people(group, ends), self._positive(group, ends))
                yield self._row(("change", self.counted.waves[-1], name, ""), change)
        if self.counted.by == PAIR[0]:
            yield from self._gaps([self.counted.groups.index(name) for name in PAIR])

    def _gaps(self, pair: list[int]) -> Iterator[Row]:
        for wave in self.waves:
            if min(self.counted.totals[pair, wave]) >= SMALLEST:
                gap = gap_among_schools(self._people(pair, wave), self._positive(pair, wave))
                yield self._row(("gap", self.counted.waves[wave], *PAIR), gap)

    def _people(self, group: int | list[int], wave: int | list[int]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return self.counted.forms[:, group, wave]

    def _positive(
        self, group: int | list[int], wave: int | list[int]
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return self.counted.part(self.item, Part.POSITIVE)[:, group, wave]

    def _row(self, about: tuple[str, str, str, str], estimate: Estimate) -> Row:
        what, wave, group, against = about
        low, high = estimate.interval or (None, None)
        named = (self.kind, self.item, self.counted.by, group, against, what, wave)
        return *named, estimate.low, low, high, estimate.df


def main_table(margins: Margins, kind: str, printed: Printed) -> list[Row]:
    """Shares, changes and the gap, in per cent and points, of what is printed."""
    rows: list[Row] = []
    for by in (by for by in ("all", "send") if margins.is_counted_by(by)):
        counted = margins.tally(by)
        for item in counted.items:
            waves = tuple(place for place, wave in enumerate(counted.waves) if (by, item, wave) in printed)
            rows += _Table(kind, counted, item, waves).rows()
    return rows
