"""The only door out: what is said of answers to those who do not hold them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from belonging.evaluation.cells import Tally
from belonging.evaluation.change import (
    CR2_ONE_DESIGN,
    WAVES_OF_ROLL,
    Sample,
    change_among_schools,
    change_of_roll,
)
from belonging.evaluation.disclosure.coding import Coded, code, shares
from belonging.evaluation.disclosure.primary import Decisions
from belonging.evaluation.estimates import NO_SPREAD, Estimate, t_quantile, two_sided_p
from belonging.evaluation.gaps import (
    change_in_gap_among_schools,
    change_in_gap_of_roll,
    gap_among_schools,
    gap_of_roll,
)
from belonging.evaluation.proportions import (
    KORN_GRAUBARD_CR2,
    KORN_GRAUBARD_ROLL,
    share_among_schools,
    share_of_roll,
)
from belonging.evaluation.released import Frame, Interval, Refusal, Rung
from belonging.evaluation.rounding import half_up
from belonging.evaluation.voices import CR2_GROUPS, GROUPS_OF_ROLL, Told, offered_parts
from belonging.instruments.model import Part

Key = tuple[str, int, int]
"""Item, group, wave."""

IN_WORDS_ONLY = Refusal(
    "words-only", "Fewer than 30 answers in a group: shares are given in words, and no change is worked out."
)
STEP = 5.0
"""Interval ends of banded figures, and all of a school's, are rounded outward to this many points."""


def code_all(tally: Tally, decisions: Decisions) -> dict[Key, Coded]:
    """Every released group and wave of every item, coded at the rung of its group in that wave."""
    return {
        (item, group, wave): code(
            decision.rung_of(group),
            int(tally.totals[group, wave]),
            {part: int(tally.part(item, part)[:, group, wave].sum()) for part in Part},
        )
        for item, waves in decisions.items()
        for wave, decision in enumerate(waves)
        if decision.refusal is None
        for group in decision.groups
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
    gap_method: str = GROUPS_OF_ROLL

    def tell(self, item: str, group: int, wave: int) -> Told:
        coded = self.coded[item, group, wave]
        parts = shares(coded, self.offered[item])
        if coded.rung is Rung.WORDS:
            return Told(coded.n, parts)
        sample = self._sample(item, group, wave)
        ends = share_of_roll((sample.low, sample.high), sample.n, sample.roll)
        return Told(coded.n, parts, Interval(*outward(ends, STEP), KORN_GRAUBARD_ROLL))

    def change(self, item: str, group: int) -> Estimate:
        exact = change_of_roll(self._sample(item, group, 0), self._sample(item, group, self.last))
        return _banded(exact, [self.coded[item, group, self.last]], [self.coded[item, group, 0]])

    def gap(self, item: str, group: int, against: int, wave: int) -> Estimate:
        exact = gap_of_roll(self._sample(item, group, wave), self._sample(item, against, wave))
        return _banded(exact, [self.coded[item, group, wave]], [self.coded[item, against, wave]])

    def gap_change(self, item: str, group: int, against: int) -> Estimate:
        exact = change_in_gap_of_roll(
            (self._sample(item, group, 0), self._sample(item, group, self.last)),
            (self._sample(item, against, 0), self._sample(item, against, self.last)),
        )
        added = [self.coded[item, group, self.last], self.coded[item, against, 0]]
        return _banded(exact, added, [self.coded[item, group, 0], self.coded[item, against, self.last]])

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
    gap_method: str = CR2_GROUPS

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
        ends = [0, len(self.tally.waves) - 1]
        positive = self.tally.part(item, Part.POSITIVE)[:, group, ends]
        exact = change_among_schools(self.tally.forms[:, group, ends], positive)
        before, after = (self.coded[item, group, wave] for wave in ends)
        return _pooled(exact, [after], [before])

    def gap(self, item: str, group: int, against: int, wave: int) -> Estimate:
        both = [group, against]
        positive = self.tally.part(item, Part.POSITIVE)[:, both, wave]
        exact = gap_among_schools(self.tally.forms[:, both, wave], positive)
        return _pooled(exact, [self.coded[item, group, wave]], [self.coded[item, against, wave]])

    def gap_change(self, item: str, group: int, against: int) -> Estimate:
        last = len(self.tally.waves) - 1
        places = np.ix_(range(len(self.tally.forms)), [group, against], [0, last])
        exact = change_in_gap_among_schools(self.tally.forms[places], self.tally.part(item, Part.POSITIVE)[places])
        added = [self.coded[item, group, last], self.coded[item, against, 0]]
        return _pooled(exact, added, [self.coded[item, group, 0], self.coded[item, against, last]])


def in_words(*coded: Coded) -> bool:
    """Whether any of them speaks in thirds, from which no difference can be taken."""
    return any(one.rung is Rung.WORDS for one in coded)


def _banded(exact: Estimate, added: Sequence[Coded], taken: Sequence[Coded]) -> Estimate:
    """A sum of printed shares less others, as a school's page has it: interval ends outward to STEP."""
    low, high = _printed(added, taken)
    if in_words(*added, *taken):
        return Estimate(low, high, refusal=IN_WORDS_ONLY)
    ends = outward(exact.interval, STEP) if exact.interval else None
    return Estimate(low, high, ends, None, exact.p)


def _pooled(exact: Estimate, added: Sequence[Coded], taken: Sequence[Coded]) -> Estimate:
    """The same for several schools, with the exact interval's reach at the printed precision."""
    low, high = _printed(added, taken)
    if in_words(*added, *taken):
        return Estimate(low, high, refusal=IN_WORDS_ONLY)
    if exact.df is None or (exact.interval is None and exact.refusal is not NO_SPREAD):
        return Estimate(low, high, refusal=exact.refusal)
    rung = Rung.coarsest(one.rung for one in (*added, *taken))
    band = (
        sum(one.positive[0] for one in added) - sum(one.positive[1] for one in taken),
        sum(one.positive[1] for one in added) - sum(one.positive[0] for one in taken),
    )
    ends = _around(exact, band, rung)
    p = exact.p if rung is Rung.WHOLE else _p_within(exact, band)
    return Estimate(low, high, ends, float(half_up(exact.df)), p)


def _printed(added: Sequence[Coded], taken: Sequence[Coded]) -> tuple[float, float]:
    """Some printed positive shares less others, from the printed ends alone, in points."""
    more = [shares(one, frozenset(Part))["positive"] for one in added]
    less = [shares(one, frozenset(Part))["positive"] for one in taken]
    low = sum(share.low for share in more) - sum(share.high for share in less)
    high = sum(share.high for share in more) - sum(share.low for share in less)
    return round(low, 1), round(high, 1)


def outward(ends: tuple[float, float], step: float) -> tuple[float, float]:
    """To multiples of `step`, away from the middle; a hair's breadth is left for binary fractions."""
    low, high = ends
    return step * math.floor(low / step + 1e-9), step * math.ceil(high / step - 1e-9)


def _around(exact: Estimate, band: tuple[float, float], rung: Rung) -> tuple[float, float]:
    """The printed interval: the exact one to whole points, or its reach laid around the band.

    Never narrower than what is printed leaves open: schools that are all alike would be known to be so.
    """
    low, high = exact.interval or (exact.low, exact.high)
    if rung is Rung.WHOLE:
        return outward((min(low, band[0]), max(high, band[1])), 1.0)
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
