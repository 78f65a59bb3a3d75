"""CR2 variance and Satterthwaite degrees of freedom of a model without school effects, schools as clusters.

Bell and McCaffrey (2002), Survey Methodology 28(2); Pustejovsky and Tipton (2018), doi 10.1080/07350015.2016.1247004.
Their adjustment is an inverse square root of a school's residual covariance, and there are several. Taken on
whitened rows it acts on the school's score as (I - G)^(-1/2), where G is the school's part of the expected
information with the whole made the identity: nothing larger than parameters x parameters is rooted, and it does
not matter how people are put in cells. For a linear model it is clubSandwich's CR2, for a logistic one that of
the whitened rows (the root it takes of unwhitened rows differs by less than 1 % in tests/oracles/dif.R).
"""

from __future__ import annotations

import numpy as np

from belonging.evaluation.clusters import Clustered
from belonging.evaluation.multilevel.families import Floats
from belonging.evaluation.multilevel.fitting import Fit
from belonging.evaluation.multilevel.quadrature import Model

ALL = 1 - 1e-10
"""A school that holds this much of a direction holds all of it, and says nothing about its spread."""


def clustered_slope(model: Model, fitted: Fit, slope: int) -> Clustered:
    """The slope's estimate with its CR2 error, for a `fitted` without school effects (fit_fixed)."""
    base = fitted.cuts[:, None] + model.family.sign * (model.design @ fitted.slopes)
    scores = _school_scores(model, base)
    information = _school_information(model, base)
    direction = np.zeros(scores.shape[1])
    direction[model.family.cuts + slope] = 1
    error, df = cr2(scores, information, direction)
    return Clustered(float(fitted.slopes[slope]), error, df)


def cr2(scores: Floats, information: Floats, direction: Floats) -> tuple[float, float]:
    """Standard error and degrees of freedom of `direction @ estimate`.

    `scores` (schools, parameters) at the estimate; `information` (schools, parameters, parameters) expected.
    """
    root = np.linalg.cholesky(np.linalg.inv(information.sum(axis=0)))
    part = root.T @ information @ root
    values, vectors = np.linalg.eigh(part)
    inverse = np.where(values < ALL, 1 / np.sqrt(np.maximum(1 - values, 1 - ALL)), 0.0)
    pull = np.einsum("spq,sq,srq,r->sp", vectors, inverse, vectors, root.T @ direction)
    leaning = np.einsum("spq,sq->sp", part, pull)
    error = np.sqrt(((pull * (scores @ root)).sum(axis=1) ** 2).sum())
    own = (pull * leaning).sum(axis=1)
    trace = own.sum() - (leaning**2).sum()
    square = (own**2).sum() - 2 * (own * (leaning**2).sum(axis=1)).sum() + ((leaning.T @ leaning) ** 2).sum()
    return float(error), float(trace**2 / square)


def _school_scores(model: Model, base: Floats) -> Floats:
    first = model.family.shape(base[:, :, None]).first
    total = model.family.sign * first.sum(axis=0)
    by_cut = model.by_school(first)[:, :, 0].T
    return np.hstack([by_cut, model.by_school(total * model.design)])


def _school_information(model: Model, base: Floats) -> Floats:
    cuts, design = model.family.cuts, model.design
    cells = model.family.expected(base[:, :, None])[..., 0]
    whole = np.zeros((model.size - 1, model.size - 1, design.shape[0]))
    whole[:cuts, :cuts] = cells
    whole[:cuts, cuts:] = model.family.sign * cells.sum(axis=0)[:, None] * design.T
    whole[cuts:, :cuts] = whole[:cuts, cuts:].transpose(1, 0, 2)
    whole[cuts:, cuts:] = cells.sum(axis=(0, 1)) * design.T[:, None] * design.T
    by_school: Floats = np.add.reduceat(whole, model.starts, axis=2).transpose(2, 0, 1)
    return by_school
