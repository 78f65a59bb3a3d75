"""CPU-seconds to audit one school, 12 items in 2 waves, by size; with the certificate and its checking beside it.

    python -m benchmarks.audit [schools a size] [seed]

Every role is answered by the one audit: it assumes an insider who counts the heads of every class and sees every
table of the school, and pupils who add their own answer; leads, the programme's team and advisers see no more of a
school than that. Exits with 1 where a school's audit takes longer than 5 CPU-seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import product

import numpy as np

from belonging.evaluation import Plan, Policy, evaluate
from belonging.evaluation.breakdowns import break_down
from belonging.evaluation.cells import count_cells
from belonging.evaluation.disclosure.audited import audited
from belonging.evaluation.request import Request
from belonging.evaluation.verification import Released, certify
from benchmarks.school_waves import PUPIL, answer_set, draw_wave

SETTINGS = ("secondary", "all_through")
"""An all-through school has a table more, by phase."""

SIZES = (40, 100, 200, 300, 450, 600, 1000, 1800)
WAVES = ("baseline", "endline")
MOST = 5.0


def took(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(setting: str, size: int, seed: int) -> tuple[float, float]:
    """The audit, and the certificate, of one school."""
    rng = np.random.default_rng([seed, size])
    items = tuple(item.key for item in PUPIL.items)
    waves = [draw_wave(rng, wave, setting, size, len(items)) for wave in WAVES]
    rows, plan = answer_set(setting, waves, items), Plan.default(PUPIL, "school")
    cells = count_cells(rows, items, WAVES)
    breakdowns, _ = break_down(Request(rows, plan, Policy.release(), {}), cells)
    findings = evaluate(rows, plan, Policy.release())
    return (
        took(lambda: audited(cells, breakdowns)),
        took(lambda: certify(Released(findings, rows, plan, {}))),
    )


def main(schools: int, seed: int) -> int:
    print(f"CPU-seconds, {schools} schools of each size, {len(PUPIL.items)} items, {len(WAVES)} waves: middle (most)")
    slowest = 0.0
    for setting, size in product(SETTINGS, SIZES):
        audits, certificates = zip(*(measure(setting, size, seed + place) for place in range(schools)), strict=True)
        slowest = max(slowest, *audits)
        print(
            f"{setting:12s} {size:5d} pupils: audit {np.median(audits):.2f} ({max(audits):.2f}), "
            f"certificate {np.median(certificates):.2f} ({max(certificates):.2f})",
            flush=True,
        )
    return 0 if slowest <= MOST else 1


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(numbers[0] if numbers else 5, numbers[1] if len(numbers) > 1 else 1))
