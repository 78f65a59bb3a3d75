"""Deleted rows leave traces in files. Erasing them is no part of a transaction."""

from __future__ import annotations

import logging
from collections.abc import Collection

from django.db import DatabaseError, connection, transaction

from belonging.web.base.scope import programme_scope
from belonging.web.surveys.errors import NotTheOwner
from belonging.web.surveys.models import Archive, Round, TracesLeft

log = logging.getLogger(__name__)
OPEN_TABLES = (
    "surveys_response", "surveys_slip", "surveys_round", "surveys_keptslip", "surveys_ticketsalt", "surveys_sealedlink",
    "packs_packfile",
)  # fmt: skip
"""The rounds' table too: a destroyed salt lies in the dead version of its row. Then three of linked cohorts, and
the packs' bytes: a matched file goes with its links, others with the archive or in a week.
"""
KEYED_TABLES = ("surveys_response", "surveys_slip")
SEALED_TABLES = ("surveys_sealedanswers", "surveys_sealedcomment")


def note_traces(round_: Round) -> None:
    """Say, in the transaction that deletes rows of this round, that files may still hold them."""
    TracesLeft.objects.get_or_create(round=round_, defaults={"school_id": round_.school_id})


def erase_traces() -> None:
    """Empty SQLite's write-ahead log, where pages from before a deletion still lie. Again is safe.

    The main file is overwritten as rows are deleted (`secure_delete`). On PostgreSQL nothing: deleted rows
    cannot be selected, and `rebuild_open_tables` writes the files anew.
    """
    if connection.vendor != "sqlite":
        return
    noted = _noted()
    if not _emptied():
        log.warning("The write-ahead log could not be emptied while others read; the worker tries again.")
        return
    if noted:
        _clean(noted)
        _emptied()  # what is in it now says that the notes are gone, and no more


def _emptied() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _log, _done = cursor.fetchone()
    return not busy


def erase_what_is_left() -> None:
    """What a sealing that was killed after its commit, or met a reader, left to do. Cheap where nothing is left."""
    if connection.vendor == "sqlite" and _noted():
        transaction.on_commit(erase_traces)


def traces_left() -> int:
    """Of how many rounds the files may still hold what was deleted."""
    return len(_noted())


def _noted() -> list[int]:
    with programme_scope("surveys: traces that are left"):
        return list(TracesLeft.objects.values_list("pk", flat=True))


def _clean(noted: Collection[int]) -> None:
    """Those that were noted before the files were cleaned; what was noted meanwhile stays."""
    with programme_scope("surveys: traces that are gone"):
        TracesLeft.objects.filter(pk__in=noted).delete()


def rebuild_open_tables() -> str:
    """Write the files of the open tables anew, without what was deleted. Outside a transaction and school hours.

    SQLite rebuilds the whole file. PostgreSQL locks the tables while it copies them, and needs their owner: it passes
    over the tables of others with a warning that nobody reads. After an archive those of sealed rows are rebuilt too.
    What PostgreSQL said where its log could not be ended; empty where it could. Raises NotTheOwner.
    """
    refuse_others()
    if transaction.get_connection().in_atomic_block:
        raise RuntimeError("rebuild_open_tables() runs outside a transaction")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
        erase_traces()
        return ""
    noted = _noted()
    with connection.cursor() as cursor:
        for table in (*OPEN_TABLES, *(SEALED_TABLES if _archived(noted) else ())):
            cursor.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
        for table in KEYED_TABLES:
            # By their keys, which are random: a dump made afterwards holds open rows in no order of theirs.
            cursor.execute(f'CLUSTER "{table}" USING "{table}_pkey"')
    kept = _end_the_log()
    if not kept:
        _clean(noted)
    return kept


def _archived(noted: Collection[int]) -> bool:
    with programme_scope("surveys: traces of an archive"):
        return Archive.objects.filter(round__in=TracesLeft.objects.filter(pk__in=noted).values("round")).exists()


def _end_the_log() -> str:
    """PostgreSQL's write-ahead log holds each row as it came, in its order: begin a new segment and let go of the old.

    It needs the role pg_checkpoint, and EXECUTE on pg_switch_wal(). What was refused; empty where nothing was.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_switch_wal()")
            cursor.execute("CHECKPOINT")
    except DatabaseError as refused:
        log.warning(
            "The write-ahead log still holds rows that were deleted (%s): docs/running.md.", type(refused).__name__
        )
        return str(refused).strip().partition("\n")[0]
    return ""


def refuse_others() -> None:
    """Raises NotTheOwner, where these tables are another role's."""
    if not _owns_open_tables():
        raise NotTheOwner


def _owns_open_tables() -> bool:
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY(%s::regclass[])",
            [list(OPEN_TABLES)],
        )
        return bool(cursor.fetchone()[0])
