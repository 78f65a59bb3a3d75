"""The programme's answers beside the roster: cells of people alike in all that both know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.nonresponse import WaveCells
from belonging.evaluation.roster import FACTS, Roster, RosterCell
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.turnout import Turnouts
from belonging.instruments.model import Part

COLUMN_OF: Final = {"year_group": "year_group", "sex": "gender", "sen": "sen"}
"""Where answers say what a roster calls `year_group`, `sex`, `sen`."""

_PEOPLE = " people"
_WEIGHT = " weight"


@dataclass(frozen=True, slots=True)
class Matched:
    """`waves` in order; `facts` that were used; `more` than on roll answered, by how many, in some cells."""

    waves: tuple[WaveCells, ...]
    facts: tuple[str, ...]
    more: int


def match(job: Job, there: Turnouts, roster: Roster) -> Matched:
    """Cells by school and by every fact of which the roster knows each value that answers give.

    Where more answered than are on roll, the roll is taken to be as many as answered. Every school that answered
    must be on the roster.
    """
    names = [there.counted.waves[wave] for wave in there.waves]
    answers = [_answers(job, there, name) for name in names]
    facts = tuple(fact for fact in FACTS if _shared(fact, roster, answers))
    made = [_wave(there, roster, name, rows, facts) for name, rows in zip(names, answers, strict=True)]
    return Matched(tuple(wave for wave, _ in made), facts, sum(more for _, more in made))


def _answers(job: Job, there: Turnouts, wave: str) -> pl.DataFrame:
    """A row per school and combination of facts: people, their weights, and per item the positive ones' weights."""
    rows = job.answers.frame.filter((pl.col("arm") == PROGRAMME) & (pl.col("wave") == wave))
    if "weight" not in rows.columns:
        rows = rows.with_columns(weight=pl.lit(1.0))
    hits = [
        (pl.col("weight") * pl.col(key).is_in(item.codes_of(Part.POSITIVE)).fill_null(value=False)).sum().alias(key)
        for key, item in there.counted.items.items()
    ]
    facts = [pl.col(column).alias(f" {fact}") for fact, column in COLUMN_OF.items()]
    return rows.group_by("school", *facts).agg(pl.len().alias(_PEOPLE), pl.col("weight").sum().alias(_WEIGHT), *hits)


def _shared(fact: str, roster: Roster, answers: list[pl.DataFrame]) -> bool:
    if not roster.knows(fact):
        return False
    known = {getattr(cell, fact) for cell in roster.cells if cell.people}
    given = {value for rows in answers for value in rows.get_column(f" {fact}")}
    return given <= known


def _wave(
    there: Turnouts, roster: Roster, wave: str, rows: pl.DataFrame, facts: tuple[str, ...]
) -> tuple[WaveCells, int]:
    items = list(there.counted.items)
    by = ["school", *(f" {fact}" for fact in facts)]
    answered = rows.group_by(by).agg(pl.col(_PEOPLE, _WEIGHT, *items).sum())
    took_part = set(rows.get_column("school"))
    on_roll = _on_roll([cell for cell in roster.cells if cell.wave == wave and cell.school in took_part], facts)
    table = on_roll.join(answered, on=by, how="full", coalesce=True).fill_null(0).sort(by)
    people, roll = (table.get_column(name).to_numpy().astype(np.float64) for name in (_PEOPLE, " roll"))
    places = {school: place for place, school in enumerate(there.schools)}
    levels = [np.unique(table.get_column(f" {fact}").to_list(), return_inverse=True)[1] for fact in facts]
    cells = WaveCells(
        school=np.array([places[school] for school in table.get_column("school")], dtype=np.intp),
        facts=np.array(levels, dtype=np.intp).reshape(len(facts), table.height).T,
        on_roll=np.maximum(roll, people),
        answered=people,
        sums=table.get_column(_WEIGHT).to_numpy().astype(np.float64),
        hits=table.select(items).to_numpy().astype(np.float64).T,
    )
    return cells, int(np.maximum(people - roll, 0).sum())


def _on_roll(cells: list[RosterCell], facts: tuple[str, ...]) -> pl.DataFrame:
    columns = {"school": [cell.school for cell in cells]}
    columns |= {f" {fact}": [getattr(cell, fact) for cell in cells] for fact in facts}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    people = pl.Series(" roll", [cell.people for cell in cells], dtype=pl.Int64)
    return frame.with_columns(people).group_by(list(columns)).agg(pl.col(" roll").sum())
