"""A drill leaves nothing and takes nothing: stopped it clears, killed it is cleared after, a person's rows stay."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from pyrage import x25519
from pytest_django import Settings

from belonging.web.base.database_roles import STAFF
from belonging.web.cli.keeping.checking import CLI, checks_at
from belonging.web.cli.keeping.doctor import copies
from belonging.web.cli.keeping.drilling import MIGRATE, drilled
from belonging.web.cli.keeping.errors import NotRestored
from belonging.web.cli.keeping.making import backup_into
from belonging.web.cli.keeping.places import PostgreSQLPlace
from belonging.web.cli.keeping.restoring import restore
from belonging.web.cli.keeping.scratch import MARK, Lies, drill_database, kept_from_drills, lies_in
from belonging.web.cli.main import main
from tests.web.cli.keeping.given import as_administrator, keeper_of_backups, some_schools
from tests.web.cli.keeping.test_recovery import NOW

KEY = x25519.Identity.generate()
SLOWLY = """
import pathlib, sys, time
from belonging.web.cli.keeping import places
from belonging.web.cli.main import main

home = pathlib.Path(sys.argv[1])

def slowly(clear):
    def slow(*given):
        (home / "clears").touch()
        while not (home / "may-go-on").exists():
            time.sleep(0.02)
        clear(*given)
        (home / "has-cleared").touch()
    return slow

