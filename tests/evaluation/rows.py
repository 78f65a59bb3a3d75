"""Answer sets for tests: said in counts, not drawn at random."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from belonging.evaluation import AnswerSet
from belonging.instruments.load import load
from belonging.instruments.model import Instrument

PUPIL: Instrument = load("pupil_v1")

Code = int | None


@dataclass(frozen=True)
class Pupils:
    """`answers` to one item, by pupils who are alike in all else."""

    answers: Sequence[Code]
    school: str = "elm"
    wave: str = "baseline"
    gender: str | None = "girl"
    sen: str | None = "N"
    year_group: str | None = "8"
    setting: str | None = "secondary"


def answer_set(groups: Iterable[Pupils], item: str = "safe", instrument: Instrument = PUPIL) -> AnswerSet:
    """An answer set in which only `item` was asked."""
    rows = [(group, answer) for group in groups for answer in group.answers]
    return AnswerSet.from_columns(
        instrument,
        {
            "school": [group.school for group, _ in rows],
            "setting": [group.setting for group, _ in rows],
            "wave": [group.wave for group, _ in rows],
            "year_group": [group.year_group for group, _ in rows],
            "gender": [group.gender for group, _ in rows],
            "sen": [group.sen for group, _ in rows],
            item: [answer for _, answer in rows],
        },
    )


def answers(positive: int, negative: int = 0, declined: int = 0, skipped: int = 0) -> list[Code]:
    """So many of each part, for an item that is not reversed."""
    return [4] * positive + [1] * negative + [9] * declined + [None] * skipped
