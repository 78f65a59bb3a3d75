"""One migration at a time, none by an older program, and plain words where a disk is full."""

from __future__ import annotations

import errno
import fcntl
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pyrage import x25519
from pytest_django import Settings

from belonging.web.base.database_roles import ANSWERING, STAFF, apply_grants
from belonging.web.cli.check_database import FOR_OTHERS, DatabaseUnfit, refuse_unfit, warnings
from belonging.web.cli.control import keeper_of, noted
from belonging.web.cli.keeping.doctor import service
from belonging.web.cli.keeping.errors import NoBackup, NotRestored
from belonging.web.cli.keeping.making import make_backup
from belonging.web.cli.keeping.manifest import Manifest
from belonging.web.cli.keeping.places import SQLitePlace
from belonging.web.cli.keeping.snapshots import sqlite_snapshot
from belonging.web.cli.keeping.turns import LOCK, in_turn, newer_than_this
from belonging.web.cli.migrate import DatabaseNewer, migrate_all
from belonging.web.config.grants import MATRIX
from tests.web.cli.keeping.given import keeper_of_backups
from tests.web.cli.keeping.test_recovery import NOW
from tests.web.config.as_roles import as_role


def test_a_second_migration_waits_for_the_first(tmp_path: Path) -> None:
    told: list[str] = []
    waits, done = threading.Event(), threading.Event()

    def hear(words: str) -> None:
        told.append(words)
        waits.set()

    def second() -> None:
        with in_turn(tmp_path, hear):
            done.set()

    with in_turn(tmp_path, told.append):
        thread = threading.Thread(target=second)
        thread.start()
        assert waits.wait(10)
        assert not done.wait(0.1)
    thread.join(10)
    assert done.is_set()
    (words,) = told
    assert "A migration still runs" in words
    assert (tmp_path / LOCK).stat().st_mode & 0o777 == 0o600


def test_a_file_system_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of another machine. What needs no lock to be safe goes on."""

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", none)
    told: list[str] = []
    with in_turn(tmp_path, told.append):
        assert told == [f"No lock can be had in {tmp_path} (No locks available): see that no other migration runs."]
    with noted(tmp_path) as note:
        note(True)
        assert keeper_of(tmp_path) is None
    database = tmp_path / "belonging.sqlite3"
    database.touch()
    with (
        pytest.raises(NoBackup, match=f"locks a file in {tmp_path}, which failed: No locks"),
        sqlite_snapshot(database),
    ):
        pass


@pytest.fixture
def recorder(shared_database: str) -> Iterator[MigrationRecorder]:
    yield MigrationRecorder(connection)
    MigrationRecorder(connection).migration_qs.filter(name__startswith="9999").delete()


def test_an_older_program_does_not_start(recorder: MigrationRecorder, settings: Settings, tmp_path: Path) -> None:
    settings.BELONGING_HOME = tmp_path
    assert newer_than_this() == ""
    recorder.record_applied("later", "9999_an_app_of_ours")
    recorder.record_applied("surveys", "9999_of_later")

    with pytest.raises(DatabaseUnfit, match=r"newer version than this program .*later 9999_an_app_of_ours and 1 more"):
        refuse_unfit()
    with pytest.raises(DatabaseNewer):
        migrate_all()
    assert [finding.stops for finding in service.database() if "newer version" in finding.said] == [True]

    recorder.record_unapplied("later", "9999_an_app_of_ours")
    recorder.record_unapplied("surveys", "9999_of_later")
    recorder.record_applied("account", "9999_of_a_package")
    assert newer_than_this() == "", "packages of others may take migrations away"


def test_the_answering_pages_of_an_older_program_do_not_start(
    recorder: MigrationRecorder, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their process has few apps, and as their role it reads few tables: of ours it knows every migration."""
    monkeypatch.setattr(apps, "get_app_configs", list)
    apply_grants(connection, MATRIX)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'GRANT "{ANSWERING}" TO CURRENT_USER')
    recorder.record_applied("another", "9999_of_a_package")
    with as_role(ANSWERING) if connection.vendor == "postgresql" else nullcontext():
        refuse_unfit(migrations=False)
    recorder.record_applied("hub", "9999_of_later")
    with (
        as_role(ANSWERING) if connection.vendor == "postgresql" else nullcontext(),
        pytest.raises(DatabaseUnfit, match=r"newer version than this program .*hub 9999_of_later"),
    ):
        refuse_unfit(migrations=False)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plain file")
def test_a_restore_without_room_says_how_much_it_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    place = SQLitePlace(tmp_path / "restored" / "belonging.sqlite3")
    monkeypatch.setattr(tempfile, "mkstemp", no_room)
    with pytest.raises(NotRestored, match=r"No space left in .*restored: the database takes 3\.0 MB"):
        place.take(a_manifest(), iter([bytes(1_000_000)] * 3))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plain copy")
def test_a_backup_says_which_disk_is_full(
    shared_database: str, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    keeper_of_backups(settings, tmp_path, x25519.Identity.generate())
    beside = Path(str(connection.settings_dict["NAME"])).parent
    monkeypatch.setattr(tempfile, "mkstemp", no_room)
    with pytest.raises(NoBackup, match=rf"copied beside itself, in {beside}: No space left.*takes, \d"):
        make_backup(now=NOW)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_the_owner_is_not_taken_for_the_staffs_role(shared_database: str) -> None:
    """A restore and its drill ask as the owner, who may step into every role."""
    assert any("step into" in sentence for sentence in warnings())
    assert not any("step into" in sentence for sentence in warnings(who="pg_monitor"))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has neither roles nor these addresses")
def test_passwords_that_pages_never_read_are_named_at_the_start(
    shared_database: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that shows its environment would give the owner away."""
    settings.MODE = "live"
    for name in FOR_OTHERS:
        monkeypatch.delenv(name, raising=False)
    assert not any("never read" in sentence for sentence in warnings())
    for name in ("BELONGING_DRILL_DATABASE_URL", "BELONGING_STAFF_PASSWORD"):
        monkeypatch.setenv(name, "postgres://secret")

    (said,) = (sentence for sentence in warnings() if "never read" in sentence)

    assert "BELONGING_DRILL_DATABASE_URL, BELONGING_STAFF_PASSWORD" in said
    assert "/etc/belonging/backup" in said
    assert "secret" not in said
    assert not any("never read" in sentence for sentence in warnings(who=STAFF)), "a drill asks so, who reads them"


def a_manifest() -> Manifest:
    return Manifest(1, "0", NOW.isoformat(), "sqlite", {}, [], {}, 0, "")
