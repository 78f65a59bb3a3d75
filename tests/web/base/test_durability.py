"""The service refuses a database that could lose an answer already thanked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from pytest_django.plugin import DjangoDbBlocker

from belonging.web.base.durability import escapes_row_security, faults
from belonging.web.config import environment


@pytest.fixture
def file_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, Any]]:
    """As the service has them, for a file of SQLite's."""
    monkeypatch.setenv("BELONGING_DATABASE_URL", f"sqlite:///{tmp_path / 'kept.sqlite3'}")
    with django_db_blocker.unblock():
        yield {**connection.settings_dict, **environment.database()}


@pytest.fixture
def kept(file_settings: dict[str, Any]) -> Iterator[DatabaseWrapper]:
    database = DatabaseWrapper(file_settings, "kept")
    database.inc_thread_sharing()
    yield database
    database.close()


def test_sqlite_as_the_service_sets_it_is_durable(kept: DatabaseWrapper) -> None:
    assert faults(kept) == []


@pytest.mark.parametrize(
    ("weakening", "said"),
    [
        ("PRAGMA synchronous=NORMAL", "synchronous must be FULL"),
        ("PRAGMA synchronous=OFF", "synchronous must be FULL"),
        ("PRAGMA secure_delete=OFF", "secure_delete must be ON"),
        ("PRAGMA secure_delete=FAST", "secure_delete must be ON"),
        ("PRAGMA foreign_keys=OFF", "foreign_keys must be ON"),
        ("PRAGMA journal_mode=DELETE", "journal_mode must be WAL"),
    ],
)
def test_sqlite_weakened_in_one_way_is_told(kept: DatabaseWrapper, weakening: str, said: str) -> None:
    with kept.cursor() as cursor:
        cursor.execute(weakening)
    (found,) = faults(kept)
    assert said in found


def test_sqlite_as_python_opens_it_is_not_durable_enough(tmp_path: Path, file_settings: dict[str, Any]) -> None:
    """The control: without our settings, the check has something to say."""
    plain = DatabaseWrapper({**file_settings, "OPTIONS": {}}, "plain")
    try:
        assert any("journal_mode must be WAL" in found for found in faults(plain))
    finally:
        plain.close()


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the settings are PostgreSQL's")
class TestPostgreSQL:
    def test_as_the_service_sets_it_it_is_durable(self, db: None) -> None:
        assert faults(connection) == []
        assert not escapes_row_security(connection)

    def test_an_asynchronous_commit_is_told(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        (found,) = faults(connection)
        assert "synchronous_commit must not be off" in found
