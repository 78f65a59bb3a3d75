"""Change with the mix of pupils held still: the later wave weighted to the baseline's year groups and SEN.

Direct standardisation: within each stratum (year group and SEN status) the later wave's pupils are weighted so that
together they weigh as much as the stratum did at the baseline. The rest of the change is not due to who answered, as
far as year and SEN go (docs/methods/standardisation.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike

from belonging.evaluation.change import change_among_schools, in_points
from belonging.evaluation.clusters import OneSchool
from belonging.evaluation.estimates import ONE_SCHOOL, Estimate
from belonging.evaluation.released import Refusal
from belonging.evaluation.weighted import Sums, weighted_contrast, weighted_shares

LEAST_COVERED = 0.8
"""Below this fraction of either wave the two waves asked pupils too different to be made alike."""


@dataclass(frozen=True, slots=True)
class Standardised:
    """The standardised change beside the crude one, in points.

    `covered` is the fraction of the baseline's and of the later wave's pupils whose stratum answered in both waves:
    the others can't be weighted and are left out of the standardised change. `largest_weight` is the greatest
    multiple by which a later pupil counts; `effective` how many equally weighted pupils would be as informative.
    """

    estimate: Estimate
    crude: Estimate
    covered: tuple[float, float]
    largest_weight: float
    effective: float


def standardised_change(n: ArrayLike, positive: ArrayLike) -> Standardised:
    """Counts of shape (strata, schools, 2 waves), the baseline first; both waves need people."""
    people, hits = np.asarray(n), np.asarray(positive)
    crude = change_among_schools(people.sum(axis=0), hits.sum(axis=0))
    by_stratum = people.sum(axis=1)
    both = (by_stratum > 0).all(axis=1)
    inside = by_stratum[both].sum(axis=0) / by_stratum.sum(axis=0)
    covered = (float(inside[0]), float(inside[1]))
    if min(covered) < LEAST_COVERED:
        return Standardised(Estimate(nan, nan, refusal=_too_different(min(covered))), crude, covered, 0.0, 0.0)
    mix = by_stratum[both] / by_stratum[both].sum(axis=0)
    later = mix[:, 0] / mix[:, 1]
    weight = np.stack([np.ones_like(later), later], axis=1)
    sums = Sums.of_cells(people[both], hits[both], weight[:, np.newaxis, :])
    effective = sums.weight[:, 1].sum() ** 2 / sums.squares[:, 1].sum()
    return Standardised(_change(sums), crude, covered, float(later.max()), float(effective))


def _change(sums: Sums) -> Estimate:
    try:
        return in_points(weighted_contrast(sums, [-1.0, 1.0]))
    except OneSchool:
        earlier, later = weighted_shares(sums)
        point = 100 * float(later - earlier)
        return Estimate(point, point, refusal=ONE_SCHOOL)


def _too_different(covered: float) -> Refusal:
    return Refusal(
        "mix-too-different",
        f"Only {100 * covered:.0f} in 100 answers come from a year group and SEN status that answered in both waves "
        f"(at least {100 * LEAST_COVERED:.0f} are needed), so the mix of pupils cannot be held still.",
    )
