"""Jobs for the supplements: ten schools and two waves, said in counts; or the simulated pilot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from belonging.evaluation import AnswerSet, Plan
from belonging.evaluation.cells import count_cells
from belonging.evaluation.released import Measure, Supplement
from belonging.evaluation.supplements.job import Job
from tests.evaluation.rows import PUPIL

SCHOOLS = ("ash", "birch", "elm", "fir", "hazel", "lime", "oak", "pine", "rowan", "yew")
SIZES = (30, 42, 25, 38, 50, 28, 33, 45, 36, 40)


def rows(positive: Mapping[str, float], schools: Sequence[str] = SCHOOLS) -> pl.DataFrame:
    """`positive` is the fraction of "safe" by wave; schools differ a little, in a fixed pattern."""
    said = []
    for place, school in enumerate(schools):
        for wave, share in positive.items():
            n = SIZES[place]
            hits = round(n * share) + (place * (3 if wave == "baseline" else 7)) % 4 - 1
            said += [
                {
                    "school": school,
                    "wave": wave,
                    "safe": 4 if pupil < hits else 1,
                    "year_group": "7" if pupil % 3 else "8",
                    "sen": "K" if pupil % 5 == 0 else "N",
                    "pupil": f"{pupil}",
                }
                for pupil in range(n)
            ]
    return pl.DataFrame(said)


def job(frame: pl.DataFrame, rolls: Mapping[tuple[str, str], int] | None = None) -> Job:
    answers = AnswerSet.from_frame(PUPIL, frame)
    plan = Plan.default(PUPIL, "programme")
    return job_of(answers, plan, rolls)


def job_of(answers: AnswerSet, plan: Plan, rolls: Mapping[tuple[str, str], int] | None = None) -> Job:
    return Job(answers, count_cells(answers, answers.items, answers.waves), plan, rolls or {})


def without(job_: Job, *columns: str) -> Job:
    return replace(job_, answers=replace(job_.answers, frame=job_.answers.frame.drop(columns)))


def measured(supplement: Supplement | None, name: str) -> Measure:
    assert supplement is not None
    return next(measure for measure in supplement.measures if measure.id == f"{supplement.id}:{name}")
