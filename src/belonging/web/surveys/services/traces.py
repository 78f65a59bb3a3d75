"""Deleted rows leave traces in files. Erasing them is no part of a transaction."""

from __future__ import annotations

import logging

from django.db import connection, transaction

from belonging.web.surveys.errors import NotTheOwner

log = logging.getLogger(__name__)
OPEN_TABLES = ("surveys_response", "surveys_slip")


def erase_traces() -> None:
    """Empty SQLite's write-ahead log, where pages from before a deletion still lie.

    The main file is overwritten as rows are deleted (`secure_delete`). On PostgreSQL nothing: deleted rows
    cannot be selected, and `rebuild_open_tables` writes the files anew.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _log, _done = cursor.fetchone()
    if busy:
        log.warning("The write-ahead log could not be emptied while others read; the nightly rebuild does it.")


def rebuild_open_tables() -> None:
    """Write the files of the open tables anew, without what was deleted. Outside a transaction and school hours.

    SQLite rebuilds the whole file. PostgreSQL locks the two tables while it copies them, and needs their owner:
    it passes over the tables of others with a warning that nobody reads. Raises NotTheOwner.
    """
    if not _owns_open_tables():
        raise NotTheOwner
    if transaction.get_connection().in_atomic_block:
        raise RuntimeError("rebuild_open_tables() runs outside a transaction")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
        else:
            for table in OPEN_TABLES:
                cursor.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
    erase_traces()


def _owns_open_tables() -> bool:
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY(%s::regclass[])",
            [list(OPEN_TABLES)],
        )
        return bool(cursor.fetchone()[0])
