"""Databases that outlive a transaction, and raw looks into them past the service."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

from tests.migrated import migrated_file, migrated_template

ROOT = Path(__file__).parents[3]
PROGRAM = (sys.executable, "-m", "tests.web.surveys.own_database")
ON_SQLITE = connection.vendor == "sqlite"


@dataclass(frozen=True, slots=True)
class Separate:
    """A database of its own; `folder` holds its file (SQLite), the truth and what the attacker seized."""

    url: str
    folder: Path

    @property
    def seized(self) -> Path:
        return self.folder / "seized.sqlite3"

    @property
    def truth(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "truth.json").read_text())
        return found

    def build(self, kind: str) -> None:
        assert self.run("build", str(self.folder / "truth.json"), kind).returncode == 0

    def seal(self, how: str = "") -> subprocess.CompletedProcess[bytes]:
        return self.run("seal", str(self.seized), *([how] if how else []))

    def seals_killed(self) -> Iterator[int]:
        """How sealing ends when it is killed after its first write, its second, … Only the forks are new processes."""
        command = [*PROGRAM, "seal-killed", str(self.seized)]
        with subprocess.Popen(
            command, env=self._environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as held:
            assert held.stdin is not None
            assert held.stdout is not None
            for after in count(1):
                held.stdin.write(f"{after}\n")
                held.stdin.flush()
                yield int(held.stdout.readline())

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "BELONGING_DATABASE_URL": self.url, "BELONGING_MODE": "test"}

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([*PROGRAM, *words], env=self._environment, cwd=ROOT, check=False, timeout=120)

    def select(self, sql: str, file: Path | None = None) -> list[tuple[Any, ...]]:
        """As one who holds the database, past every scope."""
        if ON_SQLITE:
            with closing(sqlite3.connect(file or self.folder / "own.sqlite3")) as raw:
                return raw.execute(sql).fetchall()
        with psycopg.connect(self.url) as raw:
            raw.execute("SELECT set_config('app.breadth', 'programme', false)")
            return raw.execute(sql).fetchall()

    def copied(self) -> Path:
        """A copy of SQLite's file and log, to look into: looking writes the log back into the file."""
        copy = self.folder / "copied.sqlite3"
        for suffix in ("", "-wal"):
            shutil.copy(self.folder / f"own.sqlite3{suffix}", f"{copy}{suffix}")
        return copy

    def copied_by_backup(self) -> Path:
        """As the service backs SQLite up: whole, while others use it."""
        copy = self.folder / "backup.sqlite3"
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.folder / "own.sqlite3")) as own, closing(sqlite3.connect(copy)) as backup:
            own.backup(backup)
        return copy

    def seized_bytes(self) -> bytes:
        """The main file and the write-ahead log, as they lay while the service ran."""
        return self.seized.read_bytes() + self.seized.with_suffix(".log").read_bytes()


@contextmanager
def separate_database(folder: Path, *, like: Separate | None = None) -> Iterator[Separate]:
    """With tables and nothing in them, or with all that `like` holds, which nobody uses meanwhile."""
    if like is not None:
        shutil.copytree(like.folder, folder, dirs_exist_ok=True)
    if ON_SQLITE:
        if like is None:
            shutil.copyfile(migrated_file(), folder / "own.sqlite3")
        yield Separate(f"sqlite:///{folder / 'own.sqlite3'}", folder)
        return
    template = like.url.rpartition("/")[2] if like else migrated_template()
    own = f"belonging_{uuid4().hex[:12]}"
    base, _, _name = os.environ["BELONGING_DATABASE_URL"].rpartition("/")
    with psycopg.connect(os.environ["BELONGING_DATABASE_URL"], autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
        try:
            yield Separate(f"{base}/{own}", folder)
        finally:
            try:
                admin.execute(f'DROP DATABASE "{own}" WITH (FORCE)')
            except psycopg.errors.InsufficientPrivilege:  # autovacuum is at work there, as a superuser: ask it to end
                admin.execute(f'DROP DATABASE "{own}"')
