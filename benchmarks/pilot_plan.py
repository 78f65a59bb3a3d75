"""A whole plan at the size of the pilot: 10 schools, about 2,050 questionnaires, 12 items, every breakdown.

    python -m benchmarks.pilot_plan [--runs 15]

One process; the first evaluation of each kind loads what is loaded late and is shown apart. "counting" is
`count_cells` alone, "no further methods" the plan with none of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from belonging.evaluation import AnswerSet, Plan, Policy, evaluate
from belonging.evaluation.cells import count_cells
from belonging.evaluation.own_data import OwnData
from belonging.instruments.load import load
from benchmarks.measured import machine, spread

INSTRUMENT = load("pupil_v1")
SIZES = (260, 210, 180, 150, 130, 100, 70, 50, 30, 20)
ANSWERED = {"baseline": 1.0, "endline": 0.71}


def answer_set(seed: int = 3) -> AnswerSet:
    """1,200 and about 850 questionnaires of 10 schools."""
    rng = np.random.default_rng(seed)
    columns: dict[str, list[object]] = {
        name: [] for name in ("school", "setting", "wave", "year_group", "gender", "sen")
    }
    columns |= {item.key: [] for item in INSTRUMENT.items}
    for place, size in enumerate(SIZES):
        for wave, share in ANSWERED.items():
            count = round(size * share)
            columns["school"] += [f"s{place}"] * count
            columns["setting"] += ["primary" if place % 2 else "secondary"] * count
            columns["wave"] += [wave] * count
            columns["year_group"] += [str(year) for year in rng.integers(3, 7, count) + (0 if place % 2 else 4)]
            columns["gender"] += rng.choice(["girl", "boy", "another"], count, p=[0.48, 0.49, 0.03]).tolist()
            columns["sen"] += rng.choice(["N", "K", "E"], count, p=[0.83, 0.13, 0.04]).tolist()
            for item in INSTRUMENT.items:
                columns[item.key] += rng.choice([4, 3, 2, 1, 9], count, p=[0.3, 0.35, 0.2, 0.12, 0.03]).tolist()
    return AnswerSet.from_columns(INSTRUMENT, columns)


def timed(what: str, work: Callable[[], object], runs: int) -> None:
    """Print the first run, and the middle and spread of the others."""
    seconds, cpu = [], []
    for _ in range(runs + 1):
        started, used = time.perf_counter(), time.process_time()
        work()
        seconds.append(time.perf_counter() - started)
        cpu.append(time.process_time() - used)
    print(f"  {what:36} {spread(seconds[1:], 3)} s, cpu {spread(cpu[1:], 3)} s; first {seconds[0]:.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pilot_plan")
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    answers = answer_set()
    plan = Plan.default(INSTRUMENT, "programme")
    bare = replace(plan, supplements=())
    print(machine())
    print(f"{answers.frame.height:,} questionnaires, {len(answers.schools)} schools; middle (smallest–largest)")
    timed("counting", lambda: count_cells(answers, answers.items, answers.waves), runs)
    timed("own data, no further methods", lambda: evaluate(answers, bare, OwnData()), runs)
    timed("own data, default plan", lambda: evaluate(answers, plan, OwnData()), runs)
    timed("release, no further methods", lambda: evaluate(answers, bare, Policy.release()), runs)
    timed("release, default plan", lambda: evaluate(answers, plan, Policy.release()), runs)
    for name in plan.supplements:
        more = replace(plan, supplements=(name,))
        timed(f"own data, {name} alone more", partial(evaluate, answers, more, OwnData()), 3)


if __name__ == "__main__":
    main()
