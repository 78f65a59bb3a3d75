"""What a backup says of itself: from which version, with how many rows of what, and where each journal stood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from belonging.web.cli.keeping.errors import BackupDamaged, NoBackup
from belonging.web.cli.keeping.snapshots import Snapshot, counted

FORMAT = 1
OPEN_ROUNDS = "SELECT count(*) FROM surveys_round WHERE state IN ('open', 'closed')"
HEADS = (
    "SELECT chain, number, hash FROM journal_entry AS entry WHERE number = "
    "(SELECT max(number) FROM journal_entry AS other WHERE other.chain = entry.chain)"
)
APPLIED = "SELECT app, name FROM django_migrations"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`pepper_mark` tells whether a machine has the pepper that this goes with; the pepper is not in a backup.

    `journal`: chain to number and hash of its last entry.
    """

    format: int
    version: str
    made_at: str
    vendor: str
    counts: dict[str, int]
    migrations: list[list[str]]
    journal: dict[str, list[Any]]
    open_rounds: int
    pepper_mark: str

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class Digest:
    """SHA-256 and length of the database's own bytes, before they were packed."""

    sha256: str
    size: int

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode()


def manifest_of(snapshot: Snapshot, *, version: str, pepper_mark: str, now: datetime) -> Manifest:
    """Raises NoBackup where nothing of the service is there."""
    if "django_migrations" not in snapshot.tables():
        raise NoBackup("The database is empty: there is nothing to back up. 'belonging migrate' sets it up.")
    return Manifest(
        format=FORMAT,
        version=version,
        made_at=now.isoformat(timespec="seconds"),
        vendor=snapshot.vendor,
        counts=counted(snapshot),
        migrations=sorted([app, name] for app, name in snapshot.rows(APPLIED)),
        journal={chain: [number, head] for chain, number, head in snapshot.rows(HEADS)},
        open_rounds=int(snapshot.rows(OPEN_ROUNDS)[0][0]),
        pepper_mark=pepper_mark,
    )


def read_manifest(text: bytes) -> Manifest:
    """Raises BackupDamaged."""
    return Manifest(**_members(text, Manifest.__slots__))


def read_digest(text: bytes) -> Digest:
    """Raises BackupDamaged."""
    return Digest(**_members(text, Digest.__slots__))


def _members(text: bytes, expected: tuple[str, ...]) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BackupDamaged("The backup's list of contents cannot be read. Take another backup.") from error
    if not isinstance(found, dict) or set(found) != set(expected) or found.get("format", FORMAT) != FORMAT:
        raise BackupDamaged("The backup's list of contents is of another version of this program. Use that version.")
    return found


def differences(manifest: Manifest, counts: Mapping[str, int], journal: Mapping[str, list[Any]]) -> list[str]:
    """A sentence for each table or journal that is not as the backup says; empty where all is."""
    names = sorted({*manifest.counts, *counts})
    found = [
        f"{name} has {counts.get(name, 'no such table, not')} rows instead of {manifest.counts.get(name, 'none')}"
        for name in names
        if counts.get(name) != manifest.counts.get(name)
    ]
    if dict(journal) != manifest.journal:
        found.append("a journal does not end where it ended in the backup")
    return found
