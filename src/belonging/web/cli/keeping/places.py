"""Where a backup is restored to: an empty place, which stays empty unless all of it arrives."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from belonging.web.cli.keeping.errors import NotRestored, NotUpToDate
from belonging.web.cli.keeping.manifest import HEADS, Manifest, differences
from belonging.web.cli.keeping.snapshots import overwrite, password_of, place_words, started, sweep

ARRIVING = ".restoring-"
BESIDE = ("-wal", "-shm", "-journal")


class Place(Protocol):
    @property
    def vendor(self) -> str:
        """As Django names it."""

    @property
    def url(self) -> str:
        """The BELONGING_DATABASE_URL under which it is then found."""

    def refuse_full(self) -> None:
        """Raise NotRestored where anything is there already."""

    def take(self, manifest: Manifest, parts: Iterator[bytes]) -> None:
        """Bring the database in, compare it with its manifest, and keep it; or raise and leave nothing."""

    def answers(self, *questions: str) -> list[list[tuple[Any, ...]]]:
        """What each SELECT gives of all that is there. Raises NotUpToDate where a table or column is missing."""

    def clear(self) -> None:
        """Remove what was brought in: for drills alone."""


def place_at(url: str) -> Place:
    """Raises NotRestored for an address that is neither SQLite's nor PostgreSQL's."""
    kind, _, path = url.partition("://")
    if kind == "sqlite":
        return SQLitePlace(Path(path.removeprefix("/") if path.startswith("//") else path))
    if kind in ("postgres", "postgresql"):
        return PostgreSQLPlace(url)
    raise NotRestored(f"{kind or 'That'} is no address of a database. Name sqlite:////PATH or postgres://…")


@dataclass(frozen=True, slots=True)
class SQLitePlace:
    path: Path
    vendor: str = "sqlite"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def refuse_full(self) -> None:
        there = [path for path in (self.path, *self._beside()) if path.exists() and path.stat().st_size]
        if there and not _has_no_tables(self.path):
            raise NotRestored(
                f"{there[0]} is there already, and a backup is restored into an empty place alone. Move it away with "
                f"its neighbours {', '.join(BESIDE)}, or name another place with --to."
            )

    def take(self, manifest: Manifest, parts: Iterator[bytes]) -> None:
        size = 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for part in parts:
                size += len(part)
                yield part

        arrived = counted()
        try:
            self._take(manifest, arrived)
        except OSError as error:
            for _ in arrived:
                pass  # how much it needs is known at its end
            raise NotRestored(_why_not(error, self.path.parent, size)) from error

    def _take(self, manifest: Manifest, parts: Iterator[bytes]) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep(self.path.parent, f"{ARRIVING}*")
        descriptor, name = tempfile.mkstemp(prefix=ARRIVING, suffix=".sqlite3", dir=self.path.parent)
        arriving = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                for part in parts:
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
                _refuse_unlike(manifest, arriving)
                self.clear()
                arriving.rename(self.path)
        finally:
            SQLitePlace(arriving).clear()  # nothing, where it has taken its place

    def answers(self, *questions: str) -> list[list[tuple[Any, ...]]]:
        try:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
                return [connection.execute(question).fetchall() for question in questions]
        except sqlite3.OperationalError as error:
            raise NotUpToDate(_unread(error)) from error

    def clear(self) -> None:
        for path in (self.path, *self._beside()):
            if path.exists():
                with path.open("r+b") as file:
                    path.unlink()
                    overwrite(file)

    def _beside(self) -> list[Path]:
        return [self.path.with_name(self.path.name + end) for end in BESIDE]


def _why_not(error: OSError, folder: Path, size: int) -> str:
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return f"Nothing was restored: {folder} cannot be written ({error.strerror or error})."
    there = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(there).free
    return (
        f"No space left in {folder}: the database takes {size / 1_000_000:.1f} MB, and {free / 1_000_000:.1f} MB are "
        "free. Nothing was restored. Free twice what it takes, or name another place with --to."
    )


def _has_no_tables(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))
    except sqlite3.Error:
        return False


def _refuse_unlike(manifest: Manifest, path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        loose = connection.execute("PRAGMA foreign_key_check").fetchone()
        counts = {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # the backup's own tables
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
        }
        heads = {chain: [number, head] for chain, number, head in connection.execute(HEADS)}
    wrong = differences(manifest, counts, heads)
    if said != "ok":
        wrong.append(f"SQLite says of the file: {said}")
    if loose:
        wrong.append(f"a row of {loose[0]} belongs to a row that is not there")
    _refuse(wrong)


@dataclass(frozen=True, slots=True)
class PostgreSQLPlace:
    """As the owner of an empty database: rows are brought in before row-level security is switched on."""

    url: str
    vendor: str = "postgresql"

    def refuse_full(self) -> None:
        found = self.tables()
        if found:
            raise NotRestored(
                f"The database {urlsplit(self.url).path.strip('/')} holds {len(found)} tables already, and a backup is "
                "restored into an empty one alone. Make one: CREATE DATABASE restored OWNER belonging_owner "
                "ENCODING 'UTF8' TEMPLATE template0"
            )

    def take(self, manifest: Manifest, parts: Iterator[bytes]) -> None:
        with psycopg.connect(self.url) as connection:
            info = connection.info
            words = ["pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
            words += place_words(info)
            password = password_of(info)
        with (
            tempfile.TemporaryFile() as complaints,
            started(words, password, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints) as process,
        ):
            _feed(process, parts)
            if process.wait() != 0:
                complaints.seek(0)
                said = complaints.read().decode(errors="replace").strip().splitlines()
                raise NotRestored(
                    f"pg_restore stopped, and nothing was kept: {said[0] if said else 'no reason given'}."
                )
        try:
            self._refuse_unlike(manifest)
        except NotRestored:
            self.clear()
            raise

    def answers(self, *questions: str) -> list[list[tuple[Any, ...]]]:
        try:
            with self._all_seen(self.tables()) as connection:
                return [connection.execute(question.encode()).fetchall() for question in questions]
        except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
            raise NotUpToDate(_unread(error)) from error

    def clear(self) -> None:
        with psycopg.connect(self.url) as connection:
            for name in self.tables():
                connection.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(sql.Identifier(name)))
            kinds = "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
            for (routine,) in connection.execute(kinds).fetchall():
                connection.execute(f"DROP FUNCTION IF EXISTS {routine} CASCADE".encode())

    def tables(self) -> list[str]:
        """Their names."""
        with _owner_of(self.url) as connection:
            found = connection.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()")
            return [name for (name,) in found.fetchall()]

    def _refuse_unlike(self, manifest: Manifest) -> None:
        names = self.tables()
        with self._all_seen(names) as connection:
            counts = {name: _count(connection, name) for name in names}
            heads = {chain: [number, head] for chain, number, head in connection.execute(HEADS).fetchall()}
        _refuse(differences(manifest, counts, heads))

    @contextmanager
    def _all_seen(self, names: Sequence[str]) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """Row-level security binds the owner too, and no scope sees all: taken off, asked, and rolled back."""
        with _owner_of(self.url) as connection:
            for name in names:
                off = sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(sql.Identifier(name))
                connection.execute(off)
            yield connection
            connection.rollback()


def _unread(error: Exception) -> str:
    why = str(error).strip().partition("\n")[0]
    return f"What is linked, sealed and archived there could not be read ({why}). Run 'belonging migrate'."


def _count(connection: psycopg.Connection[tuple[Any, ...]], name: str) -> int:
    found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
    return int(str(found[0])) if found else 0


def _owner_of(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    try:
        return psycopg.connect(url)
    except psycopg.OperationalError as error:
        raise NotRestored(f"The database to restore into cannot be reached: {str(error).strip()}.") from error


def _feed(process: subprocess.Popen[bytes], parts: Iterator[bytes]) -> None:
    pipe = process.stdin
    if pipe is None:
        return
    try:
        for part in parts:
            pipe.write(part)
        pipe.close()
    except BrokenPipeError:
        return  # it stopped before all was told: its exit code and words say why


def _refuse(wrong: list[str]) -> None:
    if wrong:
        more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise NotRestored(f"What arrived is not what was backed up, and was removed: {wrong[0]}{more}.")
