"""How well the statements hang together, with and without the reversed ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.polychoric import NoSpread, PairTables, pair_tables
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.reliability import LEAST_PEOPLE, Reliability, reliability
from belonging.evaluation.scoring import NoCommonScale, common_levels, level_table
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import About
from belonging.instruments.model import Item

NAME = "reliability"
LEAST_ITEMS = 3


def made(job: Job) -> Supplement | None:
    """None with fewer than three items."""
    items = tuple(job.cells.items.values())
    if len(items) < LEAST_ITEMS:
        return None
    try:
        answers = common_levels(items)
    except NoCommonScale as reason:
        return _supplement((), Refusal("no-common-scale", str(reason)))
    rows = job.answers.frame.filter(pl.col("arm") == PROGRAMME)
    measures: list[Measure] = []
    for wave in job.cells.labels["wave"]:
        levels = level_table(rows.filter(pl.col("wave") == wave), items)
        if len(levels):
            measures.extend(_wave(wave, items, pair_tables(levels, answers)))
    return _supplement(tuple(measures)) if measures else None


def _wave(wave: str, items: tuple[Item, ...], tables: PairTables) -> Iterator[Measure]:
    reverse = np.array([item.reverse for item in items])
    found = _tried(tables)
    yield from _both(wave, "", found, tables.people)
    if reverse.any() and (~reverse).sum() >= LEAST_ITEMS:
        yield from _both(wave, "-without-reversed", _tried(tables.without(reverse)), tables.people)
    if isinstance(found, Refusal) or found.loadings is None:
        return
    for item, loading in zip(items, found.loadings, strict=True):
        about = About(NAME, item, f"loading on what the statements have in common, {wave}", f"loading-{wave}")
        yield Measure(about.id, about.label, item.key, "all", float(loading), "coefficient", n=tables.people)


def _both(wave: str, which: str, found: Reliability | Refusal, people: int) -> Iterator[Measure]:
    """Alpha and omega, or why there is none; `which` ends the measures' ids."""
    called = "without the reversed statements" if which else "of all statements"
    if isinstance(found, Refusal):
        values: tuple[tuple[str, float | None, Refusal | None], ...] = (("alpha", None, found), ("omega", None, found))
    else:
        no_omega = Refusal("no-single-factor", found.why_no_omega) if found.omega is None else None
        values = (("alpha", found.alpha, None), ("omega", found.omega, no_omega))
    for name, value, refusal in values:
        yield Measure(
            id=f"{NAME}:-:all:{name}{which}-{wave}",
            label=f"{name.capitalize()} {called}, {wave}",
            item=None,
            group="all",
            value=value,
            unit="coefficient",
            n=people,
            text=refusal.sentence if refusal else "",
            refusal=refusal,
        )


def _tried(tables: PairTables) -> Reliability | Refusal:
    if tables.people < LEAST_PEOPLE:
        return Refusal(
            "too-few-complete",
            f"{tables.people} people answered every statement; {LEAST_PEOPLE} are needed to see how they go together.",
        )
    try:
        return reliability(tables)
    except NoSpread as reason:
        return Refusal("no-spread", str(reason))


def _supplement(measures: tuple[Measure, ...], refusal: Refusal | None = None) -> Supplement:
    return Supplement(
        id=NAME,
        title="How well the statements hang together",
        says="Do the statements measure one thing, closely enough for a common score?",
        method="reliability",
        measures=measures,
        notes=(
            "From those who answered every statement. Alpha takes answers as numbers; omega takes them as steps of "
            "something continuous, and is the better guide where the two differ.",
            "0.7 or more is usually asked of a score that compares groups. It says nothing of what is measured.",
        ),
        refusal=refusal,
    )
