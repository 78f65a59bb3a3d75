"""The database as it stands at one moment, read while answers go on arriving."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

import psycopg
from psycopg import IsolationLevel

from belonging.web.cli.keeping.errors import NoBackup

PART = 4 * 1024 * 1024
"""Bytes that are in memory at a time."""
LEFT_OVER = ".copy-"
COPY_LOCK = ".backup.lock"


class Snapshot(Protocol):
    """One moment of a database: what it answers and the bytes that it is restored from are of that moment."""

    @property
    def vendor(self) -> str:
        """As Django names it."""

    def rows(self, question: str, /) -> list[tuple[Any, ...]]:
        """What a SELECT gives."""

    def tables(self) -> list[str]:
        """The tables of the service, sorted."""

    def parts(self) -> Iterator[bytes]:
        """The database's bytes, PART or fewer at a time. May be asked once."""


@dataclass(slots=True)
class _SQLiteCopy:
    connection: sqlite3.Connection
    file: IO[bytes]
    vendor: str = "sqlite"

    def rows(self, question: str, /) -> list[tuple[Any, ...]]:
        return self.connection.execute(question).fetchall()

    def tables(self) -> list[str]:
        found = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return sorted(name for (name,) in found)

    def parts(self) -> Iterator[bytes]:
        self.file.seek(0)
        while part := self.file.read(PART):
            yield part


@contextmanager
def sqlite_snapshot(path: Path) -> Iterator[Snapshot]:
    """Copied beside the file by SQLite's own backup in one step: writers go on, and the copy is of one moment.

    The plain copy is 0600, has no name from the moment that it is whole, and is overwritten at the end; what a kill
    leaves while it is made is removed at the next backup. One backup at a time. Raises NoBackup.
    """
    if not path.exists():
        raise NoBackup(f"There is no database at {path}. Run 'belonging migrate' first, or set BELONGING_HOME.")
    with _alone(path.parent):
        try:
            descriptor, name = tempfile.mkstemp(prefix=LEFT_OVER, suffix=".sqlite3", dir=path.parent)
        except OSError as error:
            raise NoBackup(_no_copy(path, error.strerror or str(error))) from error
        with os.fdopen(descriptor, "r+b") as file:
            try:
                _copy(path, name)
                with closing(sqlite3.connect(f"file:{name}?immutable=1", uri=True)) as connection:
                    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # opens the file
                    Path(name).unlink()
                    yield _SQLiteCopy(connection, file)
            finally:
                Path(name).unlink(missing_ok=True)
                overwrite(file)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        descriptor = os.open(folder / COPY_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise NoBackup(f"A backup makes its lock in {folder}, which failed: {error.strerror or error}.") from error
    with os.fdopen(descriptor, "w") as lock:
        os.fchmod(lock.fileno(), 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NoBackup("Another backup is being made at this moment. Wait for it, then try again.") from error
        except OSError as error:  # some file systems of other machines have no locks
            raise NoBackup(f"A backup locks a file in {folder}, which failed: {error.strerror or error}.") from error
        sweep(folder, f"{LEFT_OVER}*")
        yield


def sweep(folder: Path, pattern: str) -> None:
    """Overwrite and delete what a command that was killed left. What another one holds locked stays."""
    for left in folder.glob(pattern):
        with suppress(FileNotFoundError, BlockingIOError), left.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
            overwrite(file)


def _copy(path: Path, name: str) -> None:
    try:
        with (
            closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as source,
            closing(sqlite3.connect(name)) as copy,
        ):
            copy.execute("PRAGMA journal_mode=OFF")
            source.backup(copy, pages=-1)
    except sqlite3.Error as error:
        raise NoBackup(_no_copy(path, str(error))) from error


def _no_copy(path: Path, why: str) -> str:
    return (
        f"The database could not be copied beside itself, in {path.parent}: {why}. A backup needs as much room there "
        f"as the database takes, {path.stat().st_size / 1_000_000:.1f} MB, until it is made."
    )


def overwrite(file: IO[bytes]) -> None:
    """Best effort: a disk of flash memory may write elsewhere, which docs/running.md says."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    nothing = bytes(PART)
    for begin in range(0, size, PART):
        file.write(nothing[: min(PART, size - begin)])
    file.flush()
    os.fsync(file.fileno())
    file.truncate(0)


@dataclass(slots=True)
class _PostgreSQLMoment:
    connection: psycopg.Connection[tuple[Any, ...]]
    snapshot: str
    vendor: str = "postgresql"

    def rows(self, question: str, /) -> list[tuple[Any, ...]]:
        return self.connection.execute(question.encode()).fetchall()

    def tables(self) -> list[str]:
        found = self.rows("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()")
        return sorted(name for (name,) in found)

    def parts(self) -> Iterator[bytes]:
        """Raises NoBackup with what pg_dump said."""
        info = self.connection.info
        words = ["pg_dump", "-Fc", f"--snapshot={self.snapshot}", *place_words(info)]
        with tempfile.TemporaryFile() as complaints:
            with started(words, password_of(info), stdout=subprocess.PIPE, stderr=complaints) as dump:
                pipe = dump.stdout
                while pipe is not None and (part := pipe.read(PART)):
                    yield part
                code = dump.wait()
            if code != 0:
                complaints.seek(0)
                said = complaints.read().decode(errors="replace").strip().splitlines()
                raise NoBackup(f"pg_dump stopped: {said[-1] if said else f'code {code}'}.")


@contextmanager
def postgresql_snapshot(url: str) -> Iterator[Snapshot]:
    """One transaction's view, which pg_dump is handed. Raises NoBackup where the role does not see every row."""
    try:
        connection = psycopg.connect(url)
    except psycopg.OperationalError as error:
        raise NoBackup(
            f"The database cannot be reached for a backup: {str(error).strip()}. Check BELONGING_BACKUP_DATABASE_URL."
        ) from error
    with connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        sees = connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if not (sees.fetchone() or (False,))[0]:
            raise NoBackup(
                "The role of BELONGING_BACKUP_DATABASE_URL is bound by row-level security and would back up a part. "
                "Make it as docs/running.md shows: BYPASSRLS, in pg_read_all_data, and nothing that writes."
            )
        exported = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield _PostgreSQLMoment(connection, exported[0] if exported else "")


def place_words(info: psycopg.ConnectionInfo) -> list[str]:
    """Where a program of PostgreSQL finds that database; without the password, which every user of a machine reads."""
    return ["-h", info.host, "-p", str(info.port), "-U", info.user, "-d", info.dbname, "--no-password"]


def password_of(info: psycopg.ConnectionInfo) -> dict[str, str]:
    """For the environment of such a program."""
    return {"PGPASSWORD": info.password} if info.password else {}


@contextmanager
def started(
    words: Sequence[str], environment: Mapping[str, str], **pipes: int | IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that does not outlive the block. Raises NoBackup where it is not installed."""
    try:
        process = subprocess.Popen(words, env={**os.environ, **environment}, stdin=pipes.get("stdin"),
                                   stdout=pipes.get("stdout"), stderr=pipes.get("stderr"))  # fmt: skip
    except FileNotFoundError as error:
        raise NoBackup(
            f"The program {words[0]} is missing. Install PostgreSQL's client programs, as new as the server "
            "(Debian: apt-get install postgresql-client)."
        ) from error
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        process.wait()


def counted(snapshot: Snapshot) -> dict[str, int]:
    """Rows of every table."""
    names = snapshot.tables()
    return {name: int(snapshot.rows(f'SELECT count(*) FROM "{name}"')[0][0]) for name in names}  # noqa: S608  # our own tables' names
