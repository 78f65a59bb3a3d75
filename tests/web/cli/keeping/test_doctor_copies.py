"""What would hinder the next backup is said today; so is a copy that a killed command left."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, connection
from pyrage import x25519
from pytest_django import Settings

from belonging.web.cli import doctor as command
from belonging.web.cli.keeping import doctor
from belonging.web.cli.keeping.doctor import copies, machine, service
from belonging.web.cli.keeping.doctor.findings import Level
from belonging.web.cli.keeping.making import make_backup
from belonging.web.notices.models import DutyRun
from belonging.web.notices.services import note_run
from tests.web.cli.keeping.given import keeper_of_backups
from tests.web.shared_database import postgresql_url

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def kept(shared_database: str, tmp_path: Path, settings: Settings) -> None:
    """A service with a fresh backup."""
    keeper_of_backups(settings, tmp_path, x25519.Identity.generate())
    make_backup(now=datetime.now(UTC))


def said() -> str:
    return " ".join(finding.said for finding in copies.backups() if finding.level is not Level.OK)


def is_well() -> bool:
    return any(finding.level is Level.OK for finding in copies.backups())


@pytest.mark.parametrize(
    ("recipients", "what"),
    [((), "No key is named"), (("age1nonsense",), "is no public key"), (("AGE-SECRET-KEY-1X",), "holds a private key")],
)
def test_keys_that_nothing_can_be_encrypted_to(
    kept: None, settings: Settings, recipients: tuple[str, ...], what: str
) -> None:
    assert is_well()
    settings.BACKUPS = replace(settings.BACKUPS, recipients=recipients)
    assert what in said()
    assert not is_well()


def test_a_folder_that_cannot_be_written_to(kept: None, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    settings.BACKUPS = replace(settings.BACKUPS, folder=tmp_path / "a-file" / "backups")
    assert f"may not write into {tmp_path / 'a-file'}" in said()


def test_a_folder_below_one_that_this_user_may_not_enter(
    kept: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may enter each, and root runs tests."""
    stat, folder = Path.stat, tmp_path / "roots" / "backups"
    folder.mkdir(parents=True)

    def closed(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == folder:
            raise PermissionError
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", closed)
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) not in (folder, folder.parent))
    settings.BACKUPS = replace(settings.BACKUPS, folder=folder)

    (found,) = copies.backups()

    assert f"may not write into {tmp_path / 'roots'}." in found.said
    assert f"install -d -m 0700 -o belonging {folder};" in found.remedy
    assert not any(str(folder) in finding.said for finding in machine.files())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no program and no address")
def test_an_address_of_another_database_and_programs_that_are_missing(
    kept: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = settings.BACKUPS.database_url
    other = f"{right.rpartition('/')[0]}/postgres"
    for url, what in (
        ("", "BELONGING_BACKUP_DATABASE_URL is not set"),
        (other, "is of another database or server"),
        (postgresql_url(), "does not see every row"),
        (psycopg.conninfo.make_conninfo(right, port=1), "does not reach a database"),
    ):
        settings.BACKUPS = replace(settings.BACKUPS, database_url=url)
        assert what in said()
        assert not is_well()
    settings.BACKUPS = replace(settings.BACKUPS, database_url=right)
    monkeypatch.setenv("PATH", "/nowhere")
    assert "pg_dump and pg_restore are not both here" in said()


def test_what_a_kill_left_is_named_and_what_is_at_work_is_not(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.BELONGING_HOME = tmp_path
    left = [tmp_path / name for name in (".copy-killed.sqlite3", ".drill-killed", ".restoring-killed.sqlite3")]
    for path in left:
        path.touch()
    assert list(copies.left_over()) == []
    an_age_ago = time.time() - copies.LONG_ENOUGH.total_seconds() - 60
    for path in left:
        os.utime(path, (an_age_ago, an_age_ago))
    remedies = ["belonging backup", "belonging drill restore", f"shred -u {left[2]}"]
    assert [finding.remedy for finding in copies.left_over()] == remedies, "what overwrites it"


def test_of_the_worker_is_said_when_it_worked_last(db: None) -> None:
    """Not that it works: a database that was just restored has its time and no worker."""
    note_run(name=service.WORKER, now=datetime.now(UTC) - timedelta(seconds=40), outcome="")
    assert "It last worked 4" in next(service.worker()).said
    DutyRun.objects.update(ran_at=NOW)
    found = next(service.worker())
    assert "on 23 November, 02:00 UTC" in found.said
    assert found.level is not Level.OK


def test_an_empty_folder_gets_one_sentence_about_its_database(
    shared_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the server is there")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "none.sqlite3"))
    connection.close()
    asked = ("service.database", "copies.backups", "service.mail", "machine.clock")
    monkeypatch.setattr(doctor, "CHECKS", asked)
    monkeypatch.setattr(doctor, "WITHOUT_DATABASE", asked[:1])
    (tmp_path / "none.sqlite3").unlink(missing_ok=True)

    (found,) = doctor.examined()

    assert (found.level, found.said) == (Level.LOOK, "There is none yet.")
    command._tell([found, found])
    told = capsys.readouterr().out
    assert "To do, 1: belonging migrate" in told
    assert told.endswith("2 to do, best in this order.\n")


def test_a_full_disk_is_said_where_the_database_is_away(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is why it is away, now and then."""

    def away() -> object:
        raise OperationalError("connection refused")

    assert "machine.disk" in doctor.WITHOUT_DATABASE
    settings.BELONGING_HOME.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Free(free=50_000_000))
    (found,) = machine.disk()
    assert found.stops
    assert "answers may soon be refused" in found.said


@dataclass
class _Free:
    free: int
