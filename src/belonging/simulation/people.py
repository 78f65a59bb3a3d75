"""Who answered: pupils with a year group, a gender and a SEND status, drawn school by school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from belonging.simulation.counts import shared_out
from belonging.simulation.model import SimulatedSchool

MAINSTREAM = frozenset({"primary", "secondary", "all_through"})
SETTINGS = ("primary", "secondary", "all_through", "special", "alternative_provision")
SIXTH_FORM_SHARE = 0.17
SHARE_NEITHER_BOY_NOR_GIRL = 0.038
BOYS_WITH_SEND = 0.62
BOYS_WITHOUT = 0.47
ANOTHER_GENDER = 0.46
"""Share of "another" among pupils who say neither boy nor girl; the others would rather not say."""

PLAN_SHARE = {"special": 1.0, "alternative_provision": 0.35}
MAINSTREAM_PLAN_SHARE = 0.26
SHARE_WITH_SEND = {"special": 1.0, "alternative_provision": 0.86}
MAINSTREAM_SHARE_WITH_SEND = 0.17


@dataclass(frozen=True, slots=True)
class Asked:
    """A school in one wave: how many pupils sent the form, how many of them with SEND, and how many
    of them said neither boy nor girl."""

    school: SimulatedSchool
    n: int
    n_send: int
    n_other: int


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


def years_of(school: SimulatedSchool) -> tuple[str, ...]:
    """Year groups that answer. Special schools and alternative provision have "X" alone."""
    if school.setting not in MAINSTREAM:
        return ("X",)
    first, last = {"primary": (3, 6), "secondary": (7, 11), "all_through": (3, 11)}[school.setting]
    sixth_form = ("12", "13") if school.has_sixth_form else ()
    return (*(str(year) for year in range(first, last + 1)), *sixth_form)


def phase_of(year_group: str) -> str:
    if year_group == "X":
        return "not_by_year"
    year = int(year_group)
    if year <= 6:
        return "primary"
    return "secondary" if year <= 11 else "sixth_form"


def phases_of(school: SimulatedSchool) -> dict[str, float]:
    """The phases that a school has pupils in, with their weights."""
    years = Counter(phase_of(year) for year in years_of(school))
    if not school.has_sixth_form:
        return {phase: float(n) for phase, n in years.items()}
    below = sum(n for phase, n in years.items() if phase != "sixth_form")
    return {**years, "sixth_form": below * SIXTH_FORM_SHARE / (1 - SIXTH_FORM_SHARE)}


def share_with_send(setting: str) -> float:
    return SHARE_WITH_SEND.get(setting, MAINSTREAM_SHARE_WITH_SEND)


def draw_pupils(rng: Generator, asked: Sequence[Asked]) -> Pupils:
    """One wave's pupils, school by school. How many each phase has is fixed by the schools, not drawn."""
    school = np.repeat(np.arange(len(asked), dtype=np.int64), [one.n for one in asked])
    year_group = np.concatenate([_draw_years(rng, one) for one in asked])
    sen = np.concatenate([_draw_sen(rng, one) for one in asked])
    says_other = np.concatenate([rng.permutation(np.arange(one.n) < one.n_other) for one in asked])
    boy = rng.random(len(school)) < np.where(sen == "N", BOYS_WITHOUT, BOYS_WITH_SEND)
    gender = np.where(boy, "boy", "girl").astype("<U11")
    others = rng.permutation(np.flatnonzero(says_other))
    n_another = round(ANOTHER_GENDER * len(others))
    gender[others[:n_another]] = "another"
    gender[others[n_another:]] = "undisclosed"
    phase = np.array([phase_of(str(year)) for year in year_group])
    return Pupils(school, year_group, gender, sen, phase)


def _draw_years(rng: Generator, asked: Asked) -> NDArray[np.str_]:
    weights = phases_of(asked.school)
    per_phase = shared_out(asked.n, list(weights.values()))
    years = [
        rng.choice([year for year in years_of(asked.school) if phase_of(year) == phase], size=n)
        for phase, n in zip(weights, per_phase, strict=True)
    ]
    return rng.permutation(np.concatenate(years))


def _draw_sen(rng: Generator, asked: Asked) -> NDArray[np.str_]:
    has_send = rng.permutation(np.arange(asked.n) < asked.n_send)
    plan_share = PLAN_SHARE.get(asked.school.setting, MAINSTREAM_PLAN_SHARE)
    return np.where(has_send, np.where(rng.random(asked.n) < plan_share, "E", "K"), "N")
