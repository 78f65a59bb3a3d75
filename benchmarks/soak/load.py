"""A hundred questionnaires a second for ten minutes, while reports build, exports run, backups are taken, and one
worker of the server is killed every 20 seconds.

    python -m benchmarks.soak.section benchmarks.soak.load 10
    python -m tests.postgres python -m benchmarks.soak.section benchmarks.soak.load 10

The database holds the simulated pilot, which the reports and exports are of; the answers go to a school beside it. The
crowd, all servers, the database and what goes on beside them share this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from benchmarks.answering import ITEMS, World, postmaster, served, stored
from benchmarks.soak.beside import CLI, Beside, Killer
from benchmarks.soak.recovery import administrator
from benchmarks.soak.results import Result

GOAL = "100 questionnaires a second for 10 minutes, p99 under 1 s; nothing lost or doubled, no memory growth"
RATE, TABLETS, KILL_EVERY = 100, 64, 20.0
MOST_GROWTH = 1.1
SLOWEST = 1.0
PATIENCE = 120.0
CONTROL_SECONDS, CONTROL_KILL_EVERY = 45, 10.0
"""Pupils who never try again meet several kills in that time: some must go away without thanks. Oftener than that, a
server without its keeper gives up."""


def run(minutes: float) -> Result:
    people = int(60 * minutes * RATE)
    impatient = CONTROL_SECONDS * RATE
    with a_loaded_world(people + impatient) as world, tempfile.TemporaryDirectory() as folder:
        chosen, before = argparse.Namespace(workers=2, threads=32), stored(world)
        with served(world, chosen) as (port, server):
            beside = Beside(environment_of(world, folder), commands_of())
            killer = Killer(server, KILL_EVERY)
            beside.begin()
            killer.begin()
            try:
                codes = list(world.made["codes"].items())
                met = crowd(world, port, codes[:people], 60 * minutes)
                there, kills, growth = stored(world) - before, killer.kills, killer.growth()
                killer.every = CONTROL_KILL_EVERY
                control = crowd(world, port, codes[people:], CONTROL_SECONDS, patience=0.0)
            finally:
                killer.end()
                beside.end()
        return told(met, beside, (people, there, kills), growth, (impatient, len(control["lost"])))


def told(
    met: Mapping[str, Any],
    beside: Beside,
    figures: tuple[int, int, int],
    growth: tuple[float, float],
    control: tuple[int, int],
) -> Result:
    """`figures`: people, how many are stored, kills; `growth`: MB at first and at last; `control`: people, how many of
    them went unthanked."""
    people, there, kills = figures
    sends = sorted(took for _, took in met["send"])
    first, last = growth
    slow = nth(sends, 0.99)
    done = ", ".join(f"{count} {name}" for name, count in beside.done.items())
    measured = (
        f"{people:,} people in {met['seconds']:.0f} s, of whom {there:,} are stored and {len(met['lost'])} were not "
        f"thanked; Send p50 {1000 * nth(sends, 0.5):.0f} ms, p99 {1000 * slow:.0f} ms, slowest {sends[-1]:.1f} s; "
        f"page p99 {1000 * nth(met['page'], 0.99):.0f} ms; {kills} kills, tried again {met['again']}; "
        f"memory {first:.0f} then {last:.0f} MB; meanwhile {done}"
    )
    if beside.failed:
        measured += f"; failed: {'; '.join(beside.failed[:3])}"
    fine = (
        there == people and not met["lost"] and not beside.failed and all(map(beside.done.__getitem__, commands_of()))
    )
    impatient, unthanked = control
    fine = fine and slow < SLOWEST and last < MOST_GROWTH * first and unthanked > 0
    return Result(
        "load", GOAL, measured, fine,
        f"{unthanked:,} of {impatient:,} who never try again went away without thanks"
    )  # fmt: skip


def nth(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def crowd(
    world: World, port: int, people: list[tuple[str, str]], seconds: float, *, patience: float = PATIENCE
) -> dict[str, Any]:
    bodies = [
        {
            "code": code, "checked": checked, "submission_id": secrets.token_hex(16),
            "edition": "standard", "language": "en", "help": "", **{f"a-{item}": "4" for item in ITEMS},
        }
        for code, checked in people
    ]  # fmt: skip
    plan = {
        "port": port, "path": f"/r/{world.made['handle']}/", "bodies": bodies, "connections": TABLETS,
        "seconds": seconds, "patience": patience,
    }  # fmt: skip
    run = [sys.executable, "-m", "benchmarks.soak.pupils"]
    return dict(
        json.loads(subprocess.run(run, input=json.dumps(plan).encode(), check=True, stdout=subprocess.PIPE).stdout)
    )


def commands_of() -> dict[str, list[str]]:
    return {
        "backups": ["backup"],
        "exports": ["export-answers", "--cohort", "pilot", "--audience", "pupil", "--out", "{folder}/answers.parquet"],
        "programme reports": ["report", "programme", "pilot", "--out", "{folder}/report.pdf"],
        "verified sets of findings": ["verify-releases", "--cohort", "pilot"],
    }


def environment_of(world: World, folder: str) -> dict[str, str]:
    """With a place for backups and somebody who may open them."""
    import pyrage

    reader = pyrage.x25519.Identity.generate()
    return {
        **world.environment,
        "BELONGING_BACKUP_DATABASE_URL": administrator(world.database),
        "BELONGING_BACKUPS": folder,
        "BELONGING_BACKUP_RECIPIENTS": str(reader.to_public()),
    }


@contextmanager
def a_loaded_world(slips: int) -> Iterator[World]:
    """The simulated pilot, with an open round for a crowd in a school of its own."""
    with tempfile.TemporaryDirectory(prefix="belonging-soak-") as home:
        owner = os.environ.get("BELONGING_DATABASE_URL", f"sqlite:///{home}/demo.sqlite3")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BELONGING_")},
            "BELONGING_MODE": "demo",
            "BELONGING_HOME": home,
            "BELONGING_DATABASE_URL": owner,
            "DJANGO_SETTINGS_MODULE": "belonging.web.config.settings",
            "BELONGING_ANSWERING_PASSWORD": "bench",
        }
        for run in ([*CLI, "migrate"], [sys.executable, "-m", "belonging.web.cli.loading"]):
            subprocess.run(run, env=environment, check=True, stdout=subprocess.DEVNULL)
        run = [sys.executable, "-m", "benchmarks.answering_world", str(slips)]
        made = json.loads(subprocess.run(run, env=environment, check=True, stdout=subprocess.PIPE).stdout)
        yield World(environment, made, None if owner.startswith("sqlite") else postmaster(owner))
