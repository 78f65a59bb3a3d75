"""Attack random waves of schools from 8 to 1,800 pupils: every release, and the rule "hide below 10" beside it.

    python -m benchmarks.disclosure_waves [schools] [seed]

Each school answers twice. Its first wave is released, then both; the attacker has the union. Two kinds of insider
try: one who counts heads alone, and pupils who add their own answer. Exits with 1 where a release exposes anybody,
or where the control exposes few.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator

from belonging.evaluation import Plan, Policy, evaluate
from benchmarks.attacker import PARTS, Band, Own, Roll, bands_of, certain
from benchmarks.school_waves import PUPIL, SETTINGS, Class, Wave, answer_set, draw_wave

ITEM = "safe"
OFFERED = tuple(PARTS.index(part) for part in ("positive", "declined", "unanswered", "negative"))
PART_OF_CODE = (0, 0, 4, 4, 2, 3)
"""Of the codes in the order of `school_waves.CODES`, as places in PARTS."""

PRIMARY, SECONDARY = {"R", *map(str, range(1, 7))}, {str(year) for year in range(7, 12)}


def group_of(by: str, class_: Class) -> str | None:
    """The group of a printed table that a class of pupils is in; None for those in the totals only."""
    gender, sen, year = class_
    if by == "gender":
        return gender or "undisclosed"
    if by == "send":
        return "no_send" if sen == "N" else "send"
    if by == "phase" and year != "X":
        return "primary" if year in PRIMARY else "secondary" if year in SECONDARY else "sixth_form"
    return None if by == "phase" else "all"


def members(by: str, group: str, classes: Sequence[Class]) -> list[int]:
    wanted = {"another", "undisclosed"} if group == "another_or_undisclosed" else {group}
    return [place for place, class_ in enumerate(classes) if group_of(by, class_) in wanted]


def published(findings: dict[str, Any], wave: Wave) -> list[Band]:
    """All that one release says of one wave."""
    return [
        band
        for table in findings["tables"]
        for cell in table["cells"]
        if cell["wave"] == wave.name and cell["parts"]
        for band in _bands(cell, members(table["by"], cell["group"], wave.classes), wave)
    ]


def _bands(cell: dict[str, Any], classes: list[int], wave: Wave) -> list[Band]:
    return bands_of(cell, classes, sum(wave.sizes[place] for place in classes), OFFERED)


def hidden_below_ten(wave: Wave) -> list[Band]:
    """The control: every group of ten and more in whole per cent, the others left out."""
    counts = by_part(wave)
    bands = []
    for by in ("all", "gender", "send", "phase"):
        for group in {group_of(by, class_) for class_ in wave.classes} - {None}:
            classes = members(by, str(group), wave.classes)
            n = sum(wave.sizes[place] for place in classes)
            if n >= 10:
                bands += [_whole_per_cent(classes, part, int(counts[classes, part].sum()), n) for part in OFFERED]
    return bands


def _whole_per_cent(classes: list[int], part: int, count: int, n: int) -> Band:
    fits = [other for other in range(n + 1) if round(100 * other / n) == round(100 * count / n)]
    return Band(tuple(classes), (part,), fits[0], fits[-1])


def by_part(wave: Wave) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Counts by class and part."""
    counts = np.zeros((len(wave.sizes), len(PARTS)), dtype=np.int64)
    for place, part in enumerate(PART_OF_CODE):
        counts[:, part] += wave.answers[0][:, place]
    return counts


@dataclass
class Tally:
    """Waves attacked, and in how many somebody was exposed, by attacker."""

    waves: int = 0
    exposed: dict[str, int] = field(default_factory=dict)
    left_out: int = 0

    def add(self, attacker: str, found: bool) -> None:
        self.exposed[attacker] = self.exposed.get(attacker, 0) + found


def schools(number: int, seed: int) -> Iterator[tuple[Generator, str, list[Wave]]]:
    for place in range(number):
        rng = np.random.default_rng([seed, place])
        people = round(8 * (1800 / 8) ** rng.random())
        setting = str(rng.choice(SETTINGS, p=[0.4, 0.35, 0.1, 0.1, 0.05]))
        later = max(8, round(people * rng.uniform(0.7, 1.0)))
        yield rng, setting, [draw_wave(rng, "baseline", setting, people), draw_wave(rng, "endline", setting, later)]


def attack(rng: Generator, setting: str, waves: list[Wave], tally: Tally) -> None:
    plan = Plan.default(PUPIL, "school")
    releases = [
        json.loads(evaluate(answer_set(setting, waves[:last], (ITEM,)), plan, Policy.release()).to_json())
        for last in (1, 2)
    ]
    for wave in waves:
        known = list(dict.fromkeys(band for release in releases for band in published(release, wave)))
        roll = Roll(wave.sizes, OFFERED)
        tally.waves += 1
        tally.add("insider", bool(certain(roll, known)) if known else False)
        tally.add("pupil", any(certain(roll, known, own) for own in _pupils(rng, wave)) if known else False)
        tally.add("insider, hide below 10", bool(certain(roll, hidden_below_ten(wave))))
    tally.left_out += sum(
        withheld["refusal"]["code"] == "audit" for table in releases[1]["tables"] for withheld in table["withheld"]
    )


def _pupils(rng: Generator, wave: Wave) -> Iterator[Own]:
    """Two pupils drawn from those who answered, with their own answers."""
    counts = by_part(wave)
    for place in rng.choice(counts.size, size=2, p=counts.ravel() / counts.sum()):
        yield Own(int(place) // len(PARTS), int(place) % len(PARTS))


def main(number: int, seed: int) -> int:
    tally = Tally()
    for rng, setting, waves in schools(number, seed):
        attack(rng, setting, waves, tally)
    print(f"{number} schools, {tally.waves} waves, seed {seed}; tables left out by the audit: {tally.left_out}")
    for attacker, found in tally.exposed.items():
        print(f"{attacker:26s} exposed somebody in {found} of {tally.waves} waves")
    control = tally.exposed.pop("insider, hide below 10")
    return 1 if any(tally.exposed.values()) or control < tally.waves / 4 else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(numbers[0] if numbers else 500, numbers[1] if len(numbers) > 1 else 1))
