"""How often the engine's 95 % intervals hold the truth, in schools whose truth is known.

    make simulate-coverage            (or: python -m benchmarks.coverage [runs] [processes])

Prints a table and ends with 1 where a method of the engine leaves 94 to 96 % by more than Monte Carlo error, or where a
naive method beside it does not. The same runs and seed give the same table, whatever the number of processes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks import coverage_draws, coverage_roll, coverage_schools, coverage_weighted
from benchmarks.coverage_row import Row, faults, printed

RUNS = 4000
SEED = 20251

Task = tuple[Callable[[int, int, int], list[Row]], int]

TASKS: tuple[Task, ...] = (
    *((coverage_schools.covered, place) for place in range(len(coverage_draws.SCENARIOS))),
    *((coverage_weighted.covered, place) for place in range(len(coverage_weighted.ROLLS))),
    *((coverage_roll.covered, place) for place in range(len(coverage_roll.ROLLS))),
)


def simulate(runs: int, processes: int = 1, tasks: tuple[Task, ...] = TASKS) -> list[Row]:
    """All rows, in the order of the tasks."""
    if processes == 1:
        return [row for place, task in enumerate(tasks) for row in _run(task, runs, SEED + place)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        # the longest first; the order of the table stays
        order = sorted(range(len(tasks)), key=lambda place: tasks[place][0] is not coverage_weighted.covered)
        waiting = {place: pool.submit(_run, tasks[place], runs, SEED + place) for place in order}
        return [row for place in range(len(tasks)) for row in waiting[place].result()]


def _run(task: Task, runs: int, seed: int) -> list[Row]:
    covered, place = task
    return covered(place, runs, seed)


def main(arguments: list[str]) -> int:
    runs, processes = (int(one) for one in (*arguments, *(str(RUNS), "2")[len(arguments) :]))
    rows = simulate(runs, processes)
    print(f"{runs:,} runs each, seed {SEED}; ± is 1.96 Monte Carlo standard errors; half widths in points.\n")
    print(printed(rows))
    wrong = faults(rows)
    print("\n" + ("\n".join(wrong) or "Every method of the engine holds, every control fails."))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
