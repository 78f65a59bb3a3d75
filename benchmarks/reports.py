"""How long reports take that are made from findings already released: pages' content, PDF, Word and slides.

    python -m benchmarks.reports [--schools 200]

No database and no answers: the findings are those of the five example schools (8 to 420 pupils), over and over.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

import django

from benchmarks.measured import machine

NATION = 24_000
CORES = 2


@dataclass(frozen=True, slots=True)
class Took:
    wall: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(description="Time reports of schools.")
    parser.add_argument("--schools", type=int, default=200)
    parser.add_argument("--pdfs", type=int, default=40, help="how many of them as PDF too")
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from benchmarks.reports_made import forms, inputs

    given = inputs()
    print(machine())
    for name, make in forms().items():
        count = chosen.pdfs if name == "pdf" else chosen.schools
        make(given[0])
        told(name, timed(make, [given[at % len(given)] for at in range(count)]))


def timed(make: Callable[[Any], object], inputs: list[Any]) -> list[Took]:
    """Processor seconds with those of finished children."""
    took = []
    for one in inputs:
        wall, cpu = time.perf_counter(), _cpu()
        make(one)
        took.append(Took(time.perf_counter() - wall, _cpu() - cpu))
    return took


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def told(name: str, took: list[Took]) -> None:
    """Growth over a quarter, half and all of them; then a nation's, on two cores."""
    count = len(took)
    growth = ", ".join(f"{part}: {sum(one.cpu for one in took[:part]):.1f}" for part in (count // 4, count // 2, count))
    fifths = quantiles([one.cpu for one in took], n=20)
    each = sum(one.cpu for one in took) / count
    low, middle, high = (NATION * value / CORES / 60 for value in (fifths[0], each, fifths[-1]))
    print(f"{name}: {each:.3f} processor s each ({fifths[0]:.3f}-{fifths[-1]:.3f}); processor s after {growth}")
    print(f"  {NATION:,} on {CORES} cores: {middle:.0f} minutes ({low:.0f}-{high:.0f} if all were small or large)")


if __name__ == "__main__":
    main()
