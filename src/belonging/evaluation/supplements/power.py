"""What these schools could tell: the smallest change that would be found four times in five."""

from __future__ import annotations

import math

import numpy as np
import polars as pl

from belonging.evaluation.cells import Counts
from belonging.evaluation.clusters import OneSchool, contrast
from belonging.evaluation.estimates import LEAST_DF, ONE_SCHOOL, few_degrees_of_freedom
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.power import (
    Design,
    TooFewToPlan,
    even_schools,
    reach,
    smallest_change,
)
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.turnout import Turnouts, turnouts_of
from belonging.evaluation.tables import wording

NOTES = (
    "“Would be found” means: four times in five, with a 95 % interval that leaves out no change. A smaller change "
    "may be there and not be seen.",
    "More schools help more than more pupils in each. Before a cohort opens the formula of the page on power gives "
    "the same figure for any number of schools.",
)


def made(job: Job) -> Supplement | None:
    """For schools of these sizes by formula, for twice as many, and per statement from its own standard error."""
    there = turnouts_of(job)
    if there is None:
        return None
    measures = [_planned(job, there, times) for times in (1, 2)]
    if there.first != there.last:
        measures += [_of_item(there, item) for item in there.counted.items]
    return Supplement(
        id="power",
        title="What could be told",
        says="How large must a change be for these schools to show it?",
        method="power",
        measures=tuple(measures),
        notes=NOTES,
    )


def _planned(job: Job, there: Turnouts, times: int) -> Measure:
    sizes = [float(np.mean([there.forms(wave)[place] for wave in there.waves])) for place in range(len(there.schools))]
    schools, pupils = even_schools(sizes * times)
    number = times * sum(size > 0 for size in sizes)
    said = f"{number} schools of these sizes"
    points, refusal = None, None
    try:
        points = smallest_change(Design(schools, pupils, linked=_linked(job, there)))
    except TooFewToPlan:
        refusal = Refusal("too-few-schools", f"{said} are too few to tell a change from chance. Plan with more.")
    return Measure(
        id=f"power:-:all:{'planned' if times == 1 else 'twice'}",
        label=f"Smallest change that {said} can show, by formula",
        item=None,
        group="all",
        value=points,
        unit="points",
        schools=number,
        text="" if points is None else f"With {said} you could tell a change of {math.ceil(points)} points or more.",
        refusal=refusal,
    )


def _linked(job: Job, there: Turnouts) -> float:
    """The part of the last wave's answers whose pupil answered the first time too; the formula's own without links."""
    if "pupil" not in job.answers.frame.columns or there.first == there.last:
        return Design(schools=1, pupils=1).linked
    rows = job.answers.frame.filter(pl.col("arm") == PROGRAMME)
    by_wave = [rows.filter(pl.col("wave") == there.counted.waves[wave]) for wave in there.waves]
    first, last = (wave.select("school", "pupil") for wave in by_wave)
    both = last.drop_nulls().join(first.drop_nulls(), on=["school", "pupil"], how="semi")
    return both.height / last.height


def _of_item(there: Turnouts, item: str) -> Measure:
    statement = f"“{wording(there.counted.items[item])}”"
    n = np.column_stack([there.forms(wave) for wave in there.waves])
    positive = np.column_stack([there.positive(item, wave) for wave in there.waves])
    value, df, refusal = _observed(n, positive)
    return Measure(
        id=f"power:{item}:all:smallest",
        label=f"{statement}: smallest change that these answers could show",
        item=item,
        group="all",
        value=value,
        unit="points",
        df=df,
        n=int(n.sum(axis=0).min()),
        schools=int(n.any(axis=1).sum()),
        text=""
        if value is None
        else f"A change of {math.ceil(value)} points or more would be found four times in five.",
        refusal=refusal,
    )


def _observed(n: Counts, positive: Counts) -> tuple[float | None, float | None, Refusal | None]:
    """Points, degrees of freedom, or why there is no saying."""
    try:
        change = contrast(n, positive, [-1.0, 1.0])
    except OneSchool:
        return None, None, ONE_SCHOOL
    if change.df < LEAST_DF:
        return None, change.df, few_degrees_of_freedom(change.df)
    return 100 * reach(change.df) * change.error, change.df, None
