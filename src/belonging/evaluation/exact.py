"""Exact figures, for callers who hold the rows: counts, unrounded per cent, both denominators."""

from __future__ import annotations

from collections.abc import Callable
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
from belonging.evaluation.contrasts import as_interval
from belonging.evaluation.disclosure.primary import Decision
from belonging.evaluation.estimates import Estimate
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
from belonging.evaluation.released import PARTS, Frame, Interval, Refusal, Rung, Share
from belonging.evaluation.rounding import half_up
from belonging.evaluation.voices import CR2_GROUPS, GROUPS_OF_ROLL, Told
from belonging.instruments.model import Part

Roll = Callable[[str, str], int | None]
"""How many are on roll, by group and wave; None where that is not known."""


def decide_all(tally: Tally) -> tuple[Decision, ...]:
    """Own data: in every wave, every group that answered in any, exactly."""
    shown = tuple(place for place in range(len(tally.groups)) if tally.totals[place].any())
    return (Decision(shown, Rung.EXACT),) * len(tally.waves)


@dataclass(frozen=True, slots=True)
class ExactVoice:
    """Says a breakdown exactly."""

    tally: Tally
    frame: Frame
    roll: Roll

    @property
    def change_method(self) -> str:
        return CR2_ONE_DESIGN if self.frame is Frame.SCHOOLS_LIKE_THESE else WAVES_OF_ROLL

    @property
    def gap_method(self) -> str:
        return CR2_GROUPS if self.frame is Frame.SCHOOLS_LIKE_THESE else GROUPS_OF_ROLL

    def tell(self, item: str, group: int, wave: int) -> Told:
        n = int(self.tally.totals[group, wave])
        counts = {part: int(self.tally.part(item, Part(part))[:, group, wave].sum()) for part in PARTS}
        chosen = {part: counts[part] for part in ("positive", "neither", "negative")}
        chosen_n = sum(chosen.values())
        by_code = self.tally.answers[item][:, :, group, wave].sum(axis=1).tolist()
        options = self.tally.items[item].scale.options
        interval, refusal = self._interval(item, group, wave)
        return Told(
            n=n,
            parts={part: _share(count, n) for part, count in counts.items()},
            interval=interval,
            refusal=refusal,
            codes={str(option.code): _share(count, n) for option, count in zip(options, by_code, strict=True)},
            chosen_n=chosen_n,
            chosen={part: _share(count, chosen_n) for part, count in chosen.items()} if chosen_n else None,
        )

    def change(self, item: str, group: int) -> Estimate:
        if self.frame is Frame.SCHOOLS_LIKE_THESE:
            ends = [0, len(self.tally.waves) - 1]
            positive = self.tally.part(item, Part.POSITIVE)[:, group, ends]
            return change_among_schools(self.tally.forms[:, group, ends], positive)
        return change_of_roll(self._sample(item, group, 0), self._sample(item, group, -1))

    def gap(self, item: str, group: int, against: int, wave: int) -> Estimate:
        if self.frame is Frame.SCHOOLS_LIKE_THESE:
            both = [group, against]
            positive = self.tally.part(item, Part.POSITIVE)[:, both, wave]
            return gap_among_schools(self.tally.forms[:, both, wave], positive)
        return gap_of_roll(self._sample(item, group, wave), self._sample(item, against, wave))

    def gap_change(self, item: str, group: int, against: int) -> Estimate:
        ends = [0, len(self.tally.waves) - 1]
        if self.frame is Frame.SCHOOLS_LIKE_THESE:
            places = np.ix_(range(len(self.tally.forms)), [group, against], ends)
            positive = self.tally.part(item, Part.POSITIVE)[places]
            return change_in_gap_among_schools(self.tally.forms[places], positive)
        before, after = ends
        return change_in_gap_of_roll(
            (self._sample(item, group, before), self._sample(item, group, after)),
            (self._sample(item, against, before), self._sample(item, against, after)),
        )

    def _interval(self, item: str, group: int, wave: int) -> tuple[Interval | None, Refusal | None]:
        if self.frame is Frame.SCHOOLS_LIKE_THESE:
            positive = self.tally.part(item, Part.POSITIVE)[:, group, wave]
            estimate = share_among_schools(self.tally.forms[:, group, wave], positive)
            return as_interval(estimate, KORN_GRAUBARD_CR2), estimate.refusal
        sample = self._sample(item, group, wave)
        low, high = share_of_roll((sample.low, sample.high), sample.n, sample.roll)
        return Interval(low, high, KORN_GRAUBARD_ROLL), None

    def _sample(self, item: str, group: int, wave: int) -> Sample:
        n = int(self.tally.totals[group, wave])
        share = 100 * int(self.tally.part(item, Part.POSITIVE)[:, group, wave].sum()) / n
        return Sample(share, share, n, self.roll(self.tally.groups[group], self.tally.waves[wave]))


def _share(count: int, n: int) -> Share:
    share = 100 * count / n
    return Share(share, share, f"{half_up(share)} in 100", count)
