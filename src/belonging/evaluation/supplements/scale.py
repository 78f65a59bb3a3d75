"""The scale score: means by group and wave, their change, and what each statement adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from belonging.evaluation.estimates import TOO_FEW_PEOPLE, Estimate
from belonging.evaluation.groups import NOT_SAID, OUTSIDE, PROGRAMME, group_label
from belonging.evaluation.polychoric import pair_tables
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.reliability import LEAST_PEOPLE, alpha_if_dropped, item_rest
from belonging.evaluation.scoring import (
    NoCommonScale,
    SchoolSums,
    common_levels,
    item_use,
    least_answered,
    level_table,
    school_sums,
    score_among_schools,
    score_cells,
)
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import About, Counts, sentence
from belonging.instruments.model import Item

NAME = "scale"
BREAKDOWNS = ("gender", "send", "sen", "phase")
LEAST_ITEMS = 3
SMALLEST = 10
"""Fewer people than this in a wave, and no change of their score is given."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """The programme's rows of the waves in which they answered, and the items that make up the score."""

    job: Job
    items: tuple[Item, ...]
    rows: pl.DataFrame
    waves: tuple[str, ...]
    by: tuple[str, ...]

    @property
    def schools(self) -> tuple[str, ...]:
        return self.job.cells.labels["school"]

    def groups(self, by: str) -> tuple[str, ...]:
        outside = OUTSIDE.get(by, frozenset()) | {NOT_SAID}
        return tuple(group for group in self.job.cells.labels[by] if group not in outside)

    def label(self, by: str, group: str) -> str:
        return group_label(by, group, self.job.answers.instrument.audience)


def made(job: Job) -> Supplement | None:
    """None with fewer than three items or no answers."""
    scale = _scale(job)
    if len(scale.items) < LEAST_ITEMS or not scale.waves:
        return None
    try:
        levels = common_levels(scale.items)
    except NoCommonScale as reason:
        return _supplement((), (), Refusal("no-common-scale", str(reason)))
    measures = [*_means(scale), *_items(scale, levels)]
    least = least_answered(len(scale.items))
    return _supplement(
        tuple(measures),
        (
            f"A pupil's score is the mean of the statements answered, from 1 (least favourable) to {levels}, reversed "
            f"statements turned round. At least {least} of {len(scale.items)} must be answered; “I don't want to say” "
            "counts as not answered.",
            "What a statement adds is worked out from those who answered every one, in the last wave.",
        ),
    )


def _scale(job: Job) -> _Scale:
    rows = job.answers.frame.filter((pl.col("arm") == PROGRAMME) & pl.col("wave").is_in(job.cells.labels["wave"]))
    present = set(rows.get_column("wave").unique())
    waves = tuple(wave for wave in job.cells.labels["wave"] if wave in present)
    by = tuple(name for name in BREAKDOWNS if name in job.plan.by)
    return _Scale(job, tuple(job.cells.items.values()), rows, waves, by)


def _means(scale: _Scale) -> Iterator[Measure]:
    cells = score_cells(scale.rows, scale.items, ("school", "wave", *scale.by)).with_columns(pl.lit("all").alias("all"))
    for by in ("all", *scale.by):
        groups = ("all",) if by == "all" else scale.groups(by)
        sums = school_sums(cells, (("school", scale.schools), (by, groups), ("wave", scale.waves)))
        for place, group in enumerate(groups):
            own = SchoolSums(sums.people[:, place], sums.score[:, place])
            if own.people.any():
                yield from _group(scale, group, scale.label(by, group), own)


def _group(scale: _Scale, group: str, label: str, own: SchoolSums) -> Iterator[Measure]:
    totals = own.people.sum(axis=0)
    for place, wave in enumerate(scale.waves):
        if totals[place]:
            estimate = score_among_schools(own.people, own.score, np.eye(len(scale.waves))[place])
            said = _Said(f"mean-{wave}", f"{label}: mean score, {wave}", group)
            yield _measure(said, estimate, own.people[:, [place]])
    if len(scale.waves) < 2 or not (totals[0] and totals[-1]):
        return
    said = _Said("change", f"{label}: change of the mean score", group)
    if min(totals[0], totals[-1]) < SMALLEST:
        few = TOO_FEW_PEOPLE
        yield Measure(said.id, said.label, None, group, None, "score", text=few.sentence, refusal=few)
        return
    ends = [0, len(scale.waves) - 1]
    change = score_among_schools(own.people[:, ends], own.score[:, ends], (-1.0, 1.0))
    said = replace(said, text=sentence(change, "Higher than before", "Lower than before"))
    yield _measure(said, change, own.people[:, ends])


@dataclass(frozen=True, slots=True)
class _Said:
    """What a measure is called, and the sentence that may be said of it."""

    what: str
    label: str
    group: str
    text: str = ""

    @property
    def id(self) -> str:
        return f"{NAME}:-:{self.group}:{self.what}"


def _measure(said: _Said, estimate: Estimate, people: Counts) -> Measure:
    """`people` (schools, columns) are those it rests on; the base is the smallest column."""
    low, high = estimate.interval or (None, None)
    return Measure(
        id=said.id,
        label=said.label,
        item=None,
        group=said.group,
        value=estimate.low,
        unit="score",
        low=low,
        high=high,
        df=estimate.df,
        n=int(people.sum(axis=0).min()),
        schools=int(people.any(axis=1).sum()),
        text=said.text,
        refusal=estimate.refusal,
    )


def _items(scale: _Scale, answers: int) -> Iterator[Measure]:
    last = scale.rows.filter(pl.col("wave") == scale.waves[-1])
    levels = level_table(last, scale.items)
    complete = int((levels > 0).all(axis=1).sum())
    for item, use in zip(scale.items, item_use(levels, answers), strict=True):
        for name, what, share in (
            ("missing", "not answered or declined", use.missing),
            ("floor", "least favourable choice, of those who chose", use.floor),
            ("ceiling", "most favourable choice, of those who chose", use.ceiling),
        ):
            about = About(NAME, item, what, name)
            yield Measure(about.id, about.label, item.key, "all", 100 * share, "per cent", n=len(levels))
    if complete < LEAST_PEOPLE:
        return
    covariance = pair_tables(levels, answers).covariance()
    if not (np.diag(covariance) > 0).all():
        return
    for item, rest, alpha in zip(scale.items, item_rest(covariance), alpha_if_dropped(covariance), strict=True):
        about = About(NAME, item, "correlation with the other statements together", "item-rest")
        yield Measure(about.id, about.label, item.key, "all", float(rest), "coefficient", n=complete)
        about = About(NAME, item, "alpha of the others without it", "alpha-without")
        yield Measure(about.id, about.label, item.key, "all", float(alpha), "coefficient", n=complete)


def _supplement(measures: tuple[Measure, ...], notes: tuple[str, ...], refusal: Refusal | None = None) -> Supplement:
    return Supplement(
        id=NAME,
        title="All statements together: the scale score",
        says="How favourable are all statements together, for whom, and has that changed?",
        method="scale",
        measures=measures,
        notes=notes,
        refusal=refusal,
    )
