"""Delete-one-school jackknife: how far an estimate moves when a school is left out.

Everything that depends on the schools (a response model, raked weights) is worked out again for each of them, so
that its own uncertainty counts. Wolter (2007), Introduction to Variance Estimation, chapter 4; R's `survey` calls
it JK1, its `mse = TRUE` measures from the full estimate as here. Without weights it is CR3 (Bell and McCaffrey 2002).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

Statistic = Callable[[NDArray[np.bool_]], Floats]
"""Estimates, shape (estimates,), from the schools that are kept: a mask of shape (schools,)."""


class TooFewSchools(ValueError):
    """Fewer than two schools: nothing can be left out."""


def replicates(statistic: Statistic, schools: int) -> tuple[Floats, Floats]:
    """The estimates from all schools, shape (estimates,), and without each, shape (schools, estimates)."""
    if schools < 2:
        raise TooFewSchools
    everyone = np.ones(schools, dtype=np.bool_)
    without = np.stack([statistic(everyone & (np.arange(schools) != school)) for school in range(schools)])
    return statistic(everyone), without


def covariance(full: ArrayLike, without: ArrayLike) -> Floats:
    """Shape (estimates, estimates): (C - 1) / C times the sum of squares around the full estimate."""
    moved: Floats = np.asarray(without, dtype=np.float64) - np.asarray(full, dtype=np.float64)
    schools = len(moved)
    result: Floats = (schools - 1) / schools * (moved.T @ moved)
    return result
