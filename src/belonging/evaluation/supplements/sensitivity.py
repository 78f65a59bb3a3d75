"""Does the reading hang on the method? The wild bootstrap beside the t interval, and three ways to read many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from belonging.evaluation.change import change_among_schools
from belonging.evaluation.estimates import Estimate
from belonging.evaluation.multiplicity import benjamini_hochberg, holm_adjusted, westfall_young
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import NO_INTERVAL, About, TwoWaves, measure, two_waves
from belonging.evaluation.wild import Wild, wild_bootstrap, wild_statistics
from belonging.instruments.model import Item

NAME = "sensitivity"
CHANGE = (-1.0, 1.0)

MOST_SCHOOLS = 200
TOO_MANY_SCHOOLS = Refusal(
    "too-many-schools",
    f"With more than {MOST_SCHOOLS} schools the two methods agree to about a tenth of a point, so the "
    "check is not made. Ask for it with a plan for fewer schools.",
)

_METHODS = {
    "t": "t",
    "wild": "wild bootstrap",
    "holm": "Holm",
    "benjamini-hochberg": "Benjamini–Hochberg",
    "westfall-young": "Westfall–Young",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """The change of every item, made both ways."""

    usual: Mapping[str, Estimate]
    wild: Mapping[str, Wild]


def made(job: Job) -> Supplement | None:
    waves = two_waves(job.cells)
    if waves is None:
        return None
    if np.count_nonzero(waves.forms.any(axis=1)) > MOST_SCHOOLS:
        return _supplement((), refusal=TOO_MANY_SCHOOLS)
    seed = int(job.plan.digest[:8], 16)
    items = job.cells.items
    found = _Found(
        {key: change_among_schools(waves.forms, waves.positive(key)) for key in items},
        {key: wild_bootstrap(waves.forms, waves.positive(key), CHANGE, seed) for key in items},
    )
    measures: list[Measure] = []
    for key, item in items.items():
        usual, again = found.usual[key], as_estimate(found.wild[key])
        if usual.interval is None:
            again = usual  # a check must not give an interval that the method itself refuses
        measures.append(measure(About(NAME, item, "change, t interval", "t"), usual, waves.forms))
        agreed = _agreement(usual, again)
        measures.append(measure(About(NAME, item, "change, wild bootstrap", "wild"), again, waves.forms, agreed))
    measures.extend(_p_values(items, found, _together(waves, found, seed)))
    return _supplement(
        tuple(measures),
        "The wild bootstrap keeps each school's residuals together and turns their signs; up to 12 schools every "
        f"pattern of signs is gone through, above that patterns are drawn with the seed {seed}, the start of the "
        "plan's digest.",
    )


def _supplement(measures: tuple[Measure, ...], note: str = "", refusal: Refusal | None = None) -> Supplement:
    return Supplement(
        id=NAME,
        title="Would another method say the same?",
        says="Do the readings of change hold when the interval is made another way, and when many are read at once?",
        method="wild-bootstrap",
        measures=measures,
        notes=(note,) if note else (),
        refusal=refusal,
    )


def as_estimate(wild: Wild) -> Estimate:
    """In points, as other changes are; it has no degrees of freedom."""
    point = 100 * wild.value
    interval = None if wild.interval is None else (100 * wild.interval[0], 100 * wild.interval[1])
    return Estimate(point, point, interval, p=1.0 if wild.p is None else wild.p, refusal=wild.refusal)


def _agreement(usual: Estimate, wild: Estimate) -> str:
    if wild.interval is None or usual.interval is None:
        return (wild.refusal or usual.refusal or NO_INTERVAL).sentence
    sides = [(low > 0) - (high < 0) for low, high in (usual.interval, wild.interval)]
    if sides[0] == sides[1]:
        return "Both methods say the same."
    return "The two methods do not agree on whether 0 is ruled out: take this change as not clear."


def _p_values(items: Mapping[str, Item], found: _Found, together: Mapping[str, float]) -> list[Measure]:
    """Each method's p-values, exact; they are never released."""
    told = {key: estimate.p for key, estimate in found.usual.items() if estimate.interval is not None}
    by_method: dict[str, Mapping[str, float]] = {
        "t": told,
        "wild": {key: wild.p for key, wild in found.wild.items() if wild.p is not None and key in told},
        "holm": holm_adjusted(told),
        "benjamini-hochberg": benjamini_hochberg(told),
        "westfall-young": together,
    }
    abouts = [
        (method, About(NAME, item, f"p-value, {name}", f"p-{method}"))
        for item in items.values()
        for method, name in _METHODS.items()
    ]
    return [
        Measure(about.id, about.label, about.item.key, "all", by_method[method][about.item.key], "p")
        for method, about in abouts
        if about.item.key in by_method[method]
    ]


def _together(waves: TwoWaves, found: _Found, seed: int) -> dict[str, float]:
    """Westfall–Young over all items; nothing where the schools are too few for it."""
    able = [key for key, wild in found.wild.items() if wild.p is not None and found.usual[key].interval is not None]
    drawn = {key: wild_statistics(waves.forms, waves.positive(key), CHANGE, seed) for key in able}
    observed = {key: t for key, (t, _) in drawn.items()}
    return westfall_young(observed, {key: under for key, (_, under) in drawn.items()})
