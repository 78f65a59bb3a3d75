"""Answering: what a completed questionnaire costs the server, and how many a second it takes.

    python -m benchmarks.answering [--people 8000] [--runs 3]                              (SQLite)
    python -m tests.postgres python -m benchmarks.answering [--people 8000] [--runs 3]     (PostgreSQL)

The server is the one that `belonging serve` starts, with its defaults (`--workers`, `--threads` change them), on a
database of its own, durable as in use; a crowd of browsers beside it (answering_load.py) asks for the page and sends.
Counted is the processor time of the server's processes and of the database's. The floor, in the same run, is a bare
WSGI program under the same server doing the same durable insert (answering_floor.py). Every acknowledged answer is
looked for afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.journeys.conftest import await_reply, free_port
from tests.migrated import migrated_file

from belonging.web.cli.serve import Serving, children
from benchmarks.answering_costs import held, tree, used
from benchmarks.measured import machine, spread

ROLE = "belonging_answering"
ITEMS = (
    "belong", "teachers_interested", "support_in_work", "safe", "lonely", "friendly", "adult_to_talk_to",
    "included", "liked_as_i_am", "respected_as_i_am", "fair", "happy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """A database with a round, and the environment of processes that use it."""

    environment: Mapping[str, str]
    made: Mapping[str, Any]
    postgres: int | None

    @property
    def database(self) -> str:
        return self.environment["BELONGING_DATABASE_URL"]


@dataclass(frozen=True, slots=True)
class Cost:
    """One run: milliseconds of processor a questionnaire, ours and the database's; people a second; memory; waits."""

    server: float
    database: float
    rate: float
    memory: float
    page_p95: float
    send_p95: float

    @property
    def cpu(self) -> float:
        return self.server + self.database


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answering")
    parser.add_argument("--people", type=int, default=8000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--workers", type=int, default=Serving().answering_workers)
    parser.add_argument("--threads", type=int, default=Serving().answering_threads)
    parser.add_argument("--check", action="store_true", help="ask about each code first, as a typed one is")
    chosen = parser.parse_args(arguments)
    with a_world(chosen.people * (chosen.runs + 1)) as world:
        print(machine(), "PostgreSQL" if world.postgres else "SQLite", flush=True)
        ours, page_bytes = measure_ours(world, chosen)
        show("answering", ours)
        floor = measure_floor(world, chosen, page_bytes)
        show("floor", floor)
    ratio = middle(ours).cpu / middle(floor).cpu
    print(f"answering / floor: {ratio:.2f} of processor time, {middle(ours).rate / middle(floor).rate:.2f} of the rate")


def middle(costs: Sequence[Cost]) -> Cost:
    return sorted(costs, key=lambda cost: cost.cpu)[len(costs) // 2]


def show(name: str, costs: Sequence[Cost]) -> None:
    print(
        f"{name}: {spread([cost.cpu for cost in costs])} ms of processor each "
        f"({spread([cost.server for cost in costs])} server, {spread([cost.database for cost in costs])} database); "
        f"{spread([cost.rate for cost in costs], 0)} a second; {spread([cost.memory for cost in costs], 0)} MB; "
        f"p95 page {spread([cost.page_p95 for cost in costs], 0)} ms, send "
        f"{spread([cost.send_p95 for cost in costs], 0)} ms",
        flush=True,
    )


@contextmanager
def a_world(slips: int, *, pages: bool = True) -> Iterator[World]:
    """In a folder of its own; on PostgreSQL, in the database that BELONGING_DATABASE_URL names. `pages`: with the files
    that these need."""
    with tempfile.TemporaryDirectory(prefix="belonging-bench-") as home:
        owner = os.environ.get("BELONGING_DATABASE_URL", f"sqlite:///{home}/belonging.sqlite3")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BELONGING_")},
            "BELONGING_MODE": "demo",
            "BELONGING_HOME": home,
            "BELONGING_DATABASE_URL": owner,
            "DJANGO_SETTINGS_MODULE": "belonging.web.config.settings",
            f"{ROLE.upper()}_PASSWORD": "bench",
        }
        run = [sys.executable, "-m", "belonging.web.cli.main", "migrate"]
        if owner.startswith("sqlite"):
            shutil.copyfile(migrated_file(), owner.removeprefix("sqlite:///"))
            run = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"]
        if pages or not owner.startswith("sqlite"):
            subprocess.run(run, env=environment, check=True, stdout=subprocess.DEVNULL)
        run = [sys.executable, "-m", "benchmarks.answering_world", str(slips)]
        made = json.loads(subprocess.run(run, env=environment, check=True, stdout=subprocess.PIPE).stdout)
        postgres = None if owner.startswith("sqlite") else postmaster(owner)
        yield World(environment, made, postgres)


def postmaster(url: str) -> int:
    """The process that all of PostgreSQL's others descend from."""
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        status = Path(f"/proc/{row[0] if row else 0}/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:"))


def answering_url(owner: str) -> str:
    """The same database as the role that answers are taken by; row security binds it."""
    if owner.startswith("sqlite"):
        return owner
    parts = urlsplit(owner)
    return urlunsplit(parts._replace(netloc=f"{ROLE}:bench@{parts.hostname}:{parts.port}"))


