"""Worst and best case: what a share of everyone on roll could be, whatever those who did not answer think.

Manski (1990), American Economic Review 80(2); Horowitz and Manski (2000), doi 10.1080/01621459.2000.10473902.
No assumption, hence no interval to be unsure of: the ends are certain for these people, and wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class RollUnknown(ValueError):
    """A school answered whose roll is not known, so nobody can say how many did not."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """One group in one wave: people on roll, those who answered, those of them who were positive.

    More answers than people on roll (a roll taken on another day) count as everyone having answered.
    """

    on_roll: int
    answered: int
    positive: int

    def __post_init__(self) -> None:
        if not 0 <= self.positive <= self.answered or self.on_roll < 0:
            raise ValueError(f"{self.positive} positive of {self.answered} answers of {self.on_roll} on roll.")

    @classmethod
    def of_schools(cls, on_roll: Sequence[int | None], answered: Sequence[int], positive: Sequence[int]) -> Turnout:
        """Added up over the schools that answered. Raises RollUnknown."""
        took_part = [(roll, n, hits) for roll, n, hits in zip(on_roll, answered, positive, strict=True) if n]
        known = [max(roll, n) for roll, n, _ in took_part if roll is not None]
        if len(known) < len(took_part) or not took_part:
            raise RollUnknown
        return cls(sum(known), sum(n for _, n, _ in took_part), sum(hits for _, _, hits in took_part))

    @property
    def silent(self) -> int:
        return max(0, self.on_roll - self.answered)

    @property
    def share(self) -> float:
        """Of those who answered, 0 to 1."""
        return self.positive / self.answered

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest share of everyone on roll, 0 to 1."""
        everyone = self.answered + self.silent
        return self.positive / everyone, (self.positive + self.silent) / everyone


def change_bounds(earlier: Turnout, later: Turnout) -> tuple[float, float]:
    """The least and the greatest change of the share of everyone on roll, -1 to 1."""
    (low_before, high_before), (low_after, high_after) = earlier.bounds, later.bounds
    return low_after - high_before, high_after - low_before


def tipping_point(earlier: Turnout, later: Turnout) -> float | None:
    """How differently (0 to 1) those silent in the later wave must think from those who answered it to undo the change.

    Those silent in the earlier wave are taken to think as its answers do. None where even the worst case would not
    undo it, or where there is no change to undo.
    """
    if later.positive * earlier.answered == earlier.positive * later.answered:
        return None
    # in whole numbers, so that an end that just does it is not lost to rounding
    everyone = later.answered + later.silent
    positive_of_silent = earlier.positive * everyone - later.positive * earlier.answered
    if not 0 <= positive_of_silent <= earlier.answered * later.silent:
        return None
    return positive_of_silent / (earlier.answered * later.silent) - later.share
