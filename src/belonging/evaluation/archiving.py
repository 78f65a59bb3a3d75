"""Rows as they are kept for good: coarse by facts alone, ten alike in each round, and none left over that is few.

On top of `coarsening`: of a school's wave, of a wave in all schools, of each set of choices in them, and of everybody
there of whom a fact (or two that the report crosses) is still stated, either no row is missing or ten and more. For
else exact counts of all, which an evaluator may hold, less the archived rows would speak of fewer.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from belonging.evaluation.coarsening import FACTS, LEAST, UNIT, WITHHELD, coarsen
from belonging.evaluation.groups import CROSSED

ROUND: Final = ("school", "wave")
PLACES: Final = (UNIT, ROUND, ("wave", "codes"), ("wave",))
"""Where counts of all may be known."""

COUNTED: Final = (*((name,) for name in FACTS), *CROSSED.values())
"""By what exact counts may be known there: one fact, or two that are crossed."""

FINER: Final = {"send": ("sen",), "phase": ("year_group",)}
"""What would tell a fact again, and is withheld with it."""


def archived(frame: pl.DataFrame, *, already: int = 0) -> pl.DataFrame:
    """What is left of `frame`, which is what `with_facts` gives of whole rounds, in an order without meaning.

    `already`: the steps that are taken for all rows, as rows handed out earlier had them taken.
    """
    kept = coarsen(frame, already=already).frame
    for within in PLACES:
        kept = _giving(frame, kept, within).filter(~pl.col("gives")).drop("gives")
    for within in PLACES:
        for names in COUNTED:
            gives = _giving(frame, kept, (*within, *names))
            withheld = (names[0], *FINER.get(names[0], ()))
            kept = gives.with_columns(
                pl.when("gives").then(pl.lit(WITHHELD)).otherwise(pl.col(each)).alias(each) for each in withheld
            ).drop("gives")
    return kept


def stated(row: dict[str, object]) -> dict[str, str]:
    """The facts of a kept row by name, with its choices; without those that were withheld."""
    return {name: str(row[name]) for name in ("codes", *FACTS) if row[name] != WITHHELD}


def _giving(before: pl.DataFrame, kept: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    """`kept` with `gives`: where one to nine rows are missing of those that are the same in `by`, ten of one group of
    them, or a whole group where none has twenty.

    Ten, not the few that lack: so wherever none was missing many are, and no rule before this one is undone.
    """
    held, left = (frame.group_by(by).agg(pl.len().alias(name)) for frame, name in ((before, "held"), (kept, "left")))
    few = held.join(left, on=by, how="inner").filter((pl.col("held") - pl.col("left")).is_between(1, LEAST - 1))
    if few.is_empty():
        return kept.with_columns(pl.lit(value=False).alias("gives"))
    alike = (*UNIT, *FACTS)
    groups = kept.join(few, on=by, how="semi").group_by(alike).agg(pl.len().alias("rows"))
    many = pl.when(pl.col("rows") >= 2 * LEAST).then(LEAST).otherwise(pl.col("rows")).alias("many")
    giving = (
        groups.with_columns(many)
        .sort("many", "rows", *alike, descending=[False, True, *[False] * len(alike)])
        .unique(subset=by, keep="first", maintain_order=True)
        .select(*alike, "many")
    )
    place = pl.int_range(pl.len()).over(alike)
    marked = kept.join(giving, on=alike, how="left", maintain_order="left")
    return marked.with_columns((place < pl.col("many")).fill_null(value=False).alias("gives")).drop("many")
