"""From a backup to a database that may be served: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from pyrage import x25519

from belonging.web.base.pepper import mark_of, peppers
from belonging.web.cli.keeping.errors import NotRestored
from belonging.web.cli.keeping.manifest import Manifest
from belonging.web.cli.keeping.parcels import opened
from belonging.web.cli.keeping.places import Place
from belonging.web.cli.keeping.undone import what_to_do_again


@dataclass(frozen=True, slots=True)
class Restored:
    """`behind`: migrations that this version has and the backup has not."""

    manifest: Manifest
    took: timedelta
    same_pepper: bool
    behind: int

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest.made_at)


def restore(path: Path, identities: Sequence[x25519.Identity], place: Place) -> Restored:
    """Into an empty place. Raises WrongKey, BackupDamaged, NotRestored; then the place is as empty as before."""
    began = timezone.now()
    with opened(path, identities) as parcel:
        behind = _refuse_unfit(parcel.manifest, place)
        place.refuse_full()
        place.take(parcel.manifest, parcel.parts)
        manifest = parcel.manifest
    same = manifest.pepper_mark in {mark_of(pepper) for pepper in peppers()}
    return Restored(manifest, timezone.now() - began, same, behind)


def _refuse_unfit(manifest: Manifest, place: Place) -> int:
    if manifest.vendor != place.vendor:
        kinds = {"sqlite": "an SQLite file", "postgresql": "a PostgreSQL database"}
        raise NotRestored(
            f"The backup is of {kinds[manifest.vendor]}, and this is {kinds[place.vendor]}. Restore it into one of its "
            "own kind: set BELONGING_DATABASE_URL, or name it with --to."
        )
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})
    applied = {(app, name) for app, name in manifest.migrations}
    newer = sorted(applied - known)
    if newer:
        raise NotRestored(
            f"The backup was made by version {manifest.version} after changes that this version does not know "
            f"({newer[-1][0]} {newer[-1][1]}). Install that version or a newer one, then restore."
        )
    return len(known - applied)


def what_now(done: Restored, place: Place) -> list[str]:
    """Sentences for whoever has just restored: what is not as it was, and what to do about it."""
    told = [
        f"Everything after {done.made_at:%d %B %Y, %H:%M} UTC is not in it: answers, what people wrote, and answers "
        "that somebody deleted with a receipt since are there again."
    ]
    if done.manifest.open_rounds:
        told.append(
            f"{done.manifest.open_rounds} questionnaires were open or not yet sealed then. The worker closes and seals "
            "each again when its days are over. Tell their schools which day's answers to ask for once more: who "
            "answered after the backup can use the same slip."
        )
    told += what_to_do_again(place, timezone.now())
    if not done.same_pepper:
        told.append(
            "BELONGING_PEPPER here is not the pepper that this backup goes with. Set the right one before anything is "
            "served (as BELONGING_PEPPER_BEFORE, if it was changed since): without it no slip, authenticator app or "
            "signed plan fits."
        )
    told.append("Everybody signs in anew where BELONGING_SECRET_KEY is another one.")
    return told
