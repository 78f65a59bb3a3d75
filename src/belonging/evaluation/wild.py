"""Wild cluster bootstrap with the null imposed: a check on the t interval that needs no t distribution.

Cameron, Gelbach and Miller (2008), doi 10.1162/rest.90.3.414. The residuals of each school keep their size and take
a sign at random (Rademacher). With up to 12 schools every pattern of signs is gone through instead of drawn, so that
the p-value is exact and needs no seed; a pattern and its opposite give the same |t|, so half of them suffice.
The interval holds every value that the test does not reject at 5 % (docs/methods/wild-bootstrap.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from belonging.evaluation.clusters import EmptyGroup
from belonging.evaluation.estimates import CONFIDENCE
from belonging.evaluation.released import Refusal

Floats = NDArray[np.float64]

ENUMERATED = 12
"""Up to this many schools all patterns are gone through."""

DRAWS = 4999
LEAST_SCHOOLS = 6
"""With 5 schools there are 16 patterns up to symmetry, so that no p-value can be below 1 in 16."""

TOO_FEW_SCHOOLS = Refusal(
    "too-few-schools",
    f"With fewer than {LEAST_SCHOOLS} schools there are too few patterns of signs for this check to reject anything "
    "at 5 %, so it would say nothing. Use it with more schools.",
)
NO_SPREAD = Refusal("no-spread", "Every school's answers are alike, so there is nothing to vary.")

_CELLS = 1 << 21
_TIES = 1e-10


@dataclass(frozen=True, slots=True)
class Wild:
    """In shares (0 to 1): the estimate, its bootstrap p-value against 0 and the interval got by inverting the test.

    `patterns` is how many patterns of signs the p-value rests on. Without an interval `refusal` says why.
    """

    value: float
    p: float | None
    interval: tuple[float, float] | None
    schools: int
    patterns: int
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Test:
    """The bootstrap statistics as polynomials in the supposed value: numerator linear, squared error quadratic."""

    value: float
    error: float
    numerator: Floats
    squared_error: Floats

    def p(self, supposed: float) -> float:
        """The share of patterns whose |t| is at least the observed one, were `supposed` true."""
        top = self.numerator @ [1.0, supposed]
        bottom = self.squared_error @ [1.0, supposed, supposed**2]
        observed = (self.value - supposed) ** 2
        beyond = top**2 * self.error**2 >= observed * bottom * (1 - _TIES)
        return int(np.count_nonzero(beyond)) / len(beyond)

    def t(self, supposed: float) -> Floats:
        """The statistic under each pattern; 0 where the pattern leaves no error."""
        top = self.numerator @ [1.0, supposed]
        bottom = np.sqrt(np.maximum(self.squared_error @ [1.0, supposed, supposed**2], 0.0))
        made: Floats = np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
        return made


def wild_bootstrap(n: ArrayLike, positive: ArrayLike, weights: ArrayLike, seed: int) -> Wild:
    """Test and interval for a contrast of shares; counts of shape (schools, columns).

    `seed` matters above ENUMERATED schools only. Raises clusters.EmptyGroup where a column that counts has nobody.
    """
    people, hits, weight = _used(n, positive, weights)
    schools = len(people)
    value = float(weight @ (hits.sum(axis=0) / people.sum(axis=0)))
    if schools < LEAST_SCHOOLS:
        return Wild(value, None, None, schools, 0, TOO_FEW_SCHOOLS)
    test = _test(people, hits, weight, seed)
    if test.error <= _TIES:
        return Wild(value, None, None, schools, 0, NO_SPREAD)
    ends = (_end(test, -1.0), _end(test, 1.0))
    return Wild(value, test.p(0.0), ends, schools, len(test.numerator))


def wild_statistics(n: ArrayLike, positive: ArrayLike, weights: ArrayLike, seed: int) -> tuple[float, Floats]:
    """The observed t of a contrast and, were there no difference, its t under each pattern of signs (patterns,).

    The same schools and seed give the same patterns at the same places for every item: Westfall–Young needs that, so
    schools without people are kept here.
    """
    people, hits, weight = _used(n, positive, weights, every_school=True)
    test = _test(people, hits, weight, seed)
    return (test.value / test.error if test.error > _TIES else 0.0), test.t(0.0)


def _used(
    n: ArrayLike, positive: ArrayLike, weights: ArrayLike, *, every_school: bool = False
) -> tuple[Floats, Floats, Floats]:
    weight: Floats = np.asarray(weights, dtype=np.float64)
    used = weight != 0
    people: Floats = np.asarray(n, dtype=np.float64)[:, used]
    hits: Floats = np.asarray(positive, dtype=np.float64)[:, used]
    if not people.any(axis=0).all():
        raise EmptyGroup
    kept = people.any(axis=1) | every_school
    return people[kept], hits[kept], weight[used]


def _test(people: Floats, hits: Floats, weight: Floats, seed: int) -> _Test:
    """Residual sums per school under the null that the contrast is `supposed`, split as first + supposed * second."""
    total = people.sum(axis=0)
    share = hits.sum(axis=0) / total
    value = float(weight @ share)
    pull = weight / total
    direction = pull / (weight @ pull)  # where least squares moves the shares to meet the null
    first = hits - people * (share - direction * value)
    second = -people * direction
    error = float(np.sqrt((((hits - people * share) @ pull) ** 2).sum()))
    numerators, errors = [], []
    for signs in _signs(len(people), seed):
        top, bottom = _statistics(signs, people, pull, (first, second))
        numerators.append(top)
        errors.append(bottom)
    return _Test(value, error, np.concatenate(numerators), np.concatenate(errors))


def _statistics(signs: Floats, people: Floats, pull: Floats, residuals: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Coefficients of the numerator (patterns, 2) and of the squared error (patterns, 3)."""
    total = people.sum(axis=0)
    own = [residual @ pull for residual in residuals]
    # What a pattern does to the shares is taken off again before the error is worked out, as a fit would.
    scores = [
        signs * score - ((signs @ residual) / total * pull) @ people.T
        for score, residual in zip(own, residuals, strict=True)
    ]
    top = np.stack([signs @ score for score in own], axis=1)
    bottom = np.stack(
        [(scores[0] ** 2).sum(axis=1), 2 * (scores[0] * scores[1]).sum(axis=1), (scores[1] ** 2).sum(axis=1)], axis=1
    )
    return top, bottom


def _signs(schools: int, seed: int) -> Iterator[Floats]:
    """Patterns (some, schools) of -1 and +1, a batch at a time; the observed pattern, all +1, is the first."""
    if schools <= ENUMERATED:
        number = np.arange(1 << max(schools - 1, 0))[:, np.newaxis]
        yield np.where((number >> np.arange(schools)) & 1, -1.0, 1.0)
        return
    rng = np.random.default_rng(seed)
    yield np.ones((1, schools))
    batch = max(1, _CELLS // schools)
    for start in range(0, DRAWS, batch):
        size = (min(batch, DRAWS - start), schools)
        yield np.where(rng.integers(0, 2, size, dtype=np.int8), 1.0, -1.0)


def _end(test: _Test, side: float) -> float:
    """Where p falls to 5 %, going from the estimate to one side: doubling, then halving."""
    step = test.error
    while test.p(test.value + side * step) > 1 - CONFIDENCE and step < 1e6 * test.error:
        step *= 2
    near, far = 0.0, step
    while far - near > 1e-9 * max(step, 1e-9):
        middle = (near + far) / 2
        if test.p(test.value + side * middle) > 1 - CONFIDENCE:
            near = middle
        else:
            far = middle
    return test.value + side * far
