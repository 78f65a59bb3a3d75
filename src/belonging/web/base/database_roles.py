"""Database roles on PostgreSQL, each with exactly the privileges of a matrix; nothing on SQLite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from belonging.web.base.errors import Refused

ANSWERING: Final = "belonging_answering"
STAFF: Final = "belonging_staff"
ENGINE: Final = "belonging_engine"
"""The only one that reads sealed answers."""
TRUST: Final = "belonging_trust"
EVALUATOR: Final = "belonging_evaluator"
STEPPED_INTO: Final = (TRUST, EVALUATOR)
"""They never sign in: staff's process steps into them for a page (base/narrowing.py), and may do less there."""

Privileges = frozenset[str]
Matrix = Mapping[str, Mapping[str, Privileges]]
"""Role to table to privileges, of the table ("UPDATE") or of columns ("UPDATE (state, text)"). A table that is not
named is closed to the role."""


class RolesRefused(Refused):
    """PostgreSQL would not make or change a role."""


def apply_grants(connection: BaseDatabaseWrapper, matrix: Matrix, passwords: Mapping[str, str] | None = None) -> None:
    """Make each role where it is missing and give it exactly what the matrix says. Again is safe.

    A role with a password may sign in; one without is left as it is. Raises RolesRefused.
    """
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic():
            for role, tables in matrix.items():
                _make_role(connection, role, (passwords or {}).get(role))
                _grant(connection, role, tables)
            _let_step(connection, frozenset(matrix))
    except DatabaseError as error:
        raise RolesRefused(
            f"PostgreSQL refused to set up the database roles: {str(error).strip()}. "
            "Connect as the database's owner with CREATEROLE, or have an administrator make "
            f"{' and '.join(matrix)} first."
        ) from error


def _make_role(connection: BaseDatabaseWrapper, role: str, password: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            # Roles belong to the whole cluster: another database's set-up may make it at this moment.
            create = f"CREATE ROLE {_quoted(connection, role)} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
            cursor.execute(
                f"DO $$ BEGIN {create}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
        if password is not None:
            # Through the driver: the password is quoted by it and stands in no file of ours.
            statement = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
            cursor.execute(statement.as_string(cursor.connection))


def may_step_into(connection: BaseDatabaseWrapper, role: str, *, who: str | None = None) -> bool:
    """Whether `who` (the role that is connected) may become `role`. A superuser may become every role."""
    # Until PostgreSQL 16 every member could; since then a membership says whether.
    kind = "SET" if connection.pg_version >= 160000 else "MEMBER"  # type: ignore[attr-defined]  # PostgreSQL's alone
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(COALESCE(%s, session_user), %s, %s)", [who, role, kind])
        return bool(cursor.fetchone()[0])


def _let_step(connection: BaseDatabaseWrapper, roles: frozenset[str]) -> None:
    """Staff's process into what is narrower than itself; into the engine's role while that cannot sign in itself.

    The owner, who runs this, into each, as it may anyway.
    """
    if STAFF not in roles:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = %s", [ENGINE])
        engine_signs_in = cursor.fetchone() is not None
        # Otherwise staff's role would hold the engine's rights without stepping into anything.
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolinherit AND rolname = %s", [STAFF])
        if cursor.fetchone() is not None:
            cursor.execute(f"ALTER ROLE {_quoted(connection, STAFF)} NOINHERIT")
    steps = [(owner, role) for role in sorted(roles)]
    steps += [(STAFF, role) for role in (*STEPPED_INTO, *(() if engine_signs_in else (ENGINE,)))]
    for who, role in steps:
        _make_member(connection, who, role)
    if engine_signs_in and may_step_into(connection, ENGINE, who=STAFF):
        with connection.cursor() as cursor:
            cursor.execute(f"REVOKE {_quoted(connection, ENGINE)} FROM {_quoted(connection, STAFF)}")


def _make_member(connection: BaseDatabaseWrapper, who: str, role: str) -> None:
    if who == role or may_step_into(connection, role, who=who):
        return
    grant = f"GRANT {_quoted(connection, role)} TO {_quoted(connection, who)}"
    with connection.cursor() as cursor:
        # As with making a role: another database's set-up may do it at this moment.
        cursor.execute(f"DO $$ BEGIN {grant}; EXCEPTION WHEN unique_violation OR internal_error THEN NULL; END $$")


def _grant(connection: BaseDatabaseWrapper, role: str, tables: Mapping[str, Privileges]) -> None:
    name = _quoted(connection, role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_schema()")
        database, schema = (_quoted(connection, found) for found in cursor.fetchone())
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}, PUBLIC")
        cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {name}, PUBLIC")
        cursor.execute(f"GRANT CONNECT ON DATABASE {database} TO {name}")
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
        for table, privileges in tables.items():
            cursor.execute(f"GRANT {', '.join(sorted(privileges))} ON {_quoted(connection, table)} TO {name}")
            if "INSERT" in privileges:
                for sequence in _sequences(connection, table):
                    cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {name}")


def _sequences(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """The sequences that number the table's rows, ready to stand in SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dependent.oid::regclass::text FROM pg_class dependent JOIN pg_depend ON objid = dependent.oid "
            "WHERE dependent.relkind = 'S' AND refobjid = %s::regclass",
            [_quoted(connection, table)],
        )
        return [row[0] for row in cursor.fetchall()]


def _quoted(connection: BaseDatabaseWrapper, name: str) -> str:
    return str(connection.ops.quote_name(name))
