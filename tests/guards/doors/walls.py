"""Raw looks and raw writes, past every manager and every page: what PostgreSQL itself keeps apart."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from belonging.web.base.models import ScopedRow
from tests.guards.doors.crawler import as_role

OWNED = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, ScopedRow))
SCOPES = ("its own scope", "no scope")
ANY = "SELECT school_id FROM {table}"
BEYOND = f"{ANY} WHERE school_id IS DISTINCT FROM {{school}}"
WRITES = (
    "INSERT INTO {table} (school_id) VALUES ({other})",
    "UPDATE {table} SET school_id = {other}",
    "UPDATE {table} SET school_id = school_id WHERE school_id IS DISTINCT FROM {school}",
    "DELETE FROM {table} WHERE school_id IS DISTINCT FROM {school}",
)


def looks(role: str, school: int, *, back_to: str = "") -> Iterator[str]:
    """As this role ("": the owner's), every row of every table: what is seen beyond the school, and without a scope."""
    with as_role(role, back_to=back_to):
        for scope in SCOPES:
            _raw_scope(str(school) if scope == SCOPES[0] else "")
            for table in OWNED:
                # Without a scope nothing may be seen at all.
                seen = _tried((BEYOND if scope == SCOPES[0] else ANY).format(table=table, school=school))
                if seen:
                    yield f"{role or 'owner'} sees {seen} rows of {table} in {scope}"
        _raw_scope("")


def writes(school: int, other: int) -> Iterator[str]:
    """As the owner, whom no grant binds, in the scope of `school`: what reaches the other's rows."""
    _raw_scope(str(school))
    for table in OWNED:
        for act in WRITES:
            done = _tried(act.format(table=table, school=school, other=other))
            if done:
                yield f"{act.partition(' ')[0]} on {table}: {done} rows"
    _raw_scope("")


def _tried(statement: str) -> int:
    """How many rows; 0 where the database refuses. Nothing of it stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def _raw_scope(school: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.school', %s, true), set_config('app.breadth', %s, true)",
            [school, "school" if school else ""],
        )
