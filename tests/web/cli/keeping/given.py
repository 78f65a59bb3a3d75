"""A service with something in it, its folder of backups and its keys."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from pyrage import x25519
from pytest_django import Settings

from belonging.web.cli.keeping.places import Place, PostgreSQLPlace, SQLitePlace
from belonging.web.schools.models import School, Setting
from tests.web.shared_database import postgresql_url


def keeper_of_backups(configured: Settings, folder: Path, key: x25519.Identity) -> None:
    """Settings as a service that is looked after has them. On PostgreSQL the backup is made by one who sees all."""
    configured.BACKUPS = replace(
        settings.BACKUPS,
        folder=folder / "backups",
        recipients=(str(key.to_public()),),
        database_url=as_administrator() if connection.vendor == "postgresql" else "",
    )


def empty_place(folder: Path) -> Place:
    """Of the same kind of database."""
    if connection.vendor == "sqlite":
        return SQLitePlace(folder / "restored" / "belonging.sqlite3")
    url = postgresql_url()
    # Another worker's tests have one of theirs.
    empty = f"restored_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {empty}")
        owner.execute(f"CREATE DATABASE {empty} TEMPLATE template0")
    return PostgreSQLPlace(f"{url.rpartition('/')[0]}/{empty}")


def some_schools(count: int = 3) -> None:
    School.objects.bulk_create(
        School(name=f"School {n}", slug=f"school-{n}", setting=Setting.PRIMARY, is_simulated=True) for n in range(count)
    )


def as_administrator() -> str:
    """The cluster's, who sees every row and every role."""
    made = connection.settings_dict
    return f"postgres://postgres@{made['HOST']}:{made['PORT']}/{made['NAME']}"
