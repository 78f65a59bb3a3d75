"""Rows by the million into PostgreSQL: INSERT … SELECT with the models' defaults, and nothing kept up meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


def fill(cursor: psycopg.Cursor, model: type, source: str, columns: Mapping[str, str], *, where: str = "true") -> None:
    """INSERT … SELECT: `columns` are SQL over `source`; a column left out takes its model's default."""
    from django.db import connection

    meta = model._meta  # type: ignore[attr-defined]  # Django's models say what they are made of here
    plain = {
        field.column: sql.Literal(field.get_db_prep_save(field.get_default(), connection)).as_string(cursor)
        for field in meta.concrete_fields
        if not field.null and not field.primary_key and field.column not in columns and not field.is_relation
    }
    every = {**plain, **columns}
    names = ", ".join(f'"{name}"' for name in every)
    insert = f'INSERT INTO "{meta.db_table}" ({names}) SELECT {", ".join(every.values())} FROM {source} WHERE {where}'  # noqa: S608  # of our own words alone
    cursor.execute(insert)


@contextmanager
def bare(cursor: psycopg.Cursor, table: str) -> Iterator[None]:
    """Without log and index inside the block. Indexes are marked as not to be written, and made anew at its end."""
    cursor.execute(f"ALTER TABLE {table} SET UNLOGGED")
    cursor.execute("UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid = %s::regclass", [table])
    yield
    cursor.execute(f"REINDEX TABLE {table}")


@contextmanager
def superuser() -> Iterator[psycopg.Cursor]:
    """A session of the scratch cluster's superuser; anybody else's cluster refuses it."""
    url = urlsplit(os.environ.get("BELONGING_DATABASE_URL", ""))
    if not url.scheme.startswith("postgres"):
        raise RuntimeError("It needs PostgreSQL. Run it as: python -m tests.postgres python -m benchmarks.…")
    with (
        psycopg.connect(
            host=url.hostname, port=url.port, dbname=url.path.lstrip("/"), user="postgres", autocommit=True
        ) as session,
        session.cursor() as cursor,
    ):
        for setting in (
            "session_replication_role = replica",
            "synchronous_commit = off",
            "maintenance_work_mem = '512MB'",
            "work_mem = '128MB'",
        ):
            cursor.execute(f"SET {setting}")
        yield cursor


def number(cursor: psycopg.Cursor, query: str) -> int:
    found = cursor.execute(query).fetchone()
    return int(found[0]) if found else 0
