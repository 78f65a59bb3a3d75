"""Whether the planning formula is right: how often the engine finds the change that it calls the smallest to be told.

    python -m benchmarks.planning [runs]

Schools are drawn as in the coverage simulation, with the change of `smallest_change` between their waves; it should be
found four times in five.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from belonging.evaluation.change import change_among_schools
from belonging.evaluation.power import Design, even_schools, smallest_change
from benchmarks.coverage_draws import PILOT, Scenario, draw, everyone

RUNS = 4000
SEED = 20252


@dataclass(frozen=True)
class Case:
    """Pupils who answer per school, both waves alike; how much schools go their own ways."""

    name: str
    sizes: tuple[int, ...]
    school_wave: float = 0.05

    @property
    def design(self) -> Design:
        return Design(*even_schools(self.sizes), school_wave=self.school_wave)


CASES = (
    Case("10 schools of 100", (100,) * 10),
    Case("20 schools of 100", (100,) * 20),
    Case("40 schools of 50", (50,) * 40),
    Case("the pilot's ten unequal schools", tuple(sum(pair) // 2 for pair in PILOT)),
    Case("10 schools of 100, going their own ways", (100,) * 10, school_wave=0.2),
    Case("10 schools of 100, all moving alike", (100,) * 10, school_wave=0.0),
)


def found(case: Case, runs: int, seed: int) -> float:
    """The part of the runs (0 to 1) in which the change is significant at 5 %."""
    design = case.design
    half = smallest_change(design) / 200
    logits = np.array([[_logit_of(share, case.school_wave)] for share in (design.share - half, design.share + half)])
    sizes = everyone(tuple((size, size) for size in case.sizes))
    scenario = Scenario(
        case.name, sizes, logits, school_wave=case.school_wave, linked=design.linked, alike=design.correlation
    )
    drawn = draw(scenario, runs, seed)[..., 0]
    return sum(change_among_schools(sizes[..., 0], positive).p <= 0.05 for positive in drawn) / runs


def _logit_of(share: float, school_wave: float) -> float:
    """The log odds whose schools have this mean share."""

    def off(logit: float) -> float:
        mean = Scenario("", everyone(((1, 1),)), np.array([[logit]]), school_wave=school_wave).truth
        return float(mean[0, 0]) - share

    return float(brentq(off, -6, 6))


def main(arguments: list[str]) -> int:
    runs = int(arguments[0]) if arguments else RUNS
    print(f"{runs:,} runs each, seed {SEED}\n\n| schools | smallest change | found |\n|---|---|---|")
    for place, case in enumerate(CASES):
        power = found(case, runs, SEED + place)
        error = 196 * (power * (1 - power) / runs) ** 0.5
        print(f"| {case.name} | {smallest_change(case.design):.1f} points | {100 * power:.1f} ± {error:.1f} % |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