@contextmanager
def served(world: World, chosen: argparse.Namespace, program: str = "", **more: str) -> Iterator[tuple[int, int]]:
    """The answering process as `belonging serve` starts it: its port and process. `program` stands in for ours.

    Says at the end how many answers took the slow way into PostgreSQL, if any did.
    """
    port = free_port()
    serving = Serving(answering_port=port, answering_workers=chosen.workers, answering_threads=chosen.threads)
    child = next(each for each in children(serving) if each.name == "answering")
    command = [*child.command[:-1], program or child.command[-1]]
    environment = {
        **world.environment,
        **child.environment,
        # So that every header is on, the one for TLS too.
        "BELONGING_ANSWERING_URL": f"https://127.0.0.1:{port}",
        "BELONGING_ANSWERING_DATABASE_URL": answering_url(world.database),
        "DJANGO_SETTINGS_MODULE": "belonging.web.config.answering_settings",
        **more,
    }
    log = Path(world.environment["BELONGING_HOME"]) / f"{port}.log"
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=environment, stdout=written, stderr=subprocess.STDOUT)
    try:
        await_reply(f"http://127.0.0.1:{port}/", log)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        slow = log.read_text("utf-8").count("WARNING belonging.web.surveys.services.answering")
        if slow:
            print(f"{slow} answers took the slow way into the database", flush=True)


def crowd(
    port: int, made: Mapping[str, Any], codes: Sequence[str], chosen: argparse.Namespace, **more: object
) -> dict[str, Any]:
    """What the crowd met. Raises RuntimeError for anything but a page and a receipt each."""
    checked = made["codes"]
    bodies = [
        {
            "code": code, "checked": checked.get(code, ""), "submission_id": secrets.token_hex(16),
            "edition": "standard", "language": "en", "help": "", **{f"a-{item}": "4" for item in ITEMS},
        }
        for code in codes
    ]  # fmt: skip
    plan = {"port": port, "path": f"/r/{made['handle']}/", "bodies": bodies, "connections": chosen.connections, **more}
    run = [sys.executable, "-m", "benchmarks.answering_load"]
    met = json.loads(subprocess.run(run, input=json.dumps(plan).encode(), check=True, stdout=subprocess.PIPE).stdout)
    odd = [status for status in met["statuses"] if not status.endswith(" 200")]
    if met["kept"] != len(codes) or odd:
        raise RuntimeError(f"Of {len(codes)} sends {met['kept']} were kept: {met['statuses']}")
    return dict(met)


def measured(world: World, served_by: tuple[int, int], codes: Sequence[str], chosen: argparse.Namespace) -> Cost:
    port, pid = served_by
    ours, database = tree(pid), tree(world.postgres) if world.postgres else []
    before = used(ours), used(database)
    met = crowd(port, world.made, codes, chosen, check=getattr(chosen, "check", False))
    if world.postgres:
        database = tree(world.postgres)
    each = 1000 / len(codes)
    return Cost(
        server=(used(ours) - before[0]) * each,
        database=(used(database) - before[1]) * each,
        rate=len(codes) / met["seconds"],
        memory=held(ours),
        page_p95=1000 * met["page"][int(0.95 * len(met["page"]))] if met["page"] else 0.0,
        send_p95=1000 * met["send"][int(0.95 * len(met["send"]))],
    )


def measure_ours(world: World, chosen: argparse.Namespace) -> tuple[list[Cost], int]:
    codes = list(world.made["codes"])
    with served(world, chosen) as server:
        page = crowd(server[0], world.made, codes[:50], chosen)
        costs = []
        for nth in range(chosen.runs):
            first = 50 + nth * chosen.people
            costs.append(measured(world, server, codes[first : first + chosen.people], chosen))
            time.sleep(1)
    kept = stored(world)
    if kept != 50 + chosen.runs * chosen.people:
        raise RuntimeError(f"{50 + chosen.runs * chosen.people} answers were acknowledged, and {kept} are there")
    return costs, int(page["page_bytes"])


def measure_floor(world: World, chosen: argparse.Namespace, page_bytes: int) -> list[Cost]:
    url = world.database
    sqlite = url.startswith("sqlite")
    floor = {
        "database": url.removeprefix("sqlite:///") if sqlite else answering_url(url).replace("postgres://", "postgresql://"),
        "sqlite": sqlite, "page_bytes": page_bytes, "round": world.made["round"], "school": world.made["school"],
    }  # fmt: skip
    program = "benchmarks.answering_floor:application"
    without = argparse.Namespace(**{**vars(chosen), "check": False})
    with served(world, chosen, program, FLOOR=json.dumps(floor)) as server:
        crowd(server[0], world.made, ["x"] * 50, without)
        return [measured(world, server, ["x"] * chosen.people, without) for _ in range(chosen.runs)]


def stored(world: World) -> int:
    """How many answers the database holds."""
    url, question = world.database, "SELECT count(*) FROM surveys_response"
    if url.startswith("sqlite"):
        import sqlite3

        return int(sqlite3.connect(url.removeprefix("sqlite:///")).execute(question).fetchone()[0])
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute("SELECT set_config('app.breadth', 'programme', true)")
        row = connection.execute(question).fetchone()
        return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
