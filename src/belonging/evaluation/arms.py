"""Comparison schools: how much more the programme's schools changed than schools that only answered.

Which school is in which arm is settled and recorded before the baseline: by chance, with a seed that lets anybody
repeat the draw, or by choice. Only after a draw may the difference be called an effect (docs/methods/
comparison-schools.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from belonging.evaluation.change import contrast_among_schools
from belonging.evaluation.estimates import Estimate
from belonging.evaluation.released import Refusal

DIFFERENCE_IN_CHANGE = (-1.0, 1.0, 1.0, -1.0)
"""Weights of (programme earlier, programme later, comparison earlier, comparison later)."""

LEAST_SCHOOLS = 3
"""Per arm: with two, one school's weather decides."""


class InvalidAllocation(ValueError):
    """A draw that can't be made, or a record that contradicts itself; the message says what to change."""


class By(StrEnum):
    """How schools came into their arms."""

    CHANCE = "chance"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Allocation:
    """The record of how the arms came about; `seed` belongs to a draw and to nothing else.

    `before_baseline`: it was settled before any answer was in. Otherwise even a draw proves nothing.
    """

    by: By
    before_baseline: bool
    seed: int | None = None

    def __post_init__(self) -> None:
        if (self.seed is not None) != (self.by is By.CHANCE):
            raise InvalidAllocation("An allocation by chance has a seed, one by choice has none. Correct the record.")

    @property
    def allows_effect(self) -> bool:
        """Whether the difference in change may be called an effect."""
        return self.by is By.CHANCE and self.before_baseline


NOT_RECORDED = Allocation(By.CHOICE, before_baseline=False)
"""What holds where nobody wrote down how the arms came about."""


def allocate(
    schools: Iterable[str], programme: int, seed: int, blocks: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The arm of each school, "programme" or "comparison", drawn with a seed; the order of `schools` is no matter.

    `programme` schools join; with `blocks` (school to setting, say) each block sends its part of them, as nearly as
    whole schools allow. Schools are put in the order of the SHA-256 of "seed:school", which any program can repeat.
    """
    everyone = sorted(set(schools))
    if not 0 < programme < len(everyone):
        raise InvalidAllocation(
            f"{programme} of {len(everyone)} schools cannot join and leave others to compare with. "
            f"Choose a number from 1 to {len(everyone) - 1}."
        )
    unknown = [school for school in everyone if blocks is not None and school not in blocks]
    if unknown:
        raise InvalidAllocation(f"{unknown[0]!r} has no block. Name one for every school, or draw without blocks.")
    drawn = sorted(everyone, key=lambda school: _lot(seed, school))
    if blocks is None:
        joining = set(drawn[:programme])
    else:
        # Walking block by block and taking evenly spaced places gives each block its part to within one school.
        order = sorted(drawn, key=lambda school: blocks[school])
        joining = {
            school
            for place, school in enumerate(order)
            if (place + 1) * programme // len(order) > place * programme // len(order)
        }
    return {school: "programme" if school in joining else "comparison" for school in everyone}


def _lot(seed: int, school: str) -> str:
    return hashlib.sha256(f"{seed}:{school}".encode()).hexdigest()


def difference_in_change(n: ArrayLike, positive: ArrayLike) -> Estimate:
    """Points, for schools like these: the programme's change less the comparison's, all schools in one design.

    Counts have shape (schools, 2 arms, 2 waves), the programme and the earlier wave first. Raises
    clusters.EmptyGroup where an arm has nobody in a wave.
    """
    people, hits = np.asarray(n), np.asarray(positive)
    estimate = contrast_among_schools(people.reshape(-1, 4), hits.reshape(-1, 4), DIFFERENCE_IN_CHANGE)
    fewest = int((people > 0).any(axis=2).sum(axis=0).min())
    if fewest < LEAST_SCHOOLS:
        return Estimate(estimate.low, estimate.high, df=estimate.df, refusal=_few_schools(fewest))
    return estimate


def _few_schools(schools: int) -> Refusal:
    return Refusal(
        "few-schools-in-an-arm",
        f"One of the arms has {schools} school{'' if schools == 1 else 's'}; at least {LEAST_SCHOOLS} are needed in "
        "each before their changes can be held against each other.",
    )
