"""Checks of the machine: disk, files, clock, version, and the two programs that work in processes of their own."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from belonging.web.cli.keeping.doctor.findings import Finding, look, ok, wrong

RELEASED: Final = {"0.1.0": date(2026, 11, 26), "0.2.0": date(2026, 11, 26)}
"""When each version came out. A release adds its line."""
STALE = timedelta(days=90)
ROOM = 2
"""Times the database that should be free: a backup, a restore in a drill, the nightly rebuild."""


def disk() -> Iterator[Finding]:
    home: Path = settings.BELONGING_HOME
    free = shutil.disk_usage(home if home.exists() else home.parent).free
    needed = ROOM * _database_size() + 200_000_000
    said = f"{free / 1e9:.1f} GB are free where BELONGING_HOME is"
    if free < needed / ROOM:
        yield wrong("Disk", f"{said}: answers may soon be refused.", "Free some space now.", stops=True)
    elif free < needed:
        yield look("Disk", f"{said}; {needed / 1e9:.1f} GB would be enough for a drill.", "Free some space.")
    else:
        yield ok("Disk", f"{said}.")


def files() -> Iterator[Finding]:
    home: Path = settings.BELONGING_HOME
    # The answering process may have a user of its own, which comes into the folder by its group.
    kept = [(home, 0o007), *((path, 0o077) for path in (*_database_files(), *_folder_of_backups()))]
    open_ones = [path for path, others in kept if reached(path) and stat.S_IMODE(path.stat().st_mode) & others]
    if not open_ones:
        yield ok("Files", "The database's files and folders are for their owner alone.")
    for path in open_ones:
        mode = "o=" if path == home else "700" if path.is_dir() else "600"
        yield wrong("Files", f"Other users of this machine may open {path}.", f"chmod {mode} {path}")
    theirs = next((path for path in _of_pages() if not os.access(path, os.W_OK)), None)
    if theirs is not None:
        said = f"{theirs} cannot be written by this user: an upgrade could not renew the files of the pages."
        user = pwd.getpwuid(os.geteuid()).pw_name
        yield wrong("Files", said, f"chown -R {user} {home}", stops=True)


def _of_pages() -> Iterator[Path]:
    folder = Path(settings.STATIC_ROOT)
    return iter([folder, *folder.rglob("*")] if folder.exists() else [])


def clock() -> Iterator[Finding]:
    """Against what was written last: a clock that has gone back puts rounds, sessions and clocks out of order."""
    from belonging.web.base.scope import programme_scope
    from belonging.web.journal.models import Entry

    with programme_scope("doctor: the newest entry's time"):
        newest = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    now = datetime.now(UTC)
    if newest is not None and newest > now + timedelta(minutes=5):
        yield wrong(
            "Clock",
            f"It says {now:%d %B %Y, %H:%M} UTC, and the journal has an entry of {newest:%d %B %Y, %H:%M}.",
            "Set the clock, and let it be kept right (timedatectl set-ntp true).",
        )
        return
    yield ok("Clock", f"{now:%d %B %Y, %H:%M} UTC, later than everything in the journal.")


def age() -> Iterator[Finding]:
    here = version("belonging")
    released = RELEASED.get(here)
    if released is None:
        yield look("Version", f"{here}; when it was released is not known here.", "Use a released version.")
        return
    days = (datetime.now(UTC).date() - released).days
    said = f"{here}, released {days} days ago"
    if days > STALE.days:
        yield look("Version", f"{said}.", "See whether there is a newer one, and put it in: belonging upgrade")
    else:
        yield ok("Version", f"{said}.")


def programs() -> Iterator[Finding]:
    """The engine and the typesetter start, each as the service starts it."""
    engine = _starts([sys.executable, "-c", "import belonging.web.findings.engine"])
    page = _starts([sys.executable, "-c", "import typst"])
    for what, trouble in (("Engine", engine), ("Typesetter", page)):
        if trouble:
            yield wrong(what, f"It does not start: {trouble}", "Install the package anew, with all it needs.")
        else:
            yield ok(what, "It starts in a process of its own.")


def _starts(words: list[str]) -> str:
    ran = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False, env=os.environ)
    lines = ran.stderr.strip().splitlines()
    return "" if ran.returncode == 0 else (lines[-1] if lines else f"code {ran.returncode}")


def reached(path: Path) -> bool:
    """Whether it is there, as far as this user sees: a folder above it may be closed."""
    try:
        return path.exists()
    except OSError:
        return False


def _database_files() -> list[Path]:
    if connection.vendor != "sqlite":
        return []
    return [Path(f"{connection.settings_dict['NAME']}{end}") for end in ("", "-wal", "-shm")]


def _folder_of_backups() -> list[Path]:
    folder: Path | None = settings.BACKUPS.folder
    return [] if folder is None else [folder]


def _database_size() -> int:
    if connection.vendor == "sqlite":
        return sum(path.stat().st_size for path in _database_files() if reached(path))
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return 0  # another check says that it is away


def as_json(findings: list[Finding]) -> str:
    kept = [{"what": f.what, "level": f.level.value, "said": f.said, "remedy": f.remedy} for f in findings]
    return json.dumps(kept, indent=1, ensure_ascii=False)
