"""The database of a test session."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from belonging.web.base.sqlite_file import Connection
from tests.migrated import migrated_file, migrated_template

hypothesis_settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("unhurried")  # a busy machine is no fault of a rule
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


@pytest.fixture(autouse=True)
def _files_may_be_made() -> Iterator[None]:
    """A command that ran in this process forbids it for the rest of the process's life."""
    yield
    Connection.makes_files = True


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Every migration has run once; PostgreSQL copies their result, and on SQLite it is read into memory."""
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()
            made = setup_databases(verbosity=0, interactive=False)
            yield
            teardown_databases(made, verbosity=0)
            return
        usual = connection.settings_dict["NAME"]
        _take_up(IN_MEMORY)
        source = sqlite3.connect(migrated_file())
        source.backup(connection.connection)
        source.close()
        yield
        _take_up(usual)


@pytest.hookimpl(tryfirst=True)  # before -m looks at the marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what a database has a part in: the rest has run on SQLite’s turn, and would do the same.

    Of a file of pages every test but the first is marked `once`: `tests.run` leaves those out there.
    """
    if connection.vendor == "sqlite":
        return
    kept = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
    items[:] = kept
    begun = set[Path]()
    for item in items:
        if item.path.stem.endswith(("page", "pages")) and not item.get_closest_marker("postgres"):
            if item.path in begun:
                item.add_marker(pytest.mark.once)
            begun.add(item.path)


def _asks_a_database(item: pytest.Item) -> bool:
    """By its fixtures or mark; or its module reaches for one itself."""
    fixtures = set(getattr(item, "fixturenames", ()))
    module = getattr(item, "module", None)
    own = vars(module).keys() if module else set[str]()
    return bool(
        fixtures & {"db", "transactional_db"}
        or item.get_closest_marker("django_db")
        or {"connection", "separate_database"} & own
    )


def _take_up(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    if name == IN_MEMORY:
        connection.ensure_connection()
