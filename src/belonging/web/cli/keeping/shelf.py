"""The folder of backups: what a file is called, which is the newest, and which has been kept long enough."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from belonging.web.cli.keeping.errors import NoBackup

NAME = re.compile(r"belonging-(\d{8}T\d{6}Z)\.age")
STAMP = "%Y%m%dT%H%M%SZ"
UNFINISHED = ".unfinished"
STALE = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """One backup. `made_at` is what its name says: a copied file has another date."""

    made_at: datetime
    path: Path


def kept_in(folder: Path) -> list[Kept]:
    """Oldest first. Files of other names are nobody's business here."""
    return sorted(
        Kept(datetime.strptime(match[1], STAMP).replace(tzinfo=UTC), path)
        for path in (folder.iterdir() if folder.is_dir() else ())
        if (match := NAME.fullmatch(path.name))
    )


def newest_in(folder: Path) -> Kept:
    """Raises NoBackup."""
    kept = kept_in(folder)
    if not kept:
        raise NoBackup(f"No backup lies in {folder}. Make one: belonging backup")
    return kept[-1]


def named(folder: Path, now: datetime) -> Path:
    """Of the backup that is made now."""
    return folder / f"belonging-{now.astimezone(UTC).strftime(STAMP)}.age"


@contextmanager
def placed(folder: Path, now: datetime) -> Iterator[tuple[IO[bytes], Path]]:
    """A file to write a backup into, and where it lies until the block has ended well; then it has its name.

    Nobody ever sees half a backup under a backup's name, even after a power cut. Raises NoBackup.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = named(folder, now)
        if path.exists():
            raise NoBackup(f"{path} is there already. Try again in a second.")
        unfinished = path.with_suffix(UNFINISHED)
        descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                with suppress(OSError):  # some file systems of other machines have no locks
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield file, unfinished
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(path)
            _keep_the_name(folder)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise NoBackup(f"The backup could not be written to {folder}: {error.strerror or error}.") from error


def _is_nobodys(path: Path) -> bool:
    """Whether no process holds it any more."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _keep_the_name(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def forget_old(folder: Path, *, days: int, now: datetime) -> int:
    """Delete backups older than `days`, and what a killed backup left; how many. Again is safe."""
    old = [kept.path for kept in kept_in(folder) if now - kept.made_at >= timedelta(days=days)]
    left = [
        path
        for path in folder.glob(f"belonging-*{UNFINISHED}")
        if now.timestamp() - path.stat().st_mtime > STALE.total_seconds() or _is_nobodys(path)
    ]
    for path in (*old, *left):
        path.unlink(missing_ok=True)
    return len(old)
