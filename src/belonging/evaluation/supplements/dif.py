"""Whether each statement works alike before and after, and with and without SEND."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from belonging.evaluation.clusters import Clustered
from belonging.evaluation.dif import Dif, TooFewToCompare, Verdict, interval, item_dif, verdicts
from belonging.evaluation.estimates import few_degrees_of_freedom
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.multilevel import NoFit
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.scoring import Levels, NoCommonScale, common_levels, level_table
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import About
from belonging.instruments.model import Item

NAME = "dif"
LEAST_ITEMS = 4
"""With fewer, the rest of the scale says too little of a pupil."""

_WORDS: Mapping[Verdict, str] = {
    Verdict.ALIKE: "Works alike in both groups: the interval rules out a difference that matters.",
    Verdict.MODERATE: "Pupils alike in all other statements answer this one differently: a moderate difference.",
    Verdict.LARGE: "Pupils alike in all other statements answer this one differently: a large difference.",
    Verdict.UNCLEAR: "Not clear: neither shown to work alike nor shown to differ.",
}


@dataclass(frozen=True, slots=True)
class _Split:
    """Complete rows in two groups: levels, schools by number, and which group (0 or 1)."""

    name: str
    called: str
    levels: Levels
    school: NDArray[np.int64]
    group: NDArray[np.int64]


def made(job: Job) -> Supplement | None:
    """None with fewer than four items, or nothing to compare."""
    items = tuple(job.cells.items.values())
    if len(items) < LEAST_ITEMS:
        return None
    try:
        common_levels(items)
    except NoCommonScale as reason:
        return _supplement((), Refusal("no-common-scale", str(reason)))
    measures = [measure for split in _splits(job, items) for measure in _measures(items, split)]
    return _supplement(tuple(measures)) if measures else None


def _splits(job: Job, items: tuple[Item, ...]) -> Iterator[_Split]:
    rows = job.answers.frame.filter(pl.col("arm") == PROGRAMME)
    present = [wave for wave in job.cells.labels["wave"] if (rows.get_column("wave") == wave).any()]
    if len(present) > 1:
        called = f"{present[-1]} against {present[0]}"
        yield _split(rows, items, ("wave", present[0], present[-1]), called)
    if set(rows.get_column("send").unique()) >= {"send", "no_send"}:
        yield _split(rows, items, ("send", "no_send", "send"), "with SEND against without")


def _split(rows: pl.DataFrame, items: tuple[Item, ...], by: tuple[str, str, str], called: str) -> _Split:
    column, against, group = by
    wanted = rows.filter(pl.col(column).is_in([against, group]))
    levels = level_table(wanted, items)
    complete = (levels > 0).all(axis=1)
    kept = wanted.filter(pl.Series(complete))
    school = kept.get_column("school").rank("dense").cast(pl.Int64).to_numpy()
    chosen = (kept.get_column(column) == group).cast(pl.Int64).to_numpy()
    return _Split(column, called, levels[complete], school, chosen)


def _measures(items: tuple[Item, ...], split: _Split) -> Iterator[Measure]:
    found: dict[str, Dif | Refusal] = {item.key: _tried(split, place) for place, item in enumerate(items)}
    made_of = {key: dif for key, dif in found.items() if isinstance(dif, Dif)}
    uniform = {key: dif.uniform for key, dif in made_of.items()}
    non_uniform = {key: dif.non_uniform for key, dif in made_of.items()}
    for what, kind, estimates in (
        ("favours", "uniform", uniform),
        ("grows with the score", "non-uniform", non_uniform),
    ):
        said = verdicts(estimates)
        for item in items:
            about = About(NAME, item, f"{split.called}, {what}", kind, split.name)
            result = found[item.key]
            if isinstance(result, Refusal):
                yield Measure(
                    about.id, about.label, item.key, split.name, None, "log-odds", text=result.sentence, refusal=result
                )
            else:
                yield _measure(about, estimates[item.key], said[item.key], split)


def _measure(about: About, estimate: Clustered, verdict: Verdict, split: _Split) -> Measure:
    ends = interval(estimate)
    refusal = None if ends else few_degrees_of_freedom(estimate.df)
    return Measure(
        id=about.id,
        label=about.label,
        item=about.item.key,
        group=about.group,
        value=estimate.value,
        unit="log-odds",
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        df=estimate.df,
        n=len(split.group),
        schools=len(np.unique(split.school)),
        text=refusal.sentence if refusal else _WORDS[verdict],
        refusal=refusal,
    )


def _tried(split: _Split, place: int) -> Dif | Refusal:
    try:
        return item_dif(split.levels, place, split.school, split.group)
    except TooFewToCompare as reason:
        return Refusal("too-few-complete", str(reason))
    except NoFit as reason:
        return Refusal("no-fit", str(reason))


def _supplement(measures: tuple[Measure, ...], refusal: Refusal | None = None) -> Supplement:
    return Supplement(
        id=NAME,
        title="Does each statement work alike in every group?",
        says="Do pupils who answer all other statements alike answer this one alike too?",
        method="dif",
        measures=measures,
        notes=(
            "Log odds of a more favourable answer, at the same score on the other statements. The Educational Testing "
            "Service calls 0.43 moderate and 0.64 large; a word is used only where all statements read together (Holm) "
            "leave the difference clear.",
            "A statement that works differently spoils comparisons of its own share, and a little of the score.",
        ),
        refusal=refusal,
    )
