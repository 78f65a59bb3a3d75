"""Rows as they are kept for good: coarse by facts alone, ten alike in each round, and none left over that is few.

On top of `coarsening`: of a school's wave, and of a wave in all schools, either no row is destroyed or ten and more,
for else the released totals less the archived rows would speak of fewer.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from belonging.evaluation.coarsening import FACTS, LEAST, UNIT, WITHHELD, coarsen

ROUND: Final = ("school", "wave")


def archived(frame: pl.DataFrame, *, already: int = 0) -> pl.DataFrame:
    """What is left of `frame`, which is what `with_facts` gives of whole rounds, in an order without meaning.

    `already`: the steps that are taken for all rows, as rows handed out earlier had them taken.
    """
    kept = coarsen(frame, already=already).frame
    for within, least in ((ROUND, LEAST), (("wave",), LEAST)):
        kept = _none_or_many_lost(frame, kept, within, least)
    return kept


def stated(row: dict[str, object]) -> dict[str, str]:
    """The facts of a kept row by name, with its choices; without those that were withheld."""
    return {name: str(row[name]) for name in ("codes", *FACTS) if row[name] != WITHHELD}


def _none_or_many_lost(before: pl.DataFrame, kept: pl.DataFrame, within: tuple[str, ...], least: int) -> pl.DataFrame:
    """Where one to nine rows were lost, the largest group there gives up ten, or all where it has fewer than twenty.

    Ten, not the few that lack: so a round that had lost none has lost many, and no rule before this one is undone.
    """
    held, left = (
        frame.group_by(within).agg(pl.len().alias(name)) for frame, name in ((before, "held"), (kept, "left"))
    )
    few = (
        held.join(left, on=within, how="inner")
        .filter((pl.col("held") - pl.col("left")).is_between(1, least - 1))
        .select(within)
    )
    groups = kept.join(few, on=within, how="semi").group_by(*UNIT, *FACTS).agg(pl.len().alias("rows"))
    giving = (
        groups.sort("rows", *UNIT, *FACTS, descending=[True, *[False] * (len(UNIT) + len(FACTS))])
        .unique(subset=within, keep="first", maintain_order=True)
        .select(
            *UNIT, *FACTS, pl.when(pl.col("rows") >= 2 * least).then(least).otherwise(pl.col("rows")).alias("gives")
        )
    )
    place = pl.int_range(pl.len()).over(*UNIT, *FACTS)
    marked = kept.join(giving, on=[*UNIT, *FACTS], how="left", maintain_order="left")
    return marked.filter((place >= pl.col("gives")).fill_null(value=True)).drop("gives")
