"""Gaps between two groups of one wave, and how much a gap has changed, in two frames.

A gap is the first group's share less the second's; a change in gap is the later gap less the earlier one. All
four shares stand in one design with schools as clusters, so that what the groups and the waves of one school have
in common is not counted as noise (docs/methods/gaps.md).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from belonging.evaluation.change import Sample, contrast_among_schools, contrast_of_roll
from belonging.evaluation.estimates import Estimate

GAP = (1.0, -1.0)
"""Weights of (group, against)."""

CHANGE_IN_GAP = (-1.0, 1.0, 1.0, -1.0)
"""Weights of (group earlier, group later, against earlier, against later)."""

Waves = tuple[Sample, Sample]
"""One group's two waves, the earlier first."""


def gap_among_schools(n: ArrayLike, positive: ArrayLike) -> Estimate:
    """Points, for schools like these; counts have shape (schools, 2): the group, then the one it is held against."""
    return contrast_among_schools(n, positive, GAP)


def change_in_gap_among_schools(n: ArrayLike, positive: ArrayLike) -> Estimate:
    """Points, for schools like these; counts have shape (schools, 2 groups, 2 waves)."""
    people, hits = np.asarray(n), np.asarray(positive)
    return contrast_among_schools(people.reshape(-1, 4), hits.reshape(-1, 4), CHANGE_IN_GAP)


def gap_of_roll(group: Sample, against: Sample) -> Estimate:
    """Points, for these pupils: two groups of one wave have no pupil in common, so they are independent."""
    return contrast_of_roll([group], [against])


def change_in_gap_of_roll(group: Waves, against: Waves) -> Estimate:
    """Points, for these pupils. The waves are taken as different pupils: conservative, as for a change."""
    return contrast_of_roll([group[1], against[0]], [group[0], against[1]])
