"""Kill -9 of whoever takes answers (SQLite, 200 times), and of every process of PostgreSQL (30 times).

    python -m benchmarks.soak.section benchmarks.soak.killed 10
    python -m tests.postgres python -m benchmarks.soak.section benchmarks.soak.killed 10

On SQLite no control can fail: the system's memory survives the process (power_cut.py has the one that does). On
PostgreSQL the control runs with `synchronous_commit=off` and has to lose answers.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import psycopg
from tests.postgres import as_server_user

from benchmarks.answering import answering_url, postmaster
from benchmarks.answering_costs import tree
from benchmarks.soak.killing import Tally, Writers, a_place
from benchmarks.soak.results import Result, short_of

KILLS, SERVER_KILLS = 200, 30
UNSAFE = "SET synchronous_commit = off"
GOAL = "0 acknowledged answers lost in {cycles} {what}"


def run(minutes: float) -> Result:
    if os.environ.get("BELONGING_DATABASE_URL", "sqlite").startswith("sqlite"):
        tally = kill_writers(KILLS, minutes=minutes)
        goal = GOAL.format(cycles=KILLS, what="kill -9 cycles")
        return Result("killed", goal, f"{tally}{short_of(tally.cycles, KILLS)}", _whole(tally, KILLS))
    safe = kill_server(SERVER_KILLS, minutes=minutes / 2)
    unsafe = kill_server(SERVER_KILLS, setting=UNSAFE, minutes=minutes / 2)
    return Result(
        section="killed",
        goal=GOAL.format(cycles=SERVER_KILLS, what="kills of every process of PostgreSQL"),
        measured=f"{safe}{short_of(safe.cycles, SERVER_KILLS)}",
        passed=_whole(safe, SERVER_KILLS) and unsafe.lost > 0,
        control=f"synchronous_commit=off: {unsafe}",
    )


def _whole(tally: Tally, cycles: int) -> bool:
    return tally.lost == tally.broken == 0 and tally.cycles == cycles


def kill_writers(cycles: int, *, minutes: float = 10) -> Tally:
    """Fewer cycles where the time is over."""
    tally, began = Tally(), time.monotonic()
    with a_place() as (world, handle), tempfile.TemporaryDirectory() as folder:
        database = world.database.removeprefix("sqlite:///")
        with Writers(world.environment, handle, Path(folder) / "acknowledged") as writers:
            while tally.cycles < cycles and time.monotonic() - began < 60 * minutes:
                writers.kill(writers.start())
                with closing(sqlite3.connect(database)) as opened:
                    tally.broken += opened.execute("PRAGMA quick_check").fetchone()[0] != "ok"
                    there = {row[0] for row in opened.execute("SELECT key FROM surveys_response")}
                tally.cycles += 1
                tally.lost = len(writers.keys() - there)
            tally.acknowledged = len(writers.keys())
    return tally


def kill_server(cycles: int, *, setting: str = "", minutes: float = 5) -> Tally:
    """Every process of the cluster that BELONGING_DATABASE_URL names, which is then started again."""
    tally, began, gone = Tally(), time.monotonic(), set[str]()
    with a_place() as (world, handle), tempfile.TemporaryDirectory() as folder:
        owner = world.database
        environment = {**world.environment, "BELONGING_DATABASE_URL": answering_url(owner)}
        with Writers(environment, handle, Path(folder) / "acknowledged", setting) as writers:
            while tally.cycles < cycles and time.monotonic() - began < 60 * minutes:
                child = writers.start()
                time.sleep(random.uniform(0.3, 0.7))
                _kill_cluster(owner)
                writers.end(child)
                missing = writers.keys() - gone - _there(owner)
                gone |= missing
                tally.cycles += 1
                tally.lost += len(missing)
            tally.acknowledged = len(writers.keys())
    return tally


def _kill_cluster(owner: str) -> None:
    pid = postmaster(owner)
    command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().rstrip("\0").split("\0")
    os.kill(pid, signal.SIGSTOP)  # else it starts another between the look and the kill
    every = tree(pid)
    for each in every:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    while any(_runs(each) for each in every):
        time.sleep(0.01)
    folder = Path(command[command.index("-D") + 1])
    (folder / "postmaster.pid").unlink(missing_ok=True)
    for word in command:
        if word.startswith("unix_socket_directories="):
            for lock in Path(word.partition("=")[2]).glob(".s.PGSQL.*"):
                lock.unlink()
    with (Path(tempfile.gettempdir()) / "soak-postgres.log").open("ab") as log:
        subprocess.Popen(as_server_user(command), stdout=log, stderr=log, start_new_session=True, cwd="/")


def _runs(pid: int) -> bool:
    """A killed process that nobody has asked after yet is no more than an entry."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _there(owner: str) -> set[str]:
    """The keys of the answers, once the server takes connections again."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(owner) as opened:
                opened.execute("SELECT set_config('app.breadth', 'programme', false)")
                return {row[0] for row in opened.execute("SELECT key FROM surveys_response").fetchall()}
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
