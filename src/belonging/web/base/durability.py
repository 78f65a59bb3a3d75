"""Does the database keep what it acknowledges, and forget what it is told to forget?

Asked of the running connection, not of the settings: a pooler, a role's defaults or a file on a strange
disk can say otherwise.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE: tuple[tuple[str, frozenset[object], str], ...] = (
    ("journal_mode", frozenset({"wal"}), "journal_mode must be WAL"),
    (
        "synchronous",
        frozenset({2, 3}),
        "synchronous must be FULL, or a power cut can lose an answer already thanked for",
    ),
    ("secure_delete", frozenset({1}), "secure_delete must be ON, or answers stay readable in the file after sealing"),
    ("foreign_keys", frozenset({1}), "foreign_keys must be ON"),
)
_POSTGRESQL: tuple[tuple[str, frozenset[object], str], ...] = (
    ("fsync", frozenset({"on"}), "fsync must be on, or a power cut can lose the whole database"),
    ("full_page_writes", frozenset({"on"}), "full_page_writes must be on, or a power cut can tear pages"),
    (
        "synchronous_commit",
        frozenset({"on", "local", "remote_write", "remote_apply"}),
        "synchronous_commit must not be off, or a power cut can lose an answer already thanked for",
    ),
)

_ROW_SECURITY_MENDED = {14: 19, 15: 14, 16: 10, 17: 6}
"""By major version the release that mends CVE-2024-10976 (row-level security after a change of role) and
CVE-2025-8713 (values of hidden rows in what the planner keeps of a table)."""


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """What is wrong, a clause each; empty when the database is durable."""
    question, expected = ("PRAGMA", _SQLITE) if connection.vendor == "sqlite" else ("SHOW", _POSTGRESQL)
    found = []
    with connection.cursor() as cursor:
        for name, good, remedy in expected:
            cursor.execute(f"{question} {name}")
            (value,) = cursor.fetchone()
            if value not in good:
                found.append(f"{remedy} (it is {value})")
    return found


def outdated(connection: BaseDatabaseWrapper) -> str:
    """The release of PostgreSQL to bring the server to at least; empty where it is that or newer."""
    if connection.vendor != "postgresql":
        return ""
    major, minor = divmod(connection.pg_version, 10_000)  # type: ignore[attr-defined]  # PostgreSQL's alone
    wanted = _ROW_SECURITY_MENDED.get(major, 0)
    return f"{major}.{wanted}" if minor < wanted else ""


def escapes_row_security(connection: BaseDatabaseWrapper) -> bool:
    """Whether PostgreSQL's row-level security does not bind the role that is connected."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])
