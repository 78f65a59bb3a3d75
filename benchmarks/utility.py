"""In how many pretend schools each table is there, by size and setting, and at which rung.

    python -m benchmarks.utility [schools] [seed] [--write]

`schools` are drawn for each size and setting; the audit, which takes longer, is tried in every fourth of them, with
two statements each. `--write` puts the figures where `belonging.evaluation.utility` reads them.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from belonging.evaluation import Plan, Policy, utility
from belonging.evaluation.breakdowns import break_down
from belonging.evaluation.cells import Cells, count_cells
from belonging.evaluation.disclosure.audited import audited
from belonging.evaluation.disclosure.primary import Breakdown
from belonging.evaluation.request import Request
from benchmarks.school_waves import PUPIL, SETTINGS, answer_set, draw_wave

SIZES = (10, 20, 30, 45, 60, 80, 100, 150, 200, 300, 450, 600, 1000, 1800)
ITEMS = ("belong", "safe")


@dataclass
class Seen:
    """Schools of one size and setting: tables by rung, schools that have such groups, and the audit's work."""

    rungs: dict[str, Counter[str]] = field(default_factory=dict)
    planned: Counter[str] = field(default_factory=Counter)
    audited: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def look(setting: str, size: int, schools: int, seed: int) -> Seen:
    seen = Seen()
    for place in range(schools):
        rng = np.random.default_rng([seed, SETTINGS.index(setting), size, place])
        rows = answer_set(setting, [draw_wave(rng, "baseline", setting, size, len(ITEMS))], ITEMS)
        request = Request(rows, Plan.default(PUPIL, "school"), Policy.release(), {})
        cells = count_cells(rows, ITEMS, ("baseline",))
        breakdowns, _ = break_down(request, cells)
        for breakdown in breakdowns:
            decision, by = breakdown.by_counts(0), breakdown.counted.by
            seen.planned[by] += 1
            if decision.refusal is None:
                seen.rungs.setdefault(by, Counter())[decision.rung.value] += 1
        if place % 4 == 0:
            _audit(cells, breakdowns, seen)
    return seen


def _audit(cells: Cells, breakdowns: list[Breakdown], seen: Seen) -> None:
    for before, after in zip(breakdowns, audited(cells, breakdowns).breakdowns, strict=True):
        by = before.counted.by
        if before.by_counts(0).refusal is None:
            seen.audited[by] += len(ITEMS)
            seen.left_out[by] += sum(waves[0].refusal is not None for waves in after.decisions.values())


def rows_of(seen: Seen, schools: int) -> dict[str, dict[str, int]]:
    """In 100 schools."""
    return {
        by: {
            **{rung: round(100 * count / schools) for rung, count in sorted(seen.rungs.get(by, Counter()).items())},
            "left_out": round(100 * seen.left_out[by] / max(1, seen.audited[by])),
        }
        for by in utility.TABLES
        if seen.planned[by] > schools / 2
    }


def main(schools: int, seed: int, *, write: bool) -> None:
    lines = [
        "# In 100 pretend schools: the rung at which each table is there; of 100 tables, those the audit leaves out.",
        f"# Made by python -m benchmarks.utility {schools} {seed} --write",
    ]
    for setting in SETTINGS:
        for size in SIZES:
            rows = rows_of(look(setting, size, schools, seed), schools)
            lines += ["", f"[[settings.{setting}]]", f"size = {size}"]
            lines += [f"{by} = {{ {', '.join(f'{k} = {v}' for k, v in row.items())} }}" for by, row in rows.items()]
            print(setting, size, rows, flush=True)
    if write:
        place = Path(str(utility.__file__)).with_name(utility.FILE)
        place.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(numbers[0] if numbers else 200, numbers[1] if len(numbers) > 1 else 1, write="--write" in sys.argv)
