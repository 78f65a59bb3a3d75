"""A backup is made while the service runs, and comes back whole or not at all."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pyrage import x25519
from pytest_django import Settings

from belonging.web.base.scope import programme_scope
from belonging.web.cli.keeping import restoring
from belonging.web.cli.keeping.drilling import drilled
from belonging.web.cli.keeping.errors import BackupDamaged, NoBackup, NotRestored, WrongKey
from belonging.web.cli.keeping.making import Made, make_backup
from belonging.web.cli.keeping.manifest import manifest_of, read_manifest
from belonging.web.cli.keeping.places import Place
from belonging.web.cli.keeping.restoring import restore, what_now
from belonging.web.cli.keeping.shelf import forget_old, placed
from belonging.web.cli.keeping.snapshots import COPY_LOCK, sqlite_snapshot, sweep
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.models import DutyRun
from belonging.web.notices.rules import BACKUP_DUTY
from belonging.web.schools.models import School
from tests.web.cli.keeping.given import empty_place, keeper_of_backups, some_schools

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEY = x25519.Identity.generate()


@pytest.fixture
def made(shared_database: str, tmp_path: Path, settings: Settings) -> Made:
    keeper_of_backups(settings, tmp_path, KEY)
    some_schools()
    with programme_scope("test"):
        record_act(act=Act("tried", "backup:1", {"n": 1}), actor="test", now=NOW)
    return make_backup(now=NOW)


def rows_at(place: Place, table: str) -> int:
    question = f"SELECT count(*) FROM {table}"  # noqa: S608  # a name of ours
    if place.vendor == "sqlite":
        with closing(sqlite3.connect(place.url.removeprefix("sqlite:///"))) as opened:
            return int(opened.execute(question).fetchone()[0])
    with psycopg.connect(place.url) as opened_there:
        found = opened_there.execute(question.encode()).fetchone()
        return int(found[0]) if found else -1


def is_empty(place: Place) -> bool:
    if place.vendor == "sqlite":
        folder = Path(place.url.removeprefix("sqlite:///")).parent
        return not folder.exists() or list(folder.iterdir()) == []
    return rows_at(place, "pg_tables WHERE schemaname = 'public'") == 0


def test_what_was_backed_up_comes_back(made: Made, tmp_path: Path) -> None:
    place = empty_place(tmp_path)
    some_later = School(name="Later", slug="later", setting="primary", is_simulated=True)
    some_later.save()

    done = restore(made.path, [KEY], place)

    assert rows_at(place, "schools_school") == 3
    assert done.manifest == made.manifest
    assert done.same_pepper
    assert done.behind == 0
    assert made.manifest.journal["programme"][0] == 1
    assert "23 November 2026, 02:00 UTC" in what_now(done, place)[0]
    assert BACKUP_DUTY in set(DutyRun.objects.values_list("pk", flat=True))
    assert made.path.stat().st_mode & 0o777 == 0o600


def test_the_pepper_is_not_in_it_and_another_one_is_noticed(made: Made, tmp_path: Path, settings: Settings) -> None:
    assert bytes(settings.BELONGING_PEPPER) not in made.path.read_bytes()
    settings.BELONGING_PEPPER = b"another pepper of thirty-two letters or more"
    place = empty_place(tmp_path)
    done = restore(made.path, [KEY], place)
    assert not done.same_pepper
    assert any(
        "BELONGING_PEPPER here is not" in sentence and "BELONGING_PEPPER_BEFORE" in sentence
        for sentence in what_now(done, place)
    )


def test_another_key_opens_nothing_and_leaves_nothing(made: Made, tmp_path: Path) -> None:
    place = empty_place(tmp_path)
    with pytest.raises(WrongKey, match="other keys"):
        restore(made.path, [x25519.Identity.generate()], place)
    assert is_empty(place)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.97, 1.0])
@pytest.mark.parametrize("kind", ["cut", "flipped"])
def test_a_damaged_file_is_noticed_and_leaves_nothing(made: Made, tmp_path: Path, share: float, kind: str) -> None:
    whole = made.path.read_bytes()
    at = int(share * (len(whole) - 1))
    bad = whole[:at] if kind == "cut" else whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    made.path.write_bytes(bad)
    place = empty_place(tmp_path)
    with pytest.raises(BackupDamaged, match="cut short or altered"):
        restore(made.path, [KEY], place)
    assert is_empty(place)


@pytest.mark.parametrize("text", [b"", b"[" * 90_000, b"{}", b"\xff"])
def test_a_list_of_contents_that_is_none_is_damage(text: bytes) -> None:
    with pytest.raises(BackupDamaged):
        read_manifest(text)


def test_it_is_restored_into_an_empty_place_alone(made: Made, tmp_path: Path) -> None:
    place = empty_place(tmp_path)
    restore(made.path, [KEY], place)
    with pytest.raises(NotRestored, match="already"):
        restore(made.path, [KEY], place)
    assert rows_at(place, "schools_school") == 3


def test_a_backup_of_a_newer_version_is_refused(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Older(MigrationLoader):
        def load_disk(self) -> None:
            super().load_disk()
            self.disk_migrations = {key: each for key, each in self.disk_migrations.items() if key[0] != "journal"}

    monkeypatch.setattr(restoring, "MigrationLoader", Older)
    place = empty_place(tmp_path)
    with pytest.raises(NotRestored, match="Install that version"):
        restore(made.path, [KEY], place)
    assert is_empty(place)


def test_old_ones_go_and_files_of_others_stay(made: Made, settings: Settings) -> None:
    other = made.path.with_name("belonging-notes.age")
    other.write_text("not ours")
    later = make_backup(now=NOW + timedelta(days=34, hours=23))
    assert later.forgotten == 0
    last = make_backup(now=NOW + timedelta(days=35))
    assert last.forgotten == 1
    assert not made.path.exists()
    assert other.exists()


def test_a_drill_leaves_nothing_behind(made: Made, tmp_path: Path, settings: Settings) -> None:
    place = empty_place(tmp_path)
    settings.BACKUPS = replace(settings.BACKUPS, drill_url=place.url)
    scratch = tmp_path / "drill"
    scratch.mkdir()
    done = drilled(scratch, [KEY], releases=False)
    assert [check.well for check in done.checks] == [True, True], done.checks
    assert done.rows == sum(made.manifest.counts.values())
    assert list(scratch.iterdir()) == []
    assert is_empty(place)


def test_what_a_killed_backup_left_goes_at_the_next_and_one_at_work_stays(tmp_path: Path) -> None:
    left = tmp_path / "belonging-20261123T020000Z.unfinished"
    left.write_bytes(b"half of one")
    with placed(tmp_path, NOW + timedelta(hours=1)) as (_, at_work):
        forget_old(tmp_path, days=35, now=NOW)
        assert at_work.exists()
    assert not left.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's plain copy")
def test_no_plain_copy_stays_even_after_a_kill(made: Made, tmp_path: Path) -> None:
    place = empty_place(tmp_path)
    folder = Path(place.url.removeprefix("sqlite:///")).parent
    folder.mkdir()
    left, arriving = tmp_path / ".copy-killed.sqlite3", folder / ".restoring-killed.sqlite3"
    for path in (left, arriving):
        path.write_bytes(b"answers")
    make_backup(now=NOW + timedelta(hours=1))
    restore(made.path, [KEY], place)
    assert not left.exists()
    assert not arriving.exists()
    assert (tmp_path / COPY_LOCK).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's plain copy")
def test_what_a_restore_that_breaks_off_has_brought_is_overwritten(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seized = tmp_path / "seized"

    def told_to_stop(_manifest: object, arriving: Path) -> None:
        os.link(arriving, seized)
        raise KeyboardInterrupt

    monkeypatch.setattr("belonging.web.cli.keeping.places._refuse_unlike", told_to_stop)
    with pytest.raises(KeyboardInterrupt):
        restore(made.path, [KEY], empty_place(tmp_path))
    assert seized.read_bytes() == b"", "who still has the file finds nothing in it"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's plain copy")
def test_a_restore_that_is_at_work_keeps_its_copy(tmp_path: Path) -> None:
    at_work = tmp_path / ".restoring-now.sqlite3"
    with at_work.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep(tmp_path, ".restoring-*")
        assert at_work.exists()
    sweep(tmp_path, ".restoring-*")
    assert not at_work.exists()


def test_a_database_without_tables_is_not_backed_up(tmp_path: Path) -> None:
    """An empty file looked like a backup that would come back."""
    empty = tmp_path / "belonging.sqlite3"
    empty.touch()
    with pytest.raises(NoBackup, match="'belonging migrate'"), sqlite_snapshot(empty) as snapshot:
        manifest_of(snapshot, version="0", pepper_mark="", now=NOW)


def test_a_backup_is_named_by_its_own_moment(made: Made) -> None:
    ahead = made.path.with_name("belonging-20991231T000000Z.age")
    ahead.write_bytes(b"of a clock that went wrong")
    later = make_backup(now=NOW + timedelta(hours=1))
    assert later.path.name == "belonging-20261123T030000Z.age"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_a_role_that_sees_a_part_makes_no_backup(made: Made, settings: Settings) -> None:
    settings.BACKUPS = replace(settings.BACKUPS, database_url=os.environ["BELONGING_DATABASE_URL"])
    with pytest.raises(NoBackup, match="row-level security"):
        make_backup(now=NOW + timedelta(hours=1))
    assert [path.name for path in settings.BACKUPS.folder.iterdir()] == [made.path.name]
