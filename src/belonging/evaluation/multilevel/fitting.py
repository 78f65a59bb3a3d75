"""Maximum likelihood: with a random intercept per school, and without one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.multilevel.families import Floats
from belonging.evaluation.multilevel.quadrature import NODES, Marginal, Model, marginal

ROUNDS = 100
HALVINGS = 20
SLACK = 1e-13
CLOSE = 1e-9
"""The climb ends when the next step would be this part of a standard error."""

NEAR = 0.05
"""Within this part of a standard error the error of the quadrature can hide whether it rises: the slope alone leads."""

LONGEST_STEP = 2.0

FURTHEST = 20.0
"""A slope beyond this on the logit scale runs away: one side of a comparison has no answers of one kind."""


class NoFit(ValueError):
    """The likelihood has no maximum that could be reported; the sentence says why and what to do next."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Estimates on the logit scale, with standard errors; `covariance` is by cuts, slopes, log sd.

    `effects` are the schools' (conditional modes, as lme4's ranef), `effect_errors` their conditional
    standard deviations. `sd == 0` where the schools differ no more than chance makes them. The log likelihood
    is that of people in a row each, without binomial coefficients.
    """

    cuts: Floats
    slopes: Floats
    sd: float
    cut_errors: Floats
    slope_errors: Floats
    covariance: Floats
    log_likelihood: float
    effects: Floats
    effect_errors: Floats

    @property
    def parameters(self) -> Floats:
        """Cuts, slopes and log sd in one row."""
        with np.errstate(divide="ignore"):
            return np.concatenate([self.cuts, self.slopes, [np.log(self.sd)]])


def fit(model: Model, nodes: int = NODES) -> Fit:
    """With a random intercept per school. Raises NoFit.

    Starts at the fit without one. Where the likelihood falls as soon as the schools may differ, `sd` is 0.
    """
    if model.schools < 2:
        raise NoFit("All answers come from one school. A model of differences between schools needs two or more.")
    fixed = fit_fixed(model)
    variance = _first_variance(model, fixed)
    if variance <= 0:
        return fixed
    start = fixed.parameters
    start[-1] = np.log(variance) / 2
    peak, parameters = _climb(model, start, np.arange(model.size), nodes)
    return _fit(model, parameters, peak, _inverse(peak.information))


def fit_fixed(model: Model) -> Fit:
    """Without differences between schools. Raises NoFit."""
    return fit_at(model, 0.0)


def fit_at(model: Model, sd: float, beside: Fit | None = None, nodes: int = NODES) -> Fit:
    """Everything but the schools' standard deviation, which is given. Raises NoFit.

    `beside` is a fit of the same model at a near standard deviation, to start from.
    """
    cuts = model.family.cuts
    if cuts < 1 or not np.isfinite(model.family.start()).all():
        raise NoFit("Everyone gave the same answer, so there is nothing to model.")
    log_sd = np.log(sd) if sd > 0 else -np.inf
    slopes = np.zeros(model.size - cuts - 1)
    fixed = np.concatenate([model.family.start(), slopes]) if beside is None else beside.parameters[:-1]
    free = np.arange(model.size - 1)
    peak, parameters = _climb(model, np.append(fixed, log_sd), free, nodes if sd > 0 else 1)
    covariance = np.full((model.size, model.size), np.nan)
    covariance[np.ix_(free, free)] = _inverse(peak.information[np.ix_(free, free)])
    return _fit(model, parameters, peak, covariance)


def _first_variance(model: Model, fixed: Fit) -> float:
    """A moment estimate of the schools' variance; not above 0 where the likelihood does not rise at 0."""
    base = fixed.cuts[:, None] + model.family.sign * (model.design @ fixed.slopes)
    shape = model.family.shape(base[:, :, None])
    pull = model.by_school(shape.first.sum(axis=0))[:, 0]
    bend = -model.by_school(shape.second.sum(axis=(0, 1)))[:, 0]
    return float((pull**2 - bend).sum() / (bend**2).sum())


def _climb(model: Model, start: Floats, free: NDArray[np.intp], nodes: int) -> tuple[Marginal, Floats]:
    """Newton's method over the `free` parameters, each step halved until the likelihood rises."""
    parameters = start
    here = marginal(model, parameters, np.zeros(model.schools), nodes)
    for _ in range(ROUNDS):
        step = np.zeros_like(parameters)
        information = here.information[np.ix_(free, free)]
        step[free] = _uphill(information, here.gradient[free])
        if abs(step @ here.gradient) < CLOSE**2:
            return here, parameters
        ahead = _halved(model, parameters, step, here, nodes)
        if ahead is None:
            break
        here, parameters = ahead
        if np.abs(parameters[:-1]).max() > FURTHEST:
            raise NoFit(
                "One of the groups compared has no answers of one kind, so the difference has no finite odds. "
                "Compare groups with more answers, or read the shares instead."
            )
    raise NoFit("The model did not settle. Read the shares and their intervals instead.")


def _uphill(information: Floats, gradient: Floats) -> Floats:
    """The Newton step; where the likelihood is not bowl-shaped, directions are taken by the size of their bend."""
    values, vectors = np.linalg.eigh(information)
    bend = np.maximum(np.abs(values), 1e-8 * np.abs(values).max())
    step: Floats = vectors @ ((vectors.T @ gradient) / bend)
    shortened: Floats = step / max(1.0, np.abs(step).max() / LONGEST_STEP)
    return shortened


def _halved(
    model: Model, parameters: Floats, step: Floats, here: Marginal, nodes: int
) -> tuple[Marginal, Floats] | None:
    """The first of step, half step, quarter step … that rises with its cuts in order; None if none does."""
    near = abs(step @ here.gradient) < NEAR**2
    for halvings in range(HALVINGS):
        trial = parameters + step / 2**halvings
        if (np.diff(trial[: model.family.cuts]) > 0).all():
            there = marginal(model, trial, here.effects.mode, nodes)
            if near or there.value >= here.value - SLACK * abs(here.value):
                return there, trial
    return None


def _inverse(information: Floats) -> Floats:
    try:
        inverse: Floats = np.asarray(np.linalg.inv(information), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise NoFit(
            "Two of the comparisons are one and the same in these answers, so they cannot be told apart. Leave one out."
        ) from None
    return inverse


def _fit(model: Model, parameters: Floats, peak: Marginal, covariance: Floats) -> Fit:
    cuts = model.family.cuts
    errors = np.sqrt(np.diag(covariance))
    sd = float(np.exp(parameters[-1]))
    return Fit(
        cuts=parameters[:cuts],
        slopes=parameters[cuts:-1],
        sd=sd,
        cut_errors=errors[:cuts],
        slope_errors=errors[cuts:-1],
        covariance=covariance,
        log_likelihood=peak.value,
        effects=sd * peak.effects.mode,
        effect_errors=sd * peak.effects.width,
    )
