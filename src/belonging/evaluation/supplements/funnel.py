"""A funnel of schools for the plan's main statement: masked, in order of size, never ranked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from belonging.evaluation.cells import tally
from belonging.evaluation.funnel import Funnel, TooFewSchools, funnel
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import About, programme
from belonging.instruments.model import Item, Part

NAME = "funnel"


def made(job: Job) -> Supplement | None:
    """Of the primary outcome (or the first statement) in the last wave; None where nobody answered."""
    counted = tally(programme(job.cells), "all")
    answered = np.flatnonzero(counted.totals[0])
    if not len(answered):
        return None
    last = int(answered[-1])
    items = job.cells.items
    item = items.get(job.plan.primary or "", next(iter(items.values())))
    try:
        found = funnel(
            counted.forms[:, 0, last],
            counted.part(item.key, Part.POSITIVE)[:, 0, last],
            seed=int(job.plan.digest[:8], 16),
        )
    except TooFewSchools as reason:
        return _supplement((), Refusal("too-few-schools", str(reason)))
    return _supplement(tuple(_measures(item, found)))


def _measures(item: Item, found: Funnel) -> Iterator[Measure]:
    target = About(NAME, item, "share of all pupils", "target")
    people = sum(point.n for point in found.points)
    schools = len(found.points)
    yield Measure(target.id, target.label, item.key, "all", 100 * found.target, "per cent", n=people, schools=schools)
    between = About(NAME, item, "ordinary difference between schools (arcsine scale)", "between")
    yield Measure(between.id, between.label, item.key, "all", found.between, "coefficient", schools=schools)
    for point in found.points:
        about = About(NAME, item, f"school {point.name}", "point", point.name)
        yield Measure(about.id, about.label, item.key, point.name, 100 * point.share, "per cent", n=point.n, schools=1)
    for limits in found.limits:
        level = f"{100 * limits.level:g}"
        for size, low, high in zip(limits.sizes, limits.low, limits.high, strict=True):
            about = About(NAME, item, f"limits for {size} answers, {level} % of schools", f"limits-{level}-{size}")
            yield Measure(
                id=about.id,
                label=about.label,
                item=item.key,
                group="all",
                value=100 * found.target,
                unit="per cent",
                low=100 * low,
                high=100 * high,
                n=size,
            )


def _supplement(measures: tuple[Measure, ...], refusal: Refusal | None = None) -> Supplement:
    return Supplement(
        id=NAME,
        title="Schools within their limits",
        says="Is any school further from all schools than its size and ordinary difference would explain?",
        method="funnel",
        measures=measures,
        notes=(
            "Numbers stand for schools, in order of size; the order says nothing of their answers.",
            "Beyond a limit is a reason to look, not a verdict: 1 school in 20 is beyond the inner one by chance.",
        ),
        refusal=refusal,
    )
