"""Pretend schools by setting and size, drawn anew for every seed: who answered, and what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from belonging.evaluation.answers import AnswerSet
from belonging.instruments.load import load
from belonging.instruments.model import Instrument

PUPIL: Instrument = load("pupil_v1")
CODES = (4, 3, 2, 1, 9, None)

GENDERS = {"girl": 0.485, "boy": 0.475, "another": 0.02, None: 0.02}
YEARS = {
    "primary": tuple(str(year) for year in range(3, 7)),
    "secondary": tuple(str(year) for year in range(7, 12)),
    "all_through": tuple(str(year) for year in range(3, 14)),
    "special": ("X",),
    "alternative_provision": ("X",),
}
WITH_SEN = {
    "primary": (0.82, 0.14, 0.04),
    "secondary": (0.84, 0.13, 0.03),
    "all_through": (0.83, 0.135, 0.035),
    "special": (0.0, 0.05, 0.95),
    "alternative_provision": (0.2, 0.5, 0.3),
}
SEN = ("N", "K", "E")
SETTINGS = tuple(YEARS)

Class = tuple[str | None, str, str]
"""Gender, SEN status and year group."""


@dataclass(frozen=True)
class Wave:
    """One wave of a school: head counts by class, and answers by class and code, shape (items, classes, codes)."""

    name: str
    classes: tuple[Class, ...]
    sizes: tuple[int, ...]
    answers: NDArray[np.int64]


def draw_wave(rng: Generator, name: str, setting: str, people: int, items: int = 1) -> Wave:
    """A wave of `people` who answered. Some items are near one end, as real ones are; classes differ a little."""
    chances = np.multiply.outer(np.multiply.outer(list(GENDERS.values()), WITH_SEN[setting]), _even(YEARS[setting]))
    numbers = rng.multinomial(people, chances.ravel())
    kinds = [(gender, sen, year) for gender in GENDERS for sen in SEN for year in YEARS[setting]]
    there = [(kind, int(number)) for kind, number in zip(kinds, numbers, strict=True) if number]
    sizes = tuple(number for _, number in there)
    answers = np.array([[rng.multinomial(n, shares) for n, shares in _drawn(rng, sizes)] for _ in range(items)])
    return Wave(name, tuple(kind for kind, _ in there), sizes, answers)


def _even(years: tuple[str, ...]) -> NDArray[np.float64]:
    return np.full(len(years), 1 / len(years))


def _drawn(rng: Generator, sizes: tuple[int, ...]) -> list[tuple[int, NDArray[np.float64]]]:
    positive = float(
        rng.choice([rng.uniform(0.5, 0.9), rng.uniform(0.9, 1.0), rng.uniform(0.02, 0.5)], p=[0.7, 0.2, 0.1])
    )
    declined, skipped = rng.uniform(0, 0.05, size=2)
    chosen = 1 - declined - skipped
    shares = np.array(
        [0.5 * positive * chosen, 0.5 * positive * chosen, *([0.5 * (1 - positive) * chosen] * 2), declined, skipped]
    )
    return [(n, rng.dirichlet(shares * 40 + 1e-3)) for n in sizes]


def answer_set(setting: str, waves: list[Wave], items: tuple[str, ...], school: str = "elm") -> AnswerSet:
    """The rows of one school."""
    columns: dict[str, list[object]] = {
        name: [] for name in ("school", "setting", "wave", "year_group", "gender", "sen", *items)
    }
    for wave in waves:
        for place, ((gender, sen, year), n) in enumerate(zip(wave.classes, wave.sizes, strict=True)):
            facts = {
                "school": school,
                "setting": setting,
                "wave": wave.name,
                "year_group": year,
                "gender": gender,
                "sen": sen,
            }
            for name, value in facts.items():
                columns[name] += [value] * n
            for item, counts in zip(items, wave.answers[:, place], strict=True):
                columns[item] += list(Counter(dict(zip(CODES, counts.tolist(), strict=True))).elements())
    return AnswerSet.from_columns(PUPIL, columns)
