"""Checks of backups: can one be made as things are set, is there a fresh one, does one come back, is anything left."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from belonging.web.cli.keeping.doctor.findings import Finding, look, ok, wrong
from belonging.web.cli.keeping.doctor.machine import reached
from belonging.web.cli.keeping.doctor.service import missing
from belonging.web.cli.keeping.errors import KeyUnusable, NotRestored
from belonging.web.cli.keeping.keys import recipients_of
from belonging.web.cli.keeping.scratch import WHICH, Lies, lies_in, name_in
from belonging.web.cli.keeping.shelf import kept_in
from belonging.web.notices.rules import DRILL_DUTY

FRESH, OLD = timedelta(hours=26), timedelta(days=7)
DRILLED_EVERY = timedelta(days=100)
AGE_HEADER = b"age-encryption.org/v1\n"
PLAIN = {
    ".copy-": "belonging backup",
    ".restoring-": "shred -u {}",
    ".drill-": "belonging drill restore",
}
"""What a backup, a restore or a drill that was killed leaves: all data, not encrypted. And what overwrites it."""
LONG_ENOUGH = timedelta(hours=2)
"""One that is at work has ended by then."""


def backups() -> Iterator[Finding]:
    folder: Path | None = settings.BACKUPS.folder
    if folder is None:
        yield missing(
            "Backups", "None are made from here.", "Set BELONGING_BACKUPS, and run 'belonging backup' every hour."
        )
        return
    hindered = list(_hindrances(folder))
    yield from hindered
    kept = kept_in(folder) if os.access(folder, os.R_OK | os.X_OK) else []
    if not kept:
        if not hindered:
            yield missing("Backups", f"None lies in {folder}.", "belonging backup")
        return
    since = datetime.now(UTC) - kept[-1].made_at
    said = f"{len(kept)} in {folder}, the newest {_ago(since)} old"
    if since > OLD:
        yield wrong("Backups", f"{said}.", "belonging backup; then see why its timer stopped.")
    elif since > FRESH:
        yield look("Backups", f"{said}.", "belonging backup; then see why its timer stopped.")
    elif not hindered:
        yield ok("Backups", f"{said}.")
    if not locked(kept[-1].path):
        yield wrong("Backups", f"{kept[-1].path.name} is not encrypted as it should be.", "belonging backup")
    if datetime.now(UTC) - kept[0].made_at > timedelta(days=settings.BACKUPS.days, hours=2):
        yield wrong("Backups", f"{kept[0].path.name} is kept for longer than promised.", "belonging backup forget")
    if settings.BELONGING_HOME.exists() and folder.stat().st_dev == settings.BELONGING_HOME.stat().st_dev:
        yield look("Backups", "They lie on the disk of the database.", "Copy them to another place too.")


def _hindrances(folder: Path) -> Iterator[Finding]:
    """Why the next one would fail."""
    try:
        recipients_of(settings.BACKUPS.recipients)
    except KeyUnusable as refusal:
        yield missing(
            "Backups", f"None can be made: {refusal}", "Set BELONGING_BACKUP_RECIPIENTS, then belonging backup"
        )
    place = next(each for each in (folder, *folder.parents) if reached(each))
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        yield wrong(
            "Backups",
            f"None can be made: this user may not write into {place}.",
            f"As root: install -d -m 0700 -o belonging {folder}; or set BELONGING_BACKUPS to a folder in one that this "
            "user may enter.",
        )
    if connection.vendor == "postgresql":
        yield from _dump()
        yield from _same_database()


def _dump() -> Iterator[Finding]:
    remedy = "Install PostgreSQL's client programs, as new as the server (Debian: apt-get install postgresql-client)."
    dump = shutil.which("pg_dump")
    if dump is None or shutil.which("pg_restore") is None:
        yield wrong("Backups", "The programs pg_dump and pg_restore are not both here.", remedy)
        return
    said = subprocess.run([dump, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    server = connection.pg_version // 10_000  # type: ignore[attr-defined]  # PostgreSQL's alone
    if number is None or int(number[0]) < server:
        yield wrong("Backups", f"pg_dump is older than the server ({said.strip()}; {server}).", remedy)


def _same_database() -> Iterator[Finding]:
    """Whether the role of backups reaches this database and sees every row of it."""
    name = "BELONGING_BACKUP_DATABASE_URL"
    url: str = settings.BACKUPS.database_url
    if not url:
        yield missing("Backups", f"None can be made: {name} is not set.", "Set it as docs/running.md shows.")
        return
    try:
        with closing(psycopg.connect(url, connect_timeout=10)) as there:
            found = there.execute(WHICH.encode()).fetchone()
            sees = there.execute(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as error:
        said = str(error).strip().partition("\n")[0]
        yield wrong("Backups", f"{name} does not reach a database: {said}.", "Correct it.")
        return
    with connection.cursor() as cursor:
        cursor.execute(WHICH)
        here: tuple[Any, ...] = cursor.fetchone()
    if found != here:
        yield wrong("Backups", f"{name} is of another database or server than the service's.", "Correct it.")
    if sees != (True,):
        yield wrong("Backups", f"The role of {name} does not see every row.", "Make it as docs/running.md shows.")


def locked(path: Path) -> bool:
    """Whether it begins as a file of age that a key of the settings and one more were named in."""
    with path.open("rb") as file:
        head = file.read(4096)
    return head.startswith(AGE_HEADER) and head.partition(b"\n---")[0].count(b"-> X25519 ") >= 2


def left_over() -> Iterator[Finding]:
    """Silent where nothing lies about."""
    now = datetime.now(UTC).timestamp()
    folders = {settings.BELONGING_HOME}
    if connection.vendor == "sqlite":
        folders.add(Path(str(connection.settings_dict["NAME"])).parent)
    for path, remedy in sorted(
        (path, remedy) for folder in folders for begins, remedy in PLAIN.items() for path in folder.glob(f"{begins}*")
    ):
        if now - path.stat().st_mtime > LONG_ENOUGH.total_seconds():
            said = f"{path} is what a killed command left of the database, not encrypted."
            yield wrong("Copies", said, remedy.format(path))
    if connection.vendor == "postgresql" and settings.BACKUPS.drill_url:
        yield from _left_by_a_drill(settings.BACKUPS.drill_url)


def _left_by_a_drill(url: str) -> Iterator[Finding]:
    try:
        lies = lies_in(url)
    except NotRestored as refusal:
        yield wrong("Drill", str(refusal), "Correct it.")
        return
    if lies is Lies.WHAT_A_DRILL_LEFT:
        said = f"The database {name_in(url)} holds what a drill that was killed left: everything, not encrypted."
        yield wrong("Copies", said, "belonging drill restore")
    elif lies is Lies.SOMETHING_ELSE:
        said = f"The database {name_in(url)} holds tables that no drill marked as its own, and the next one refuses."
        yield wrong("Drill", said, "belonging drill restore says what to do.")


def drills() -> Iterator[Finding]:
    from belonging.web.notices.models import DutyRun

    run = DutyRun.objects.filter(pk=DRILL_DUTY).first()
    if run is not None and run.failure:
        yield wrong("Drill", f"The last restore that was rehearsed failed: {run.failure}", "belonging drill restore")
    elif run is None or datetime.now(UTC) - run.ran_at > DRILLED_EVERY:
        said = f"A restore was last rehearsed on {run.ran_at:%d %B %Y}." if run else "No restore was rehearsed yet."
        yield look("Drill", said, "belonging drill restore --identity KEYFILE")
    else:
        yield ok("Drill", f"On {run.ran_at:%d %B %Y}: {run.outcome}.")


def _ago(since: timedelta) -> str:
    hours = since.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
