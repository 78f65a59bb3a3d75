"""Whether an item works alike in two groups: do people alike in all other items answer it alike?

Differential item functioning by cumulative logit on the rest score (Swaminathan and Rogers 1990,
doi 10.1111/j.1745-3984.1990.tb00754.x; French and Miller 1996, doi 10.1111/j.1745-3984.1996.tb00495.x), with
CR2 errors because pupils come in schools (docs/methods/dif.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from belonging.evaluation.clusters import Clustered
from belonging.evaluation.estimates import LEAST_DF, t_quantile, two_sided_p
from belonging.evaluation.multilevel import CumulativeLogit, arrange, clustered_slope, fit_fixed
from belonging.evaluation.multiplicity import holm

MODERATE, LARGE = 0.43, 0.64
"""Log odds at which the Educational Testing Service calls a difference moderate and large (1 and 1.5 of its delta
units; Zwick 2012, doi 10.1002/j.2333-8504.2012.tb02290.x)."""

LEAST_PEOPLE = 50
"""In each group, with every item answered."""


class Verdict(StrEnum):
    """What may be said of an item, never stronger than its interval."""

    ALIKE = "alike"
    MODERATE = "moderate"
    LARGE = "large"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Dif:
    """`uniform`: log odds of a more favourable answer in the group, at the same rest score.

    `non_uniform`: by how much that grows with each point of the rest score (a mean on the scale's own points).
    """

    uniform: Clustered
    non_uniform: Clustered


class TooFewToCompare(ValueError):
    """A group with too few complete answers; the sentence says which number is needed."""


def item_dif(levels: ArrayLike, item: int, school: ArrayLike, group: ArrayLike) -> Dif:
    """Of column `item` of `levels` (people, items), all above 0; `group` is 0 or 1, schools are numbered.

    Raises TooFewToCompare, and multilevel.NoFit where the model has no maximum.
    """
    table, schools, groups = np.asarray(levels, dtype=np.int64), np.asarray(school), np.asarray(group)
    fewest = int(min((groups == 0).sum(), (groups == 1).sum()))
    if fewest < LEAST_PEOPLE:
        raise TooFewToCompare(
            f"One of the groups has {fewest} people who answered every item; {LEAST_PEOPLE} are needed."
        )
    rest = table.sum(axis=1) - table[:, item]
    cells, counts = _cells(schools, groups, rest, table[:, item])
    family = CumulativeLogit.of(counts)
    score = (cells[:, 2] - rest.mean()) / (table.shape[1] - 1)
    plain = np.column_stack([score, cells[:, 1]])
    crossed = np.column_stack([plain, score * cells[:, 1]])
    found = []
    for design, place in ((plain, 1), (crossed, 2)):
        model, _ = arrange(cells[:, 0], design, family)
        found.append(clustered_slope(model, fit_fixed(model), place))
    return Dif(*found)


def interval(estimate: Clustered) -> tuple[float, float] | None:
    """The 95 % interval in log odds; None below LEAST_DF degrees of freedom."""
    if estimate.df < LEAST_DF:
        return None
    reach = t_quantile(estimate.df) * estimate.error
    return estimate.value - reach, estimate.value + reach


def verdicts(estimates: Mapping[str, Clustered]) -> dict[str, Verdict]:
    """A word per item for one kind of difference, all items read together (Holm).

    Moderate or large: clear, and the estimate at least that far from 0. Alike: the whole interval is nearer to
    0 than moderate. Everything else is unclear.
    """
    known = {key: one for key, one in estimates.items() if one.df >= LEAST_DF}
    clear = holm({key: two_sided_p(one.value, one.error, one.df) for key, one in known.items()})
    return {key: _verdict(one, key in clear) for key, one in estimates.items()}


def _verdict(estimate: Clustered, clear: bool) -> Verdict:
    ends = interval(estimate)
    if ends is not None and ends[0] > -MODERATE and ends[1] < MODERATE:
        return Verdict.ALIKE
    if not clear or abs(estimate.value) < MODERATE:
        return Verdict.UNCLEAR
    return Verdict.LARGE if abs(estimate.value) >= LARGE else Verdict.MODERATE


def _cells(
    school: NDArray[np.int64], group: NDArray[np.int64], rest: NDArray[np.int64], answer: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distinct (school, group, rest score), and how many gave each answer: everything that the model needs."""
    cells, place = np.unique(np.column_stack([school, group, rest]), axis=0, return_inverse=True)
    answers = int(answer.max())
    counts = np.bincount(place.ravel() * answers + answer - 1, minlength=len(cells) * answers)
    return cells, counts.reshape(len(cells), answers)
