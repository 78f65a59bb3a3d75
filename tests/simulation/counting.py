"""Counting simulated answers by hand, without the engine, so that the two can disagree."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from belonging.simulation import AnswerRow, Pilot, simulate

PUBLISHED = Path(__file__).parents[1] / "oracles" / "published-pupil-results.csv"
SEEDS = (1, 2, 7, 42, 20251)
WAVES = ("baseline", "endline")
REVERSED = ("lonely",)
ITEMS = (
    "belong",
    "teachers_interested",
    "support_in_work",
    "safe",
    "lonely",
    "friendly",
    "adult_to_talk_to",
    "included",
    "liked_as_i_am",
    "respected_as_i_am",
    "fair",
    "happy",
)

Who = Callable[[AnswerRow], bool]


@cache
def pilot_of(seed: int) -> Pilot:
    return simulate(seed)


def published_rows() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def anyone(row: AnswerRow) -> bool:
    return True


def with_send(row: AnswerRow) -> bool:
    return row.sen in ("K", "E")


def without_send(row: AnswerRow) -> bool:
    return row.sen == "N"


def boys(row: AnswerRow) -> bool:
    return row.gender == "boy"


def girls(row: AnswerRow) -> bool:
    return row.gender == "girl"


def primary(row: AnswerRow) -> bool:
    return row.year_group in ("3", "4", "5", "6")


def secondary(row: AnswerRow) -> bool:
    return row.year_group in ("7", "8", "9", "10", "11")


def sixth_form(row: AnswerRow) -> bool:
    return row.year_group in ("12", "13")


def is_measure(item: str, code: int | None, measure: str) -> bool:
    if measure == "never":
        return code == 1
    favourable, unfavourable = ((1, 2), (3, 4)) if item in REVERSED else ((3, 4), (1, 2))
    return code in (favourable if measure == "positive" else unfavourable)


def percent(rows: Iterable[AnswerRow], item: str, measure: str) -> float:
    """Of everyone in `rows`, whether they answered this item or not."""
    answered = [is_measure(item, row.answers.get(item), measure) for row in rows]
    return 100 * sum(answered) / len(answered)


def pupils(seed: int, wave: str, who: Who = anyone) -> list[AnswerRow]:
    return [row for row in pilot_of(seed).of("pupil", wave) if who(row)]


def share(seed: int, item: str, measure: str, wave: str, who: Who = anyone) -> float:
    return percent(pupils(seed, wave, who), item, measure)


def change(seed: int, item: str, measure: str, who: Who = anyone) -> float:
    return share(seed, item, measure, "endline", who) - share(seed, item, measure, "baseline", who)


def favour(rows: list[AnswerRow]) -> NDArray[np.float64]:
    """Rows × items, 1 to 4 with 4 the most favourable; NaN where no answer was chosen."""
    return np.array([[_favour(item, row.answers.get(item)) for item in ITEMS] for row in rows])


def _favour(item: str, code: int | None) -> float:
    if code not in (1, 2, 3, 4):
        return float("nan")
    return float(5 - code if item in REVERSED else code)
