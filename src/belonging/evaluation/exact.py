"""Exact figures, for callers who hold the rows: counts, unrounded per cent, both denominators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from belonging.evaluation.cells import Tally
from belonging.evaluation.change import (
    CR2_ONE_DESIGN,
    WAVES_OF_ROLL,
    Sample,
    change_among_schools,
    change_of_roll,
)
from belonging.evaluation.disclosure.primary import Decision
from belonging.evaluation.estimates import Estimate, half_up
from belonging.evaluation.proportions import (
    KORN_GRAUBARD_CR2,
    KORN_GRAUBARD_ROLL,
    share_among_schools,
    share_of_roll,
)
from belonging.evaluation.released import PARTS, Frame, Interval, Refusal, Rung, Share
from belonging.evaluation.tables import Told, as_interval
from belonging.instruments.model import Part

Roll = Callable[[str, str], int | None]
"""How many are on roll, by group and wave; None where that is not known."""


def decide_all(tally: Tally) -> Decision:
    """Own data: every group that answered, exactly."""
    shown = tuple(place for place in range(len(tally.groups)) if tally.totals[place].any())
    return Decision(shown, Rung.EXACT)


@dataclass(frozen=True, slots=True)
class ExactVoice:
    """Says a breakdown exactly."""

    tally: Tally
    frame: Frame
    roll: Roll

    @property
    def change_method(self) -> str:
        return CR2_ONE_DESIGN if self.frame is Frame.SCHOOLS_LIKE_THESE else WAVES_OF_ROLL

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
