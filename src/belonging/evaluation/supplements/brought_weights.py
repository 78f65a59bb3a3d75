"""Weights that the answers bring themselves, where no roll is known to weigh them to."""

from __future__ import annotations

import numpy as np
import polars as pl

from belonging.evaluation.change import change_among_schools, in_points
from belonging.evaluation.clusters import OneSchool
from belonging.evaluation.estimates import ONE_SCHOOL, Estimate
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.proportions import share_among_schools
from belonging.evaluation.released import Measure
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.spoken import Statement
from belonging.evaluation.supplements.turnout import Turnouts
from belonging.evaluation.tables import wording
from belonging.evaluation.weighted import Sums, weighted_contrast, weighted_share_among_schools, weighted_shares
from belonging.instruments.model import Part

NOTES = (
    "The answers' own weights were taken as they came; CR2 variance and Satterthwaite degrees of freedom, schools as "
    "clusters. That the weights themselves were estimated is not counted.",
    "Without rolls there is no worst and best case.",
)


def brought(job: Job, there: Turnouts) -> list[Measure]:
    """Per statement the shares and the change, as answered and with the answers' own weights."""
    return [one for item in there.counted.items for one in _of_item(there, item, _sums(job, there, item))]


def _of_item(there: Turnouts, item: str, sums: Sums) -> list[Measure]:
    statement = f"“{wording(there.counted.items[item])}”"
    n = np.column_stack([there.forms(wave) for wave in there.waves])
    positive = np.column_stack([there.positive(item, wave) for wave in there.waves])
    measures = []
    for place, wave in enumerate(there.waves):
        name = there.counted.waves[wave]
        said = Statement(item, f"{statement}, {name}", "per cent", int(n[:, place].sum()))
        one = sums.columns(np.arange(len(there.waves)) == place)
        complete = share_among_schools(n[:, place], positive[:, place])
        measures.append(said.estimate(f"{name}:complete", "every answer alike", complete))
        measures.append(
            said.estimate(f"{name}:weighted", "with the answers' weights", weighted_share_among_schools(one))
        )
    if len(there.waves) == 1:
        return measures
    said = Statement(item, f"{statement}, change", "points", int(n.sum(axis=0).min()))
    complete = change_among_schools(n, positive)
    return [
        *measures,
        said.estimate("change:complete", "every answer alike", complete),
        said.estimate("change:weighted", "with the answers' weights", _change(sums)),
    ]


def _change(sums: Sums) -> Estimate:
    try:
        return in_points(weighted_contrast(sums, [-1.0, 1.0]))
    except OneSchool:
        first, last = weighted_shares(sums)
        point = 100 * float(last - first)
        return Estimate(point, point, refusal=ONE_SCHOOL)


def _sums(job: Job, there: Turnouts, item: str) -> Sums:
    hit = pl.col(item).is_in(there.counted.items[item].codes_of(Part.POSITIVE)).fill_null(value=False).cast(pl.Float64)
    weight = pl.col("weight")
    parts = (pl.len().cast(pl.Float64), weight.sum(), (weight**2).sum(), hit.sum(), (weight * hit).sum())
    made = np.zeros((len(parts), len(there.schools), len(there.waves)))
    for place, wave in enumerate(there.waves):
        rows = job.answers.frame.filter((pl.col("arm") == PROGRAMME) & (pl.col("wave") == there.counted.waves[wave]))
        added = rows.group_by("school").agg(part.alias(str(number)) for number, part in enumerate(parts))
        schools = [there.schools.index(school) for school in added.get_column("school")]
        made[:, schools, place] = added.drop("school").to_numpy().T
    return Sums(*made)
