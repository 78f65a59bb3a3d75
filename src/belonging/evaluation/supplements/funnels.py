"""A funnel for every statement: all schools' share and the limits around it. No school is in it.

Where schools stand is read from what each school's own release says (docs/methods/funnel.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from belonging.evaluation.cells import tally
from belonging.evaluation.funnel import LEVELS, TooFewSchools, funnel
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import About, programme
from belonging.instruments.model import Part

NAME: Final = "funnels"

SIZES: Final = (10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 600, 1200)
"""Numbers of answers that limits are given for: the same in every release."""

_REACH: Final = {0.95: 1.959963984540054, 0.998: 3.090232306167813}
"""Standard errors on either side, by level."""


def made(job: Job) -> Supplement | None:
    """Target and ordinary difference of each statement in the last wave; None where nobody answered."""
    counted = tally(programme(job.cells), "all")
    answered = np.flatnonzero(counted.totals[0])
    if not len(answered):
        return None
    last = int(answered[-1])
    people = counted.forms[:, 0, last]
    measures: list[Measure] = []
    try:
        for item in job.cells.items.values():
            found = funnel(people, counted.part(item.key, Part.POSITIVE)[:, 0, last], seed=0)
            schools = len(found.points)
            target = About(NAME, item, f"share of all, {counted.waves[last]}", f"target-{counted.waves[last]}")
            between = About(NAME, item, "ordinary difference between schools (arcsine scale)", "between")
            share, n = 100 * found.target, int(people.sum())
            measures += [
                Measure(target.id, target.label, item.key, "all", share, "per cent", n=n, schools=schools),
                Measure(between.id, between.label, item.key, "all", found.between, "coefficient", schools=schools),
            ]
    except TooFewSchools as reason:
        return _supplement((), Refusal("too-few-schools", str(reason)))
    return _supplement(tuple(measures))


def with_limits(supplement: Supplement) -> Supplement:
    """Limits from target and difference as printed, so that they say no more; any other supplement as it is."""
    if supplement.id != NAME:
        return supplement
    return replace(supplement, measures=tuple(_with_limits(supplement.measures)))


def _with_limits(measures: Sequence[Measure]) -> Iterator[Measure]:
    between = {one.item: one.value for one in measures if one.id.endswith(":between")}
    for one in measures:
        yield one
        ordinary = between.get(one.item)
        if is_target(one) and one.value is not None and ordinary is not None:
            for level in LEVELS:
                for size in SIZES:
                    yield _limits(one, ordinary, level, size)


def is_target(measure: Measure) -> bool:
    """Whether it is the share of all; its id ends in the wave."""
    return measure.id.rpartition(":")[2].startswith("target-")


def _limits(target: Measure, between: float, level: float, size: int) -> Measure:
    """Rounded outward to a tenth of a point."""
    share, reach = (target.value or 0.0) / 100, _REACH[level] * math.sqrt(1 / (4 * size) + between**2)
    middle = math.asin(math.sqrt(share))
    low, high = max(0.0, middle - reach), min(math.pi / 2, middle + reach)
    named = f"limits-{100 * level:g}-{size}"
    return Measure(
        id=f"{target.id.rpartition(':')[0]}:{named}",
        label=f"limits for {size} answers, {100 * level:g} % of schools",
        item=target.item,
        group="all",
        value=target.value,
        unit="per cent",
        low=math.floor(1000 * math.sin(low) ** 2 + 1e-9) / 10,
        high=math.ceil(1000 * math.sin(high) ** 2 - 1e-9) / 10,
        n=size,
    )


def _supplement(measures: tuple[Measure, ...], refusal: Refusal | None = None) -> Supplement:
    return Supplement(
        id=NAME,
        title="Schools within their limits, statement by statement",
        says="How far apart would schools lie by size and ordinary difference alone?",
        method="funnel",
        measures=measures,
        notes=("Limits say what to expect of schools. They are no target for any.",),
        refusal=refusal,
    )
