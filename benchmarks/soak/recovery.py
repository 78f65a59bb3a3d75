"""Backups taken while four writers store up to two hundred answers a second, each restored and compared.

    python -m benchmarks.soak.section benchmarks.soak.recovery 10
    python -m tests.postgres python -m benchmarks.soak.section benchmarks.soak.recovery 10

Whole: every row that the backup counts is there, and every answer that was acknowledged before the backup began. The
control on SQLite copies the file as it lies there; on PostgreSQL it counts rows outside the moment that is dumped.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from pyrage import x25519

from benchmarks.soak.killing import Writers, a_place
from benchmarks.soak.results import Result, short_of

if TYPE_CHECKING:
    from belonging.web.cli.keeping.places import Place

GOAL = "100 of 100 backups taken under load restore whole; restore within 60 minutes"
BACKUPS = 100
LONGEST = 60 * 60
REST = 0.02
"""Seconds after an answer: else a hundredth backup has a million answers in it, and there is no time for so many."""
KEYS = "SELECT key FROM surveys_response"


@dataclass(slots=True)
class Tally:
    """`slowest`: seconds of the longest restore, and `rows` how many it brought. `bad_copies`: of so many `copies`."""

    made: int = 0
    whole: int = 0
    slowest: float = 0.0
    rows: int = 0
    megabytes: float = 0.0
    acknowledged: int = 0
    copies: int = 0
    bad_copies: int = 0

    def __str__(self) -> str:
        return (
            f"{self.whole} of {self.made} whole, {self.acknowledged:,} answers acknowledged meanwhile; the longest "
            f"restore took {self.slowest:.1f} seconds ({self.rows:,} rows, {self.megabytes:.1f} MB encrypted)"
        )


def run(minutes: float) -> Result:
    on_postgresql = os.environ.get("BELONGING_DATABASE_URL", "sqlite").startswith("postgres")
    tally = recover(BACKUPS, minutes=minutes)
    what = "rows counted outside the moment that is dumped" if on_postgresql else "the file copied as it lies there"
    passed = tally.whole == tally.made == BACKUPS and tally.slowest < LONGEST and tally.bad_copies > 0
    control = f"{what}: {tally.bad_copies} of {tally.copies} are not whole"
    return Result("recovery", GOAL, f"{tally}{short_of(tally.made, BACKUPS)}", passed, control)


def recover(backups: int, *, minutes: float = 10) -> Tally:
    """Fewer where the time is over; setting up does not count."""
    tally = Tally()
    with a_place() as (world, handle), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(world.environment)
        os.environ.setdefault("BELONGING_BACKUP_DATABASE_URL", administrator(world.database))
        _django()
        with (
            Writers(world.environment, handle, folder / "acknowledged", rest=REST) as writers,
            _a_place_for(world.database, folder) as place,
        ):
            child, began = writers.start(), time.monotonic()
            while tally.made < backups and time.monotonic() - began < 60 * minutes:
                _once(tally, writers, place, world.database, folder)
            writers.end(child)
            tally.acknowledged = len(writers.keys())
    return tally


def _once(tally: Tally, writers: Writers, place: Place, database: str, folder: Path) -> None:
    from belonging.web.base.errors import Refused
    from belonging.web.cli.keeping.making import backup_into
    from belonging.web.cli.keeping.restoring import restore

    key = x25519.Identity.generate()
    before = writers.keys()
    tally.copies += 1
    bad_copy = _control(database, folder, before)
    made = backup_into(folder, [key.to_public()], now=datetime.now(UTC) + timedelta(minutes=tally.made))
    tally.made += 1
    try:
        done = restore(made.path, [key], place)
        there = _keys(place)
        tally.whole += before <= there
        tally.bad_copies += bad_copy if place.vendor == "sqlite" else _counted(database) != len(there)
        tally.slowest = max(tally.slowest, done.took.total_seconds())
        tally.rows, tally.megabytes = sum(made.manifest.counts.values()), made.size / 1e6
    except Refused as refusal:
        print(refusal, flush=True)
    finally:
        place.clear()
        made.path.unlink()


def _control(database: str, folder: Path, before: set[str]) -> bool:
    """Whether the file, copied as somebody without this command would, lacks answers or does not open."""
    if not database.startswith("sqlite"):
        return False
    copy = folder / "copied.sqlite3"
    shutil.copyfile(database.removeprefix("sqlite:///"), copy)
    try:
        with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as opened:
            whole = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            return not whole or not before <= {key for (key,) in opened.execute(KEYS)}
    except sqlite3.DatabaseError:
        return True


def _counted(database: str) -> int:
    with psycopg.connect(administrator(database)) as connection:
        found = connection.execute(b"SELECT count(*) FROM surveys_response").fetchone()
        return int(found[0]) if found else 0


def _keys(place: Place) -> set[str]:
    if place.vendor == "sqlite":
        with closing(sqlite3.connect(place.url.removeprefix("sqlite:///"))) as opened:
            return {key for (key,) in opened.execute(KEYS)}
    with psycopg.connect(administrator(place.url)) as connection:
        return {key for (key,) in connection.execute(KEYS.encode()).fetchall()}


@contextmanager
def _a_place_for(database: str, folder: Path) -> Iterator[Place]:
    from belonging.web.cli.keeping.places import PostgreSQLPlace, SQLitePlace

    if database.startswith("sqlite"):
        yield SQLitePlace(folder / "restored.sqlite3")
        return
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("DROP DATABASE IF EXISTS recovered")
        owner.execute("CREATE DATABASE recovered TEMPLATE template0")
    yield PostgreSQLPlace(f"{database.rpartition('/')[0]}/recovered")


def administrator(database: str) -> str:
    """Of a cluster that `tests.postgres` made; nothing on SQLite."""
    return f"postgres://postgres@{database.rpartition('@')[2]}" if database.startswith("postgres") else ""


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.web.config.settings")
    django.setup()