places.overwrite = slowly(places.overwrite)
places.PostgreSQLPlace.clear = slowly(places.PostgreSQLPlace.clear)
sys.exit(main(sys.argv[2:]))
"""
"""The command line, whose clearing takes as long as the test likes."""
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's are files: test_recovery.py")


@pytest.fixture
def drill_url(shared_database: str, tmp_path: Path, settings: Settings) -> Iterator[str]:
    """Of an empty database whose owner may sign in, and nothing else. Empty on SQLite."""
    keeper_of_backups(settings, tmp_path, KEY)
    settings.BELONGING_HOME = tmp_path
    some_schools()
    if connection.vendor == "sqlite":
        yield ""
        return
    name, place = f"drill_{os.getpid()}", as_administrator().rpartition("@")[2].rpartition("/")[0]
    with psycopg.connect(as_administrator(), autocommit=True) as administrator:
        administrator.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'test'")
        administrator.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0")
        url = f"postgres://{name}:test@{place}/{name}"
        settings.BACKUPS = replace(settings.BACKUPS, drill_url=url)
        yield url
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
        administrator.execute(f"DROP ROLE {name}")


@contextmanager
def a_drill_that_has_restored(
    url: str, folder: Path, command_line: Sequence[str] = CLI
) -> Iterator[subprocess.Popen[str]]:
    """In a process of its own, which now checks what it has restored."""
    environment = {
        "BELONGING_HOME": str(folder),
        **({"BELONGING_BACKUP_DATABASE_URL": as_administrator(), "BELONGING_DRILL_DATABASE_URL": url} if url else {}),
    }
    hears_all = ("env", "--default-signal=HUP,INT,TERM")  # also where the tests were started by 'nohup'
    process = subprocess.Popen(
        [*hears_all, *command_line, "drill", "restore"], env={**os.environ, **environment}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        until(lambda: is_restored(url, folder) or process.poll() is not None)
        assert process.poll() is None, process.communicate()[0]
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def until(it_is: Callable[[], bool], seconds: float = 120) -> None:
    last = time.monotonic() + seconds
    while not it_is():
        assert time.monotonic() < last
        time.sleep(0.02)


def is_restored(url: str, folder: Path) -> bool:
    return bool(PostgreSQLPlace(url).tables()) if url else any(folder.glob(".drill-*/restored.sqlite3"))


def mark_at(url: str) -> str | None:
    with psycopg.connect(url) as there:
        found = there.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        return str(found[0]) if found and found[0] is not None else None


@on_postgresql
def test_what_a_killed_drill_left_is_named_and_the_next_removes_it(drill_url: str, tmp_path: Path) -> None:
    with a_drill_that_has_restored(drill_url, tmp_path) as process:
        assert lies_in(drill_url) is Lies.A_DRILL_AT_WORK
        assert list(copies.left_over()) == []
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        until(lambda: lies_in(drill_url) is not Lies.A_DRILL_AT_WORK)
        with psycopg.connect(drill_url) as there:
            assert there.execute("SELECT count(*) FROM schools_school").fetchone() == (3,)
        (found,) = copies.left_over()
        assert "killed left: everything, not encrypted" in found.said
        assert found.remedy == "belonging drill restore"

        done = drilled(tmp_path, None, releases=False)

    assert [check.well for check in done.checks] == [True, True], done.checks
    assert lies_in(drill_url) is Lies.NOTHING
    assert list(copies.left_over()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_drill_that_is_told_to_stop_clears_first(drill_url: str, tmp_path: Path, number: signal.Signals) -> None:
    with a_drill_that_has_restored(drill_url, tmp_path) as process:
        os.killpg(process.pid, number)
        assert process.wait(timeout=60) == 128 + number
    assert not is_restored(drill_url, tmp_path)
    assert list(tmp_path.glob(".drill-*")) == []


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (None, signal.SIGTERM, 0),
        (None, signal.SIGINT, 0),
        (signal.SIGINT, signal.SIGINT, 130),
        (signal.SIGTERM, signal.SIGINT, 143),
    ],
)
def test_a_drill_that_clears_already_is_not_stopped_in_it(
    drill_url: str, tmp_path: Path, first: signal.Signals | None, second: signal.Signals, code: int
) -> None:
    slowly = (sys.executable, "-c", SLOWLY, str(tmp_path))
    with a_drill_that_has_restored(drill_url, tmp_path, slowly) as process:
        if first is not None:
            os.killpg(process.pid, first)
        until(lambda: (tmp_path / "clears").exists() or process.poll() is not None)
        os.killpg(process.pid, second)
        time.sleep(0.2)
        (tmp_path / "may-go-on").touch()
        assert process.wait(timeout=60) == code
    assert (tmp_path / "has-cleared").exists()
    assert not is_restored(drill_url, tmp_path)
    assert list(tmp_path.glob(".drill-*")) == []


@on_postgresql
def test_nothing_is_marked_before_rows_come_nor_after(drill_url: str) -> None:
    with drill_database(drill_url) as scratch:
        assert mark_at(drill_url) is None, "killed here, a drill would leave a mark on what a person fills next"
        with scratch:
            assert mark_at(drill_url) == MARK
        assert mark_at(drill_url) is None


@on_postgresql
def test_what_a_person_brought_in_while_the_backup_was_made_stays(drill_url: str) -> None:
    with drill_database(drill_url) as scratch:
        with psycopg.connect(drill_url) as person:
            person.execute("CREATE TABLE somebodys (n int)")
        with pytest.raises(NotRestored, match="no drill marked as its own"), scratch:
            pass
    assert PostgreSQLPlace(drill_url).tables() == ["somebodys"]
    assert mark_at(drill_url) is None


@on_postgresql
def test_a_person_restores_into_no_database_that_the_next_drill_would_empty(
    drill_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, key = backup_into(tmp_path, [KEY.to_public()], now=NOW).path, tmp_path / "key.txt"
    key.write_text(str(KEY))
    name = drill_url.rpartition("/")[2]
    with psycopg.connect(drill_url) as killed_as_it_began:
        killed_as_it_began.execute(f"COMMENT ON DATABASE {name} IS '{MARK}'")

    assert main(["restore", str(path), "--identity", str(key), "--to", drill_url]) == 2

    assert f"COMMENT ON DATABASE {name} IS NULL" in capsys.readouterr().err
    assert PostgreSQLPlace(drill_url).tables() == []


@on_postgresql
def test_a_restore_that_is_to_stay_and_a_drill_take_turns(drill_url: str) -> None:
    place = PostgreSQLPlace(drill_url)
    with kept_from_drills(place), pytest.raises(NotRestored, match="Another drill"), drill_database(drill_url):
        pass
    with drill_database(drill_url), pytest.raises(NotRestored, match="A drill, or another"), kept_from_drills(place):
        pass


@on_postgresql
def test_two_drills_take_turns(drill_url: str) -> None:
    with drill_database(drill_url), pytest.raises(NotRestored, match="Another drill"), drill_database(drill_url):
        pass


@on_postgresql
def test_a_check_that_outlives_its_drill_is_ended_before_anything_is_removed(drill_url: str) -> None:
    with closing(psycopg.connect(drill_url)) as outlives:
        with drill_database(drill_url) as scratch, scratch:
            outlives.execute("CREATE TABLE half (n int)")
        with pytest.raises(psycopg.OperationalError):
            outlives.commit()
    assert PostgreSQLPlace(drill_url).tables() == []


@on_postgresql
def test_tables_that_no_drill_put_there_stay(drill_url: str, tmp_path: Path) -> None:
    with psycopg.connect(drill_url) as owner:
        owner.execute("CREATE TABLE somebodys (n int)")
    with pytest.raises(NotRestored, match="no drill marked as its own"):
        drilled(tmp_path, None, releases=False)
    assert PostgreSQLPlace(drill_url).tables() == ["somebodys"]
    (found,) = copies.left_over()
    assert "the next one refuses" in found.said


@on_postgresql
def test_the_services_own_database_is_never_drilled_in(
    drill_url: str, shared_database: str, settings: Settings, tmp_path: Path
) -> None:
    settings.BACKUPS = replace(settings.BACKUPS, drill_url=shared_database)
    with pytest.raises(NotRestored, match="the service's own database"):
        drilled(tmp_path, None, releases=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM schools_school")
        assert cursor.fetchone() == (3,)


@on_postgresql
def test_a_role_that_does_not_own_the_database_is_told_so(drill_url: str) -> None:
    name = drill_url.rpartition("/")[2]
    with psycopg.connect(as_administrator(), autocommit=True) as administrator:
        administrator.execute(f"ALTER DATABASE {name} OWNER TO postgres")
    with pytest.raises(NotRestored, match="as the owner of"), drill_database(drill_url):
        pass


@on_postgresql
def test_the_role_of_drills_changes_no_role_and_gives_nobody_a_look(drill_url: str, tmp_path: Path) -> None:
    path = backup_into(tmp_path, [KEY.to_public()], now=NOW).path
    place = PostgreSQLPlace(drill_url)
    restore(path, [KEY], place)

    usual, in_a_drill = checks_at(drill_url, [("migrate",), MIGRATE], {"BELONGING_HOME": str(tmp_path)})

    assert not usual.well, "it would make roles"
    assert "CREATEROLE" in usual.said
    assert in_a_drill.well, in_a_drill.said
    with psycopg.connect(drill_url) as there:
        rights = there.execute("SELECT has_table_privilege(%s, 'schools_school', 'SELECT')", [STAFF])
        assert rights.fetchone() == (False,)
    with psycopg.connect(as_administrator()) as administrator:
        role = drill_url.rpartition("/")[2]
        reads = administrator.execute("SELECT has_table_privilege(%s, 'schools_school', 'SELECT')", [role])
        assert reads.fetchone() == (False,), "nor anything of the service's own"
