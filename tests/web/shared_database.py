"""A database that child processes see too: committed, and named in the environment that they inherit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from urllib.parse import quote

import pytest
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from tests.migrated import migrated_file


@pytest.fixture
def shared_database(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Its BELONGING_DATABASE_URL. Migrated and empty."""
    if connection.vendor == "postgresql":
        url = postgresql_url()
        monkeypatch.setenv("BELONGING_DATABASE_URL", url)
        yield url
        return
    url = f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    monkeypatch.setenv("BELONGING_DATABASE_URL", url)
    monkeypatch.setenv("BELONGING_HOME", str(tmp_path))
    usual = connections["default"]
    with django_db_blocker.unblock():
        # The usual database of the tests lives in this process's memory, where no child can read it.
        shared = type(usual)({**usual.settings_dict, "NAME": str(tmp_path / "shared.sqlite3")}, "default")
        connections["default"] = shared
        copyfile(migrated_file(), tmp_path / "shared.sqlite3")
        try:
            yield url
        finally:
            shared.close()
            connections["default"] = usual


def postgresql_url() -> str:
    made = connection.settings_dict
    secret = quote(str(made["PASSWORD"]), safe="")
    return f"postgres://{made['USER']}:{secret}@{made['HOST']}:{made['PORT']}/{made['NAME']}"
