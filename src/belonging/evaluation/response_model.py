"""Who answers: a logistic regression of answering on what the roster says, fitted to counts.

Iteratively reweighted least squares (McCullagh and Nelder 1989, Generalized Linear Models, chapter 4), as R's
`glm(cbind(answered, silent) ~ ..., binomial)`. Only the fitted probabilities are used, so that columns which say
the same twice (a special school whose pupils all have a plan) do no harm.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

_CLOSE = 1e-12
_MOST_STEPS = 60
_SURE = 1e-10
"""A fitted probability comes no nearer to 0 or 1: where all of a school answered, the coefficient has no end."""


class NoResponseModel(ValueError):
    """The counts do not let a response model be fitted; the message says why."""


def design_matrix(factors: Places) -> Floats:
    """An indicator per level: all levels of the first factor, all but the first of the others.

    `factors` has shape (cells, factors) and holds the level of each cell, from 0.
    """
    columns = []
    for place, levels in enumerate(factors.T):
        indicators = np.equal.outer(levels, np.unique(levels))
        columns.append(indicators if place == 0 else indicators[:, 1:])
    return np.hstack(columns).astype(np.float64)


def response_probabilities(factors: Places, answered: Floats, on_roll: Floats) -> Floats:
    """The fitted probability of answering, per cell; main effects of every factor.

    `factors` has shape (cells, factors), the counts (cells,) with answered <= on_roll and on_roll > 0.
    Raises NoResponseModel where nobody answered or the fit does not settle.
    """
    if answered.sum() == 0:
        raise NoResponseModel("Nobody answered, so there is nobody to give a weight to.")
    matrix = design_matrix(factors)
    fitted: Floats = (answered + 0.5) / (on_roll + 1)
    deviance = np.inf
    for _ in range(_MOST_STEPS):
        fitted = _step(matrix, answered, on_roll, fitted)
        before, deviance = deviance, _deviance(answered, on_roll, fitted)
        if abs(before - deviance) <= _CLOSE * (abs(deviance) + 0.1):
            return fitted
    raise NoResponseModel("The response model does not settle. Use fewer facts of the roster, or larger groups.")


def _step(matrix: Floats, answered: Floats, on_roll: Floats, fitted: Floats) -> Floats:
    weight = on_roll * fitted * (1 - fitted)
    linear = np.log(fitted / (1 - fitted)) + (answered - on_roll * fitted) / weight
    root = np.sqrt(weight)
    coefficients = np.linalg.lstsq(matrix * root[:, np.newaxis], linear * root, rcond=None)[0]
    logistic: Floats = 1 / (1 + np.exp(-np.clip(matrix @ coefficients, -30, 30)))
    return np.clip(logistic, _SURE, 1 - _SURE)


def _deviance(answered: Floats, on_roll: Floats, fitted: Floats) -> float:
    """Minus twice the log likelihood, but for a constant."""
    return float(-2 * (answered * np.log(fitted) + (on_roll - answered) * np.log1p(-fitted)).sum())
