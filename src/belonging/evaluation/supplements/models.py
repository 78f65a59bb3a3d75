"""Change between waves by mixed models, beside the change in points: schools as random intercepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.estimates import Estimate, t_quantile
from belonging.evaluation.multilevel import Binomial, CumulativeLogit, Family, Fit, NoFit, arrange, fit
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.scoring import levels_of
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import About, TwoWaves, sentence, two_waves
from belonging.instruments.model import Item

NAME = "models"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the two models: its name in ids and in words."""

    name: str
    called: str


@dataclass(frozen=True, slots=True)
class _What:
    """One number of a model: its name in ids and in words, and its unit."""

    name: str
    called: str
    unit: str


_CHANGE = _What("change", "change", "log-odds")
_ODDS = _What("odds", "odds ratio of the change", "odds ratio")
_SPREAD = _What("sd", "standard deviation between schools", "log-odds")
BINOMIAL = _Kind("binomial", "positive or not")
ORDINAL = _Kind("ordinal", "by how favourable the answer")


def made(job: Job) -> Supplement | None:
    """None where the programme's schools answered in one wave."""
    waves = two_waves(job.cells)
    if waves is None:
        return None
    measures = [measure for item in job.cells.items.values() for measure in _measures(item, waves)]
    return Supplement(
        id=NAME,
        title="Change by models of pupils in schools",
        says="Does a model that gives each school its own level see the same change?",
        method="mixed-models",
        measures=tuple(measures),
        notes=(
            "Log odds: 0.4 is about 10 points near an even split, and fewer near the ends. An odds ratio of 1 is no "
            "change.",
            "The model takes the change as the same in every school. Where schools change differently its interval is "
            "too narrow: the interval in points, which allows for that, is the one to go by.",
        ),
    )


def _measures(item: Item, waves: TwoWaves) -> Iterator[Measure]:
    forms = waves.forms
    positive = Binomial.of(forms.ravel(), waves.positive(item.key).ravel())
    levels = _levels(item, waves)
    yield from _model(item, BINOMIAL, positive, forms)
    yield from _model(item, ORDINAL, CumulativeLogit.of(levels.reshape(-1, levels.shape[-1])), levels.sum(axis=2))


def _levels(item: Item, waves: TwoWaves) -> NDArray[np.int64]:
    """Counts by (school, wave, level), least favourable first, of those who chose."""
    place = {option.code: number for number, option in enumerate(item.scale.options)}
    ordered = sorted(levels_of(item).items(), key=lambda pair: pair[1])
    counts = waves.counted.answers[item.key][[place[code] for code, _ in ordered]][:, :, 0][:, :, waves.places]
    return counts.transpose(1, 2, 0)


def _model(item: Item, kind: _Kind, family: Family, people: NDArray[np.int64]) -> Iterator[Measure]:
    """`people` (schools, 2) are those the model rests on; cells are in the same order."""
    schools = len(people)
    model, present = arrange(np.repeat(np.arange(schools), 2), np.tile([[0.0], [1.0]], (schools, 1)), family)
    base = {"n": int(people.sum(axis=0).min()), "schools": len(present)}
    try:
        fitted = fit(model)
    except NoFit as reason:
        yield _said(item, kind, _CHANGE, Estimate(np.nan, np.nan, refusal=Refusal("no-fit", str(reason))), base)
        return
    estimate = _estimate(fitted, len(present))
    yield _said(item, kind, _CHANGE, estimate, base)
    yield _said(item, kind, _ODDS, _exponent(estimate), base)
    yield _said(item, kind, _SPREAD, Estimate(fitted.sd, fitted.sd), base)


def _said(item: Item, kind: _Kind, what: _What, estimate: Estimate, base: Mapping[str, int]) -> Measure:
    about = About(NAME, item, f"{what.called}, {kind.called}", f"{kind.name}-{what.name}")
    low, high = estimate.interval or (None, None)
    refusal = estimate.refusal
    return Measure(
        id=about.id,
        label=about.label,
        item=item.key,
        group="all",
        value=None if refusal else estimate.low,
        unit=what.unit,
        low=low,
        high=high,
        df=estimate.df,
        n=base["n"],
        schools=base["schools"],
        text=_sentence(what, estimate),
        refusal=refusal,
    )


def _sentence(what: _What, estimate: Estimate) -> str:
    if estimate.refusal:
        return estimate.refusal.sentence
    return sentence(estimate, "More favourable than before", "Less favourable than before") if what is _CHANGE else ""


def _exponent(estimate: Estimate) -> Estimate:
    low, high = estimate.interval or (np.nan, np.nan)
    odds = float(np.exp(estimate.low))
    return Estimate(odds, odds, (float(np.exp(low)), float(np.exp(high))), estimate.df)


def _estimate(fitted: Fit, schools: int) -> Estimate:
    """With t of schools - 1 degrees of freedom: the normal would be too sure with few schools."""
    value, reach = float(fitted.slopes[0]), t_quantile(schools - 1) * float(fitted.slope_errors[0])
    return Estimate(value, value, (value - reach, value + reach), float(schools - 1))
