"""Making a backup: one moment of the database, encrypted, read back whole, and only then given its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pyrage import x25519

from belonging.web.base.pepper import mark_of
from belonging.web.cli.keeping.errors import NoBackup
from belonging.web.cli.keeping.keys import recipients_of
from belonging.web.cli.keeping.manifest import Manifest, manifest_of
from belonging.web.cli.keeping.parcels import encrypt_into, packed, read_through
from belonging.web.cli.keeping.shelf import forget_old, named, placed
from belonging.web.cli.keeping.snapshots import Snapshot, postgresql_snapshot, sqlite_snapshot
from belonging.web.notices.rules import BACKUP_DUTY

FORGET_DUTY = "Backups: delete those older than promised"


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    manifest: Manifest
    size: int
    took: timedelta
    forgotten: int = 0


def backup_folder() -> Path:
    """Raises NoBackup where none is set."""
    folder: Path | None = settings.BACKUPS.folder
    if folder is None:
        raise NoBackup("Set BELONGING_BACKUPS to the folder that backups are written to, best on another disk.")
    return folder


def make_backup(*, now: datetime) -> Made:
    """To the keys and into the folder of the settings; old ones go. Raises Refused."""
    from belonging.web.notices.services import note_run

    folder = backup_folder()
    made = backup_into(folder, recipients_of(settings.BACKUPS.recipients), now=now)
    forgotten = forget_old(folder, days=settings.BACKUPS.days, now=now)
    note_run(name=BACKUP_DUTY, now=timezone.now(), outcome=f"{made.path.name}, {_megabytes(made.size)}")
    return Made(made.path, made.manifest, made.size, made.took, forgotten)


def backup_into(folder: Path, recipients: Sequence[x25519.Recipient], *, now: datetime) -> Made:
    """One backup there. It is decrypted once more from the disk, with a key that is made for that and forgotten.

    Raises NoBackup, BackupDamaged.
    """
    began = timezone.now()
    for_reading_back = x25519.Identity.generate()
    keys = [*recipients, for_reading_back.to_public()]
    with placed(folder, now) as (file, where):
        try:
            with snapshot_of_this() as snapshot:
                manifest = manifest_of(
                    snapshot, version=version("belonging"), pepper_mark=mark_of(settings.BELONGING_PEPPER), now=now
                )
                encrypt_into(file, packed(manifest, snapshot.parts()), keys)
        except (sqlite3.Error, psycopg.Error) as error:
            said = str(error).strip().partition("\n")[0]
            raise NoBackup(f"The database said: {said}. 'belonging doctor' looks at it.") from error
        file.flush()
        read_through(where, [for_reading_back])
        size = where.stat().st_size
    return Made(named(folder, now), manifest, size, timezone.now() - began)


def snapshot_of_this() -> AbstractContextManager[Snapshot]:
    """Of the database of the settings. Raises NoBackup."""
    if connection.vendor == "sqlite":
        return sqlite_snapshot(Path(str(connection.settings_dict["NAME"])))
    if not settings.BACKUPS.database_url:
        raise NoBackup(
            "Set BELONGING_BACKUP_DATABASE_URL: the same database, as a role that sees every row (docs/running.md)."
        )
    return postgresql_snapshot(settings.BACKUPS.database_url)


def forget_due(*, now: datetime) -> int:
    """Delete backups that are older than promised; the worker does so too, as a timer may stop. How many."""
    folder: Path | None = settings.BACKUPS.folder
    return forget_old(folder, days=settings.BACKUPS.days, now=now) if folder is not None and folder.is_dir() else 0


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
