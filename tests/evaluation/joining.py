"""Somebody with everybody's facts lays a matched file beside other rows of the same answers, joined by these."""

from __future__ import annotations

import random

import polars as pl

from belonging.evaluation.coarsening import COARSE_FROM, FACTS, LEAST, WITHHELD, coarsen, with_facts
from tests.evaluation.test_coarsening import ITEMS, PUPIL, school

BACK = 0.85
"""Of those who answered at the baseline."""


def both_waves(size: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same pupils with the same facts and other answers: `who` says which is whose, and is the attacker's truth."""
    before = with_facts(PUPIL, school(size, seed))
    again = with_facts(PUPIL, school(size, seed + 1)).select(ITEMS)
    who = pl.Series("who", range(size))
    draw = random.Random(seed)
    back = [place for place in range(size) if draw.random() < BACK]
    after = pl.concat([before.drop(ITEMS), again], how="horizontal").with_columns(pl.lit("endline").alias("wave"), who)
    return before.with_columns(who), after[back]


def matched_file(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """One row a pupil, as the matched file is made: facts, the baseline's answers, and the endline's."""
    pairs = before.join(after.select("who", *(pl.col(key).alias(f"then {key}") for key in ITEMS)), on="who")
    return coarsen(pairs, already=COARSE_FROM).frame


def fitting(roll: pl.DataFrame, *seen: dict[str, object]) -> int:
    """How many of the roll all these rows' stated facts fit."""
    for row in seen:
        told = [name for name in ("codes", *FACTS) if row[name] != WITHHELD]
        roll = roll.filter(pl.col(name).eq(row[name]) for name in told)
    return roll.height


def joined(kept: pl.DataFrame, after: pl.DataFrame, made: pl.DataFrame) -> tuple[int, int]:
    """Rows of the matched file that were found in the baseline's `kept` rows by equal answers; and of these, how many
    fit fewer than ten of those who answered twice.
    """
    rows = {tuple(row[key] for key in ITEMS): row for row in kept.to_dicts()}
    twice = after.drop(ITEMS)
    found = few = 0
    for pupil in made.to_dicts():
        other = rows.get(tuple(pupil[key] for key in ITEMS))
        if other is not None:
            found += 1
            few += fitting(twice, pupil, other) < LEAST
    return found, few
