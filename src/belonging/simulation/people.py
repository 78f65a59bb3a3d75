"""Who answered: pupils with a year group, a gender and a SEND status, drawn school by school."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from belonging.simulation.model import SimulatedSchool
from belonging.simulation.schools import MAINSTREAM, SIXTH_FORM_SHARE

GENDERS = ("boy", "girl", "another", "undisclosed")
GENDERS_WITH_SEND = (0.61, 0.36, 0.012, 0.018)
GENDERS_WITHOUT = (0.46, 0.51, 0.012, 0.018)
PLAN_SHARE = {"special": 1.0, "alternative_provision": 0.35}
MAINSTREAM_PLAN_SHARE = 0.26
SHARE_WITH_SEND = {"special": 1.0, "alternative_provision": 0.86}
MAINSTREAM_SHARE_WITH_SEND = 0.17


@dataclass(frozen=True, slots=True)
class Pupils:
    """Columns of one wave, one entry per pupil; `school` is a position in the list of schools."""

    school: NDArray[np.int64]
    year_group: NDArray[np.str_]
    gender: NDArray[np.str_]
    sen: NDArray[np.str_]
    phase: NDArray[np.str_]

    @property
    def has_send(self) -> NDArray[np.bool_]:
        with_send: NDArray[np.bool_] = self.sen != "N"
        return with_send

    def __len__(self) -> int:
        return len(self.school)


def years_of(school: SimulatedSchool) -> dict[str, float]:
    """Year groups that answer, with weights. Special schools and alternative provision have "X" alone."""
    if school.setting not in MAINSTREAM:
        return {"X": 1.0}
    first, last = {"primary": (3, 6), "secondary": (7, 11), "all_through": (3, 11)}[school.setting]
    years = {str(year): 1.0 for year in range(first, last + 1)}
    if school.has_sixth_form:
        each = SIXTH_FORM_SHARE / (1 - SIXTH_FORM_SHARE) * len(years) / 2
        years |= {"12": 1.1 * each, "13": 0.9 * each}
    return years


def phase_of(year_group: str) -> str:
    if year_group == "X":
        return "not_by_year"
    year = int(year_group)
    if year <= 6:
        return "primary"
    return "secondary" if year <= 11 else "sixth_form"


def phases_of(school: SimulatedSchool) -> dict[str, float]:
    """The phases that a school has pupils in, with their weights."""
    weights: dict[str, float] = {}
    for year, weight in years_of(school).items():
        weights[phase_of(year)] = weights.get(phase_of(year), 0.0) + weight
    return weights


def share_with_send(setting: str) -> float:
    return SHARE_WITH_SEND.get(setting, MAINSTREAM_SHARE_WITH_SEND)


def draw_pupils(rng: Generator, turnout: list[tuple[SimulatedSchool, int, int]]) -> Pupils:
    """One wave's pupils from (school, how many answered, how many of them with SEND)."""
    drawn = [_of_school(rng, at, school, n, n_send) for at, (school, n, n_send) in enumerate(turnout)]
    return Pupils(
        np.concatenate([pupils.school for pupils in drawn]),
        np.concatenate([pupils.year_group for pupils in drawn]),
        np.concatenate([pupils.gender for pupils in drawn]),
        np.concatenate([pupils.sen for pupils in drawn]),
        np.concatenate([pupils.phase for pupils in drawn]),
    )


def _of_school(rng: Generator, at: int, school: SimulatedSchool, n: int, n_send: int) -> Pupils:
    years = years_of(school)
    weights = np.array(list(years.values()))
    year_group = rng.choice(list(years), size=n, p=weights / weights.sum())
    has_send = rng.permutation(np.arange(n) < n_send)
    gender = np.where(
        has_send,
        rng.choice(GENDERS, size=n, p=GENDERS_WITH_SEND),
        rng.choice(GENDERS, size=n, p=GENDERS_WITHOUT),
    )
    plan_share = PLAN_SHARE.get(school.setting, MAINSTREAM_PLAN_SHARE)
    sen = np.where(has_send, np.where(rng.random(n) < plan_share, "E", "K"), "N")
    phase = np.array([phase_of(str(year)) for year in year_group])
    return Pupils(np.full(n, at, dtype=np.int64), year_group, gender, sen, phase)
