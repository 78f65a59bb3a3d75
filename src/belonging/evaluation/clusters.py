"""Shares and their differences when people come in schools: CR2 variance, Satterthwaite degrees of freedom.

Bell and McCaffrey (2002), Survey Methodology 28(2); Pustejovsky and Tipton (2018),
doi 10.1080/07350015.2016.1247004. The model is a mean per column (group and wave), so the school-level
leverage is n / N and everything follows from counts; nothing of size schools x schools is ever formed.
Sums of any per-pupil number may stand in for the positive answers: everything is linear in them, and the
degrees of freedom rest on `n` alone. tests/oracles/clusters.R and design.R compare with R's clubSandwich.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Clustered:
    """A contrast of shares (0 to 1), its standard error and its degrees of freedom."""

    value: float
    error: float
    df: float


@dataclass(frozen=True, slots=True)
class Contrasts:
    """Many contrasts: `values` and `errors` of shape (..., contrasts), `dfs` of shape (contrasts,).

    Error and df are nan where a contrast needs a column that one school alone fills; the value is nan
    where it needs a column without people.
    """

    values: Floats
    errors: Floats
    dfs: Floats


class OneSchool(ValueError):
    """One school holds a whole group: between-school variation cannot be seen. Widen the group or drop it."""


class EmptyGroup(ValueError):
    """Nobody is in a group that the contrast needs. Leave that group or wave out."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What of the design does not depend on the answers.

    `kept` marks the schools with people; `pull` (schools kept, columns) turns a residual sum into a CR2 score and
    is 0 in columns that no variance can be had for; `sure` marks the others.
    """

    kept: NDArray[np.bool_]
    people: Floats
    total: Floats
    pull: Floats
    sure: NDArray[np.bool_]


def contrast(n: ArrayLike, positive: ArrayLike, weights: ArrayLike) -> Clustered:
    """The weighted sum of the columns' shares; `n` and `positive` are counts of shape (schools, columns).

    Schools without people drop out, and so do columns of weight 0. Raises OneSchool where a column that counts
    has a single school, EmptyGroup where it has nobody.
    """
    weight = np.asarray(weights, dtype=np.float64)
    used = weight != 0
    kept = weight[used, np.newaxis]
    people = np.ascontiguousarray(np.asarray(n, dtype=np.float64)[:, used])
    design, df = _designed(people.tobytes(), people.shape[1], kept.tobytes())
    share, score = _scores(design, np.asarray(positive)[:, used])
    error = np.sqrt(((score @ kept) ** 2).sum(axis=0))
    return Clustered(float((share @ kept)[0]), float(error[0]), df)


@lru_cache(maxsize=512)
def _designed(people: bytes, wide: int, weights: bytes) -> tuple[Columns, float]:
    """The design and its degrees of freedom, which every statement asked of the same people has in common."""
    counts = np.frombuffer(people).reshape(-1, wide)
    if not counts.any(axis=0).all():
        raise EmptyGroup
    if ((counts > 0).sum(axis=0) == 1).any():
        raise OneSchool
    design = columns(counts)
    return design, float(_satterthwaite(design, np.frombuffer(weights)[:, np.newaxis])[0])


def contrasts(n: ArrayLike, positive: ArrayLike, weights: ArrayLike) -> Contrasts:
    """Many contrasts of one design: `n` (schools, columns), `positive` (..., schools, columns), `weights`
    (columns, contrasts).

    Leading axes of `positive` are further outcomes (items, parts) with the same denominators.
    """
    design = columns(n)
    weight = np.asarray(weights, dtype=np.float64)
    outcomes = np.asarray(positive)
    flat = outcomes.reshape(-1, *outcomes.shape[-2:])
    values = np.empty((len(flat), weight.shape[1]))
    errors = np.empty_like(values)
    for place, hits in enumerate(flat):
        share, score = _scores(design, hits)
        values[place] = share @ weight
        errors[place] = np.sqrt(((score @ weight) ** 2).sum(axis=0))
    errors[:, _needs(weight, ~design.sure)] = np.nan
    values[:, _needs(weight, design.total == 0)] = np.nan
    shape = (*outcomes.shape[:-2], weight.shape[1])
    return Contrasts(values.reshape(shape), errors.reshape(shape), _satterthwaite(design, weight))


def covariance(n: ArrayLike, positive: ArrayLike) -> Floats:
    """CR2 covariance of the columns' shares, shape (..., columns, columns), from per-school centred residuals.

    `n` (schools, columns), `positive` (..., schools, columns). Rows and columns of a group that one school alone
    fills, or nobody, are nan.
    """
    design = columns(n)
    outcomes = np.asarray(positive)
    flat = outcomes.reshape(-1, *outcomes.shape[-2:])
    made = np.empty((len(flat), len(design.total), len(design.total)))
    for place, hits in enumerate(flat):
        score = _scores(design, hits)[1]
        made[place] = score.T @ score
    made[:, ~design.sure, :] = np.nan
    made[:, :, ~design.sure] = np.nan
    return made.reshape(*outcomes.shape[:-2], *made.shape[1:])


def columns(n: ArrayLike) -> Columns:
    """The design of counts (schools, columns)."""
    everyone: Floats = np.asarray(n, dtype=np.float64)
    kept: NDArray[np.bool_] = np.asarray(everyone.any(axis=1))
    people = everyone[kept]
    total = people.sum(axis=0)
    sure = (people > 0).sum(axis=0) > 1
    base = np.where(sure, total, 1.0)
    pull = np.where(sure, 1 / np.sqrt(np.where(sure, 1 - people / base, 1.0)) / base, 0.0)
    return Columns(kept, people, total, pull, sure)


def _scores(design: Columns, hits: ArrayLike) -> tuple[Floats, Floats]:
    """Shares per column (0 without people) and CR2 scores per school and column."""
    answers: Floats = np.asarray(hits, dtype=np.float64)[design.kept]
    share = answers.sum(axis=0) / np.where(design.total > 0, design.total, 1.0)
    return share, (answers - share * design.people) * design.pull


def _needs(weight: Floats, unusable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which contrasts give weight to an unusable column."""
    needs: NDArray[np.bool_] = (weight[unusable] != 0).any(axis=0)
    return needs


def _satterthwaite(design: Columns, weight: Floats) -> Floats:
    """trace(G)^2 / trace(G G), G = sum over columns of weight^2 (diag(d) - p p'), d = pull^2 n, p = pull n / sqrt(N).

    Both traces are forms in the squared weights, so that columns x columns is all that is formed.
    """
    d = design.pull**2 * design.people
    p = design.pull * design.people / np.sqrt(np.where(design.total > 0, design.total, 1.0))
    cross = d.T @ (p * p)
    square = d.T @ d - cross - cross.T + (p.T @ p) ** 2
    made = degrees_of_freedom((d - p * p).sum(axis=0), square, weight)
    made[_needs(weight, ~design.sure)] = np.nan
    return made


def degrees_of_freedom(trace: Floats, square: Floats, weight: Floats) -> Floats:
    """Satterthwaite's, per contrast: `trace` (columns,) and `square` (columns, columns) weighed by squared weights."""
    squared = weight**2
    below = (squared * (square @ squared)).sum(axis=0)
    above = (trace @ squared) ** 2
    made: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return made
