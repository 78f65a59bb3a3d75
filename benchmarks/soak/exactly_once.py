"""A hundred thousand sends: each ticket from two tabs, each tab five times, every other reply never read.

The control retries as nobody should: through a link, where the submission's number makes the row, with a new number
each time. It has to be counted twice and more.
"""

from __future__ import annotations

import argparse
import http.client
import json
import secrets
import subprocess
import sys
import time

from belonging.web.cli.serve import Serving
from benchmarks.answering import World, a_world, served, stored
from benchmarks.answering_siege import PART, REPEATS, exactly_once
from benchmarks.soak.results import Result, short_of

GOAL = "0 duplicates in 100,000 sends with retries, two tabs, dropped replies"
SENDS = 100_000
PEOPLE, AGAIN = 50, 5
"""Of the control: each sends so many times."""


def run(minutes: float, sends: int = SENDS) -> Result:
    """Fewer sends where the time is over: then the goal is not met."""
    tickets, began, done, fault = sends // REPEATS, time.monotonic(), 0, ""
    chosen = argparse.Namespace(workers=Serving().answering_workers, threads=Serving().answering_threads)
    with a_world(tickets) as world, served(world, chosen) as (port, _):
        handle = _a_link(world)
        once, doubled = (through_a_link(world, port, handle, fresh=fresh) for fresh in (False, True))
        codes = list(world.made["codes"])
        while done < tickets and time.monotonic() - began < 60 * minutes and not fault:
            try:
                exactly_once(world, port, codes[done : done + PART])
            except RuntimeError as found:
                fault = str(found)
            done += len(codes[done : done + PART])
    measured = f"{done * REPEATS:,} sends of {done:,} tickets in {time.monotonic() - began:.0f} s"
    return Result(
        section="exactly once",
        goal=GOAL,
        measured=f"{measured}: {fault or 'none lost, none twice'}{short_of(done * REPEATS, sends)}",
        passed=not fault and done >= tickets and once == PEOPLE < doubled,
        control=f"retried with a new number each time, {PEOPLE} answers through a link are there {doubled} times; with "
        f"one number, {once}",
    )


def _a_link(world: World) -> str:
    command = [sys.executable, "-m", "benchmarks.soak.place", "staff_v1"]
    made = subprocess.run(command, env=world.environment, check=True, stdout=subprocess.PIPE).stdout
    return str(json.loads(made)["handle"])


def through_a_link(world: World, port: int, handle: str, *, fresh: bool) -> int:
    """How many answers are there after PEOPLE sent theirs AGAIN times. `fresh`: under a new number each time."""
    before = stored(world)
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(PEOPLE):
        number = secrets.token_hex(16)
        for _ in range(AGAIN):
            sent = {"submission_id": secrets.token_hex(16) if fresh else number, "a-staff_belong": "5"}
            asking.request("POST", f"/r/{handle}/send/", json.dumps(sent), {"Content-Type": "application/json"})
            asking.getresponse().read()
    asking.close()
    return stored(world) - before
