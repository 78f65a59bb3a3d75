"""A hundred thousand sends: each ticket from two tabs, each tab five times, every other reply never read."""

from __future__ import annotations

import argparse
import time

from belonging.web.cli.serve import Serving
from benchmarks.answering import a_world, served
from benchmarks.answering_siege import PART, REPEATS, exactly_once
from benchmarks.soak.results import Result

GOAL = "0 duplicates in 100,000 sends with retries, two tabs, dropped replies"
SENDS = 100_000


def run(minutes: float) -> Result:
    """Fewer sends where the time is over: then the goal is not met."""
    tickets, began, done, fault = SENDS // REPEATS, time.monotonic(), 0, ""
    chosen = argparse.Namespace(workers=Serving().answering_workers, threads=Serving().answering_threads)
    with a_world(tickets) as world, served(world, chosen) as (port, _):
        codes = list(world.made["codes"])
        while done < tickets and time.monotonic() - began < 60 * minutes and not fault:
            try:
                exactly_once(world, port, codes[done : done + PART])
            except RuntimeError as found:
                fault = str(found)
            done += PART
    measured = f"{done * REPEATS:,} sends of {done:,} tickets in {time.monotonic() - began:.0f} s"
    return Result(
        section="exactly once",
        goal=GOAL,
        measured=f"{measured}: {fault or 'none lost, none twice'}",
        passed=not fault and done >= tickets,
    )
