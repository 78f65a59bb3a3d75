"""A restore that is rehearsed: into a place of its own, compared, timed, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from pyrage import x25519

from belonging.web.cli.keeping.checking import AFTER_A_RESTORE, Check, checks_at
from belonging.web.cli.keeping.errors import NoBackup
from belonging.web.cli.keeping.making import backup_folder, backup_into
from belonging.web.cli.keeping.places import Place, PostgreSQLPlace, SQLitePlace
from belonging.web.cli.keeping.restoring import restore
from belonging.web.cli.keeping.shelf import newest_in


@dataclass(frozen=True, slots=True)
class Drilled:
    name: str
    rows: int
    took: timedelta
    checks: list[Check]


def drilled(folder: Path, identities: Sequence[x25519.Identity] | None, *, releases: bool) -> Drilled:
    """The newest backup, or, without a key, one that is made for it. Nothing is left. Raises Refused."""
    began = timezone.now()
    if identities is None:
        own = x25519.Identity.generate()
        path, identities = backup_into(folder, [own.to_public()], now=began).path, [own]
        name = "a backup made for the drill"
    else:
        path = newest_in(backup_folder()).path
        name = path.name
    place = _scratch(folder)
    done = restore(path, identities, place)
    try:
        migrate, *usual, of_releases = AFTER_A_RESTORE
        commands = [*([migrate] if done.behind else []), *usual, *([of_releases] if releases else [])]
        checks = checks_at(place.url, commands)
    finally:
        place.clear()
    return Drilled(name, sum(done.manifest.counts.values()), timezone.now() - began, checks)


def _scratch(folder: Path) -> Place:
    if connection.vendor == "sqlite":
        return SQLitePlace(folder / "restored.sqlite3")
    if not settings.BACKUPS.drill_url:
        raise NoBackup(
            "Set BELONGING_DRILL_DATABASE_URL to an empty database, as its owner: a drill restores into it and empties "
            "it again (docs/running.md)."
        )
    return PostgreSQLPlace(settings.BACKUPS.drill_url)
