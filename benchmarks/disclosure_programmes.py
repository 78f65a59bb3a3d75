"""Attack programmes of ten schools: every school's page and the programme's together, and as a lead of one of them.

    python -m benchmarks.disclosure_programmes [programmes] [seed]

The attacker is the one of `disclosure_waves`. The programme's team and advisers see all pages; a lead sees the
programme's page and knows every answer of the own school. What is read are the printed bands; intervals are not.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.random import Generator

from belonging.evaluation import AnswerSet, Plan, Policy, evaluate
from benchmarks.attacker import Band, Roll, bands_of, certain
from benchmarks.disclosure_waves import ITEM, OFFERED, by_part, members
from benchmarks.school_waves import PUPIL, Class, Wave, answer_set, draw_wave

SIZES = (260, 220, 180, 150, 140, 80, 70, 50, 30, 20)
SETTING = "secondary"


@dataclass(frozen=True)
class School:
    """One school's wave, with the place of its first class among all classes of the programme."""

    name: str
    wave: Wave
    first: int

    @property
    def classes(self) -> range:
        return range(self.first, self.first + len(self.wave.sizes))


def draw(rng: Generator) -> list[School]:
    """Schools of the pilot's sizes, a fifth up or down; years are one class, since no table is by year."""
    schools: list[School] = []
    for place, size in enumerate(SIZES):
        wave = _without_years(draw_wave(rng, "baseline", SETTING, round(size * rng.uniform(0.8, 1.2))))
        schools.append(School(f"school-{place}", wave, schools[-1].classes.stop if schools else 0))
    return schools


def _without_years(wave: Wave) -> Wave:
    kinds: dict[Class, list[int]] = {}
    for place, (gender, sen, _) in enumerate(wave.classes):
        kinds.setdefault((gender, sen, "8"), []).append(place)
    sizes = tuple(sum(wave.sizes[place] for place in places) for places in kinds.values())
    answers = np.stack([wave.answers[:, places].sum(axis=1) for places in kinds.values()], axis=1)
    return Wave(wave.name, tuple(kinds), sizes, answers)


def rows(schools: list[School]) -> AnswerSet:
    frames = [answer_set(SETTING, [school.wave], (ITEM,), school.name).frame for school in schools]
    return AnswerSet(PUPIL, pl.concat(frames))


def _page(answers: AnswerSet, scope: Any) -> dict[str, Any]:
    plan = Plan(PUPIL.name, scope, (ITEM,), ("all", "gender", "send", "phase"))
    page: dict[str, Any] = json.loads(evaluate(answers, plan, Policy.release()).to_json())
    return page


def bands(page: dict[str, Any], schools: list[School]) -> list[Band]:
    """What a page says of the classes of its schools."""
    found = []
    for table in page["tables"]:
        for cell in table["cells"]:
            inside = [
                (school.first + place, school.wave.sizes[place])
                for school in schools
                for place in members(table["by"], cell["group"], school.wave.classes)
            ]
            if cell["parts"]:
                n = sum(size for _, size in inside)
                found += bands_of(cell, [place for place, _ in inside], n, OFFERED)
    return found


def known(school: School) -> list[Band]:
    """Every answer of one school."""
    counts = by_part(school.wave)
    return [
        Band((school.first + place,), (part,), int(counts[place, part]), int(counts[place, part]))
        for place in range(len(school.wave.sizes))
        for part in OFFERED
    ]


def attack(rng: Generator) -> tuple[bool, bool]:
    """Whether somebody was exposed: to those who see all pages, and to the lead of the largest school or of another."""
    schools = draw(rng)
    roll = Roll(tuple(size for school in schools for size in school.wave.sizes), OFFERED)
    programme = bands(_page(rows(schools), "programme"), schools)
    pages = [band for school in schools for band in bands(_page(rows([school]), "school"), [school])]
    team = bool(certain(roll, [*programme, *pages]))
    lead = any(
        {place for place, _ in certain(roll, [*programme, *known(own)])} - set(own.classes)
        for own in (schools[0], schools[int(rng.integers(1, len(schools)))])
    )
    return team, lead


def main(number: int, seed: int) -> int:
    found = [attack(np.random.default_rng([seed, place])) for place in range(number)]
    for name, exposed in zip(
        ("programme's team, advisers", "lead of one school"), zip(*found, strict=True), strict=True
    ):
        print(f"{name:28s} exposed somebody in {sum(exposed)} of {number} programmes of {len(SIZES)} schools")
    return 1 if any(team or lead for team, lead in found) else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(numbers[0] if numbers else 20, numbers[1] if len(numbers) > 1 else 1))
