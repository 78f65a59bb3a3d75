"""The average school: every school counts once, however many pupils it has.

A different question from the average pupil's, not a check of it: where large schools moved and small ones did not,
the two differ and both are right. School means and a paired t, as for any sample of schools
(docs/methods/average-school.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike

from belonging.evaluation.change import in_points
from belonging.evaluation.clusters import Clustered
from belonging.evaluation.estimates import Estimate
from belonging.evaluation.released import Refusal

NO_SCHOOL = Refusal("no-school", "No school has answers in every group and wave that this figure compares.")


@dataclass(frozen=True, slots=True)
class AverageSchool:
    """The mean over schools in points, and how many of the schools had answers in every column that counts."""

    estimate: Estimate
    schools: int
    left_out: int


def average_school(n: ArrayLike, positive: ArrayLike, weights: ArrayLike) -> AverageSchool:
    """Mean over schools of the weighted sum of their own shares; counts of shape (schools, columns).

    Schools that lack one of the columns cannot be compared with themselves and are left out; their number is given.
    """
    weight = np.asarray(weights, dtype=np.float64)
    used = weight != 0
    people = np.asarray(n, dtype=np.float64)[:, used]
    hits = np.asarray(positive, dtype=np.float64)[:, used]
    whole = (people > 0).all(axis=1)
    present = people.any(axis=1)
    count, left_out = int(whole.sum()), int((present & ~whole).sum())
    if count == 0:
        return AverageSchool(Estimate(nan, nan, refusal=NO_SCHOOL), 0, left_out)
    own = (hits[whole] / people[whole]) @ weight[used]
    error = float(own.std(ddof=1) / np.sqrt(count)) if count > 1 else 0.0
    return AverageSchool(in_points(Clustered(float(own.mean()), error, float(count - 1))), count, left_out)
