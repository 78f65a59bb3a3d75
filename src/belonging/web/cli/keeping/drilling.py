"""A restore that is rehearsed: into a place of its own, compared, timed, removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
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
from belonging.web.cli.keeping.places import Place, SQLitePlace
from belonging.web.cli.keeping.restoring import restore
from belonging.web.cli.keeping.scratch import drill_database
from belonging.web.cli.keeping.shelf import newest_in
from belonging.web.cli.keeping.stopping import cleared

MIGRATE = ("migrate", "--leave-roles")
"""The drill's role may change none, and nobody else is to read what is restored for a moment."""


@dataclass(frozen=True, slots=True)
class Drilled:
    name: str
    rows: int
    took: timedelta
    checks: list[Check]


def drilled(folder: Path, identities: Sequence[x25519.Identity] | None, *, releases: bool) -> Drilled:
    """The newest backup, or, without a key, one that is made for it. Nothing is left. Raises Refused."""
    began = timezone.now()
    with _turn(folder) as scratch:
        if identities is None:
            own = x25519.Identity.generate()
            path, identities = backup_into(folder, [own.to_public()], now=began).path, [own]
            name = "a backup made for the drill"
        else:
            path = newest_in(backup_folder()).path
            name = path.name
        with scratch as place:
            done = restore(path, identities, place)
            _, *usual, of_releases = AFTER_A_RESTORE
            commands = [*([MIGRATE] if done.behind else []), *usual, *([of_releases] if releases else [])]
            checks = checks_at(place.url, commands)
    return Drilled(name, sum(done.manifest.counts.values()), timezone.now() - began, checks)


@contextmanager
def _turn(folder: Path) -> Iterator[AbstractContextManager[Place]]:
    """First of all, so that what an earlier drill left goes before another copy is made.

    Enter the place that it gives just before rows come: it is cleared when left.
    """
    if connection.vendor == "sqlite":
        yield _file(folder / "restored.sqlite3")
        return
    if not settings.BACKUPS.drill_url:
        raise NoBackup(
            "Set BELONGING_DRILL_DATABASE_URL to an empty database, as its owner: a drill restores into it and empties "
            "it again (docs/running.md)."
        )
    with drill_database(settings.BACKUPS.drill_url) as scratch:
        yield scratch


@contextmanager
def _file(path: Path) -> Iterator[Place]:
    place = SQLitePlace(path)
    with cleared(place.clear):
        yield place
