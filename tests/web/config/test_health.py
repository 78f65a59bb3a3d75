"""What a machine is told of the health of a process: in plain words, and nothing secret."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from pytest_django import Settings

from belonging.web.config import health, readiness

SECRET = "postgres://belonging_staff:hunter2@db.internal"


def asked(path: str = "/ready/") -> tuple[int, dict[str, Any]]:
    reply = Client().get(path)
    assert reply["Cache-Control"].startswith("max-age=0")
    return reply.status_code, reply.json()


@pytest.mark.django_db
def test_staffs_process_is_ready_on_a_database_that_is_up_to_date() -> None:
    status, told = asked()
    assert (status, told["ready"]) == (200, True)
    assert set(told["checks"]) == {"database", "durable", "migrations", "static files", "room on the disk"}
    assert set(told["checks"].values()) == {"all right"}


@pytest.mark.django_db
def test_the_answering_process_is_ready_where_it_could_take_an_answer(answering_process: None) -> None:
    status, told = asked()
    assert (status, told["ready"]) == (200, True)
    assert {"writable", "questionnaires", "link keys"} <= set(told["checks"])


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_without_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OperationalError(f"could not connect to {SECRET}")

    monkeypatch.setattr(health.STAFF, "_checks", {"database": away})
    status, told = asked()
    assert status == 503
    assert told == {"ready": False, "checks": {"database": "It could not be asked; the log says where."}}
    assert asked("/live/") == (200, {"live": True})


@pytest.mark.django_db
def test_a_migration_that_waits_is_counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notices'")
    status, told = asked()
    assert status == 503
    assert "Run 'belonging migrate'" in told["checks"]["migrations"]


@pytest.mark.django_db
def test_a_table_that_cannot_be_read_is_found(answering_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.ANSWERING._checks, "questionnaires", _select_from_nowhere)
    status, told = asked()
    assert status == 503
    assert [name for name, said in told["checks"].items() if said != "all right"] == ["questionnaires"]


def _select_from_nowhere() -> str:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM surveys_no_such_table")
    return ""


def test_a_full_disk_is_told_before_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "belonging.sqlite3"
    sqlite3.connect(file).close()
    monkeypatch.setattr(readiness, "_sqlite_file", lambda: file)
    assert readiness.room() == ""
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_bavail=100, f_frsize=4096))
    assert readiness.room() == "Fewer than 200 MB are free."


def test_a_file_that_somebody_writes_to_is_writable_and_one_that_is_read_only_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "belonging.sqlite3"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("CREATE TABLE answers (id)")
    monkeypatch.setattr(readiness, "_sqlite_file", lambda: file)
    assert readiness.writable() == ""
    other.execute("BEGIN IMMEDIATE")
    assert readiness.writable() == ""
    other.close()
    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: _read_only(file))
    assert readiness.writable() == "The database file can't be written to."


_connect = sqlite3.connect


def _read_only(file: Path) -> sqlite3.Connection:
    return _connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)


@pytest.mark.parametrize(("mode", "fault"), [(0o700, False), (0o000, True)])
def test_keys_of_linked_cohorts_must_be_readable(tmp_path: Path, settings: Settings, mode: int, fault: bool) -> None:
    if os.geteuid() == 0 and fault:
        pytest.skip("the administrator reads every folder")
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    assert readiness.link_keys() == ""
    settings.BELONGING_LINK_KEYS.mkdir(mode=mode)
    assert bool(readiness.link_keys()) is fault


def test_whoever_asks_often_asks_nobody(settings: Settings, tmp_path: Path) -> None:
    settings.MODE, settings.BELONGING_HOME = "live", tmp_path
    times: list[int] = []

    def check() -> str:
        times.append(1)
        return ""

    one = health.Readiness({"one": check})
    assert [one.found() for _ in range(20)] == [{"one": ""}] * 20
    assert len(times) == 1
