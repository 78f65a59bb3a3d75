"""The simulated pilot's pupils as an answer set."""

from __future__ import annotations

from functools import cache

from belonging.evaluation import AnswerSet
from belonging.simulation import simulate
from tests.evaluation.rows import PUPIL


@cache
def pilot_pupils(seed: int = 1) -> AnswerSet:
    rows = [row for row in simulate(seed).answers if row.audience == "pupil"]
    facts = ("year_group", "gender", "sen")
    return AnswerSet.from_columns(
        PUPIL,
        {
            "school": [row.school for row in rows],
            "wave": [row.wave for row in rows],
            **{fact: [row.fact(fact) for row in rows] for fact in facts},
            **{item.key: [row.answers.get(item.key) for row in rows] for item in PUPIL.items},
        },
    )
