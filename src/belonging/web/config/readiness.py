"""What a process needs before it may be sent requests: each check is a name and, where it fails, a sentence.

Asked of the running process and its own database role. Nothing here names a host, a path, a person or a school.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection

from belonging.web.base.durability import escapes_row_security, faults

Check = Callable[[], str]
LEAST_FREE: Final = 200
"""MB that must be free: some 200,000 answers."""


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def durable() -> str:
    if connection.vendor == "sqlite" and _sqlite_file() is None:
        return ""  # in memory, as in tests: it keeps nothing anyway
    found = faults(connection)
    if found:
        return f"The database could lose what it has acknowledged: {'; '.join(found)}."
    return "Its role is not bound by row-level security." if escapes_row_security(connection) else ""


def migrations() -> str:
    """By the names of files: loading them all would take memory that a process of pages never gives back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    waiting = {
        (app.label, module.name)
        for app in apps.get_app_configs()
        for module in iter_modules([str(Path(app.path) / "migrations")])
    } - applied
    return f"{len(waiting)} migrations wait. Run 'belonging migrate'." if waiting else ""


def static_files() -> str:
    manifest = getattr(staticfiles_storage, "manifest_name", "")
    there = not manifest or staticfiles_storage.exists(manifest)
    return "" if there else "The style sheets were not collected. Run 'belonging migrate'."


def room() -> str:
    """Of the disk with the SQLite file; a database server watches its own."""
    file = _sqlite_file()
    if file is None:
        return ""
    disk = os.statvfs(file.parent)
    return "" if disk.f_bavail * disk.f_frsize >= LEAST_FREE * 10**6 else f"Fewer than {LEAST_FREE} MB are free."


def writable() -> str:
    """Whether it takes an answer now. Nothing is written: the transaction is begun and let go."""
    file = _sqlite_file()
    if file is not None:
        return _takes_a_lock(file)
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'")
        return "The database takes nothing in: it is read-only." if cursor.fetchone()[0] else ""


def questionnaires() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM surveys_round LIMIT 1")
    return ""


def link_keys() -> str:
    """Where linked cohorts have keys, this process must be able to read them."""
    folder: Path = settings.BELONGING_LINK_KEYS
    return (
        ""
        if not folder.exists() or os.access(folder, os.R_OK | os.X_OK)
        else "The keys of linked cohorts can't be read."
    )


STAFF: Final[Mapping[str, Check]] = {
    "database": database,
    "durable": durable,
    "migrations": migrations,
    "static files": static_files,
    "room on the disk": room,
}
ANSWERING: Final[Mapping[str, Check]] = {
    "database": database,
    "durable": durable,
    "writable": writable,
    "questionnaires": questionnaires,
    "static files": static_files,
    "room on the disk": room,
    "link keys": link_keys,
}


def _sqlite_file() -> Path | None:
    name = str(connection.settings_dict["NAME"])
    return Path(name) if connection.vendor == "sqlite" and Path(name).is_file() else None


def _takes_a_lock(file: Path) -> str:
    try:
        with closing(sqlite3.connect(file, timeout=0.2, isolation_level=None)) as asking:
            (own,) = asking.execute("PRAGMA user_version").fetchone()
            asking.execute("BEGIN IMMEDIATE")
            # A file that is only read lets a transaction begin: only a write, to be rolled back, finds it out.
            asking.execute(f"PRAGMA user_version = {own:d}")
            asking.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        # Somebody writes just now: then it takes what it is given.
        return "" if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY else "The database file can't be written to."
    return ""
