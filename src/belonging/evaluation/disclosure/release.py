"""The only door out: what is said of answers to those who do not hold them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from belonging.evaluation.cells import Tally
from belonging.evaluation.change import (
    CR2_ONE_DESIGN,
    WAVES_OF_ROLL,
    Sample,
    change_among_schools,
    change_of_roll,
)
from belonging.evaluation.disclosure.coding import Coded, code, shares
from belonging.evaluation.disclosure.primary import Decision
from belonging.evaluation.estimates import Estimate, half_up, t_quantile, two_sided_p
from belonging.evaluation.proportions import (
    KORN_GRAUBARD_CR2,
    KORN_GRAUBARD_ROLL,
    share_among_schools,
    share_of_roll,
)
from belonging.evaluation.released import Frame, Interval, Refusal, Rung
from belonging.evaluation.tables import Told, offered_parts
from belonging.instruments.model import Part

Key = tuple[str, int, int]
"""Item, group, wave."""

IN_WORDS_ONLY = Refusal(
    "words-only", "Fewer than 30 answers in a group: shares are given in words, and no change is worked out."
)
STEP = 5.0
"""Interval ends of banded figures, and all of a school's, are rounded outward to this many points."""


def code_all(tally: Tally, decision: Decision) -> dict[Key, Coded]:
    """Every released group and wave of every item, coded at the rung of its group."""
    return {
        (item, group, wave): code(
            decision.rung_of(group),
            int(tally.totals[group, wave]),
            {part: int(tally.part(item, part)[:, group, wave].sum()) for part in Part},
        )
        for item in tally.items
        for group in decision.groups
        for wave in range(len(tally.waves))
        if tally.totals[group, wave] > 0
    }


@dataclass(frozen=True, slots=True)
class SchoolVoice:
    """One school's release. Holds coded values alone, so that no interval or reading can say more."""

    coded: Mapping[Key, Coded]
    offered: Mapping[str, frozenset[Part]]
    roll: Callable[[int, int], int | None]
    last: int
    frame: Frame = Frame.THESE_PUPILS
    change_method: str = WAVES_OF_ROLL

    def tell(self, item: str, group: int, wave: int) -> Told:
        coded = self.coded[item, group, wave]
        parts = shares(coded, self.offered[item])
        if coded.rung is Rung.WORDS:
            return Told(coded.n, parts)
        sample = self._sample(item, group, wave)
        ends = share_of_roll((sample.low, sample.high), sample.n, sample.roll)
        return Told(coded.n, parts, Interval(*outward(ends, STEP), KORN_GRAUBARD_ROLL))

    def change(self, item: str, group: int) -> Estimate:
        before, after = self.coded[item, group, 0], self.coded[item, group, self.last]
        low, high = printed_change(before, after)
        if before.rung is Rung.WORDS:
            return Estimate(low, high, refusal=IN_WORDS_ONLY)
        exact = change_of_roll(self._sample(item, group, 0), self._sample(item, group, self.last))
        ends = outward(exact.interval, STEP) if exact.interval else None
        return Estimate(low, high, ends, None, exact.p)

    def _sample(self, item: str, group: int, wave: int) -> Sample:
        coded = self.coded[item, group, wave]
        return Sample(*coded.positive, coded.least_n, self.roll(group, wave))


@dataclass(frozen=True, slots=True)
class PooledVoice:
    """Several schools' release. Only the width of an interval comes from the schools' own counts."""

    coded: Mapping[Key, Coded]
    tally: Tally
    frame: Frame = Frame.SCHOOLS_LIKE_THESE
    change_method: str = CR2_ONE_DESIGN

    def tell(self, item: str, group: int, wave: int) -> Told:
        coded = self.coded[item, group, wave]
        parts = shares(coded, offered_parts(self.tally.items[item]))
        if coded.rung is Rung.WORDS:
            return Told(coded.n, parts)
        positive = self.tally.part(item, Part.POSITIVE)[:, group, wave]
        exact = share_among_schools(self.tally.forms[:, group, wave], positive)
        if exact.interval is None:
            return Told(coded.n, parts, refusal=exact.refusal)
        ends = _around(exact, coded.positive, coded.rung)
        clipped = max(0.0, ends[0]), min(100.0, ends[1])
        return Told(coded.n, parts, Interval(*clipped, KORN_GRAUBARD_CR2, _whole(exact.df)))

    def change(self, item: str, group: int) -> Estimate:
        last = len(self.tally.waves) - 1
        before, after = self.coded[item, group, 0], self.coded[item, group, last]
        low, high = printed_change(before, after)
        if before.rung is Rung.WORDS:
            return Estimate(low, high, refusal=IN_WORDS_ONLY)
        positive = self.tally.part(item, Part.POSITIVE)[:, group, [0, last]]
        exact = change_among_schools(self.tally.forms[:, group, [0, last]], positive)
        if exact.interval is None or exact.df is None:
            return Estimate(low, high, refusal=exact.refusal)
        band = after.positive[0] - before.positive[1], after.positive[1] - before.positive[0]
        ends = _around(exact, band, before.rung)
        p = exact.p if before.rung is Rung.WHOLE else _p_within(exact, band)
        return Estimate(low, high, ends, _whole(exact.df), p)


def printed_change(before: Coded, after: Coded) -> tuple[float, float]:
    """Later less earlier positive share, from the printed shares alone, in points."""
    earlier = shares(before, frozenset(Part))["positive"]
    later = shares(after, frozenset(Part))["positive"]
    return round(later.low - earlier.high, 1), round(later.high - earlier.low, 1)


def outward(ends: tuple[float, float], step: float) -> tuple[float, float]:
    """To multiples of `step`, away from the middle; a hair's breadth is left for binary fractions."""
    low, high = ends
    return step * math.floor(low / step + 1e-9), step * math.ceil(high / step - 1e-9)


def _around(exact: Estimate, band: tuple[float, float], rung: Rung) -> tuple[float, float]:
    """The printed interval: the exact one to whole points, or its reach laid around the band."""
    low, high = exact.interval or band
    if rung is Rung.WHOLE:
        return outward((low, high), 1.0)
    below, above = outward((low - exact.low, high - exact.high), STEP)
    return outward((band[0] + below, band[1] + above), STEP)


def _p_within(exact: Estimate, band: tuple[float, float]) -> float:
    """The p-value of the change nearest to none that the bands allow."""
    if exact.interval is None or exact.df is None:
        return 1.0
    error = (exact.interval[1] - exact.interval[0]) / 2 / t_quantile(exact.df)
    return two_sided_p(min(max(0.0, band[0]), band[1]), error, exact.df)


def _whole(df: float | None) -> float | None:
    return None if df is None else float(half_up(df))
