"""The likelihood of all schools, their unknown effects integrated out by adaptive Gauss–Hermite quadrature.

Pinheiro and Bates (1995), doi 10.1080/10618600.1995.10474663. Gradient and information are those of the
integral itself (Louis 1982, doi 10.1111/j.2517-6161.1982.tb01203.x), evaluated on the same nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from belonging.evaluation.multilevel.families import Family, Floats, Shape

Places = NDArray[np.intp]

NODES = 15
MODE_ROUNDS = 100
MODE_CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class Model:
    """Cells sorted by school: their answers, their `design` (cells, slopes), and where each school starts."""

    family: Family
    design: Floats
    school: Places
    starts: Places

    @property
    def schools(self) -> int:
        return len(self.starts)

    @property
    def size(self) -> int:
        """Number of parameters: cuts, slopes and the logarithm of the schools' standard deviation."""
        return int(self.family.cuts + self.design.shape[1] + 1)

    def by_school(self, values: Floats) -> Floats:
        """Sums over each school's cells, along the second last axis."""
        total: Floats = np.add.reduceat(values, self.starts, axis=-2)
        return total


@dataclass(frozen=True, slots=True)
class Effects:
    """Each school's standardised effect: where its likelihood peaks, and the width of the peak."""

    mode: Floats
    width: Floats


@dataclass(frozen=True, slots=True)
class Marginal:
    """Log likelihood with gradient and information, by parameter (cuts, slopes, log sd)."""

    value: float
    gradient: Floats
    information: Floats
    effects: Effects


def arrange(school: ArrayLike, design: ArrayLike, family: Family) -> tuple[Model, Places]:
    """A model from cells in any order, and the school numbers in its order. Cells without people drop out."""
    numbers = np.asarray(school, dtype=np.intp)
    kept = np.flatnonzero(family.people > 0)
    rows = kept[np.argsort(numbers[kept], kind="stable")]
    present, starts, places = np.unique(numbers[rows], return_index=True, return_inverse=True)
    table = np.asarray(design, dtype=np.float64)[rows]
    return Model(family.picked(rows), table, places.astype(np.intp), starts.astype(np.intp)), present


def marginal(model: Model, parameters: Floats, start: Floats, nodes: int = NODES) -> Marginal:
    """At `parameters`; log sd may be minus infinity. `start` is a first guess of the modes, (schools,)."""
    base, sd = predictors(model, parameters)
    effects = modes(model, base, sd, start)
    at, log_weight = _nodes(nodes)
    u = effects.mode[:, None] + effects.width[:, None] * at
    shape = model.family.shape(base[:, :, None] + model.family.sign * sd * u[model.school])
    joint = model.by_school(shape.value) - u**2 / 2 + at**2 / 2 + log_weight
    top = joint.max(axis=1)
    weight: Floats = np.exp(joint - top[:, None])
    likelihood = weight.sum(axis=1)
    weight /= likelihood[:, None]
    school_value = top + np.log(likelihood)
    gradient, information = _slopes(model, shape, weight, sd * u)
    value = float((school_value + np.log(effects.width)).sum())
    return Marginal(value, gradient, information, effects)


@cache
def _nodes(number: int) -> tuple[Floats, Floats]:
    """Of the standard normal: places and logarithms of weights; not to be written to."""
    at, weight = np.polynomial.hermite_e.hermegauss(number)
    log_weight = np.log(weight / np.sqrt(2 * np.pi))
    at.flags.writeable = log_weight.flags.writeable = False
    return at, log_weight


def predictors(model: Model, parameters: Floats) -> tuple[Floats, float]:
    """Linear predictors without the schools' effects, (cuts, cells), and the schools' standard deviation."""
    cuts = model.family.cuts
    fixed = model.design @ parameters[cuts:-1]
    return parameters[:cuts, None] + model.family.sign * fixed, float(np.exp(parameters[-1]))


def modes(model: Model, base: Floats, sd: float, start: Floats) -> Effects:
    """Newton's method in all schools at once; each school's log likelihood has a single peak."""
    sign, u = model.family.sign, start
    for _ in range(MODE_ROUNDS):
        shape = model.family.shape((base + sign * sd * u[model.school])[:, :, None])
        pull = sign * sd * model.by_school(shape.first.sum(axis=0))[:, 0] - u
        bend = 1 - sd**2 * model.by_school(shape.second.sum(axis=(0, 1)))[:, 0]
        step = np.clip(pull / bend, -2, 2)
        u = u + step
        if np.abs(step).max() < MODE_CLOSE:
            break
    return Effects(u, 1 / np.sqrt(bend))


def _slopes(model: Model, shape: Shape, weight: Floats, drift: Floats) -> tuple[Floats, Floats]:
    """Gradient and information: the mean curvature less the spread of the score over each school's nodes."""
    score = _scores(model, shape.first, drift)
    mean = (score * weight).sum(axis=-1)
    flat = score.reshape(model.size, -1)
    spread = (flat * weight.ravel()) @ flat.T - mean @ mean.T
    gradient: Floats = mean.sum(axis=1)
    curvature = _mean_curvature(model, shape.second, weight[model.school], drift[model.school])
    curvature[-1, -1] += gradient[-1]
    return gradient, -(curvature + spread)


def _scores(model: Model, first: Floats, drift: Floats) -> Floats:
    """Slope of each school's log likelihood at each node: (parameters, schools, nodes)."""
    total = model.family.sign * first.sum(axis=0)
    slopes = [model.by_school(total * column[:, None]) for column in model.design.T]
    return np.concatenate([model.by_school(first), [*slopes, model.by_school(total) * drift]])


def _mean_curvature(model: Model, second: Floats, weight: Floats, drift: Floats) -> Floats:
    """Over nodes, of the second derivatives; `log sd` bends through `drift` = sd * u."""
    sign, cuts, design = model.family.sign, model.family.cuts, model.design
    plain = (second * weight).sum(axis=-1)
    drifted = (second.sum(axis=0) * (weight * drift)).sum(axis=-1)
    twice = (second.sum(axis=(0, 1)) * (weight * drift**2)).sum()
    bend = np.zeros((model.size, model.size))
    bend[:cuts, :cuts] = plain.sum(axis=-1)
    bend[:cuts, cuts:-1] = sign * plain.sum(axis=0) @ design
    bend[cuts:-1, cuts:-1] = (design * plain.sum(axis=(0, 1))[:, None]).T @ design
    bend[:cuts, -1] = sign * drifted.sum(axis=-1)
    bend[cuts:-1, -1] = drifted.sum(axis=0) @ design
    bend[-1, -1] = twice
    upper = np.triu(bend, 1)
    lower: Floats = np.tril(bend.T, -1)
    symmetric: Floats = upper + lower + np.diag(np.diag(bend))
    return symmetric
