"""A database that is away is never made anew by whoever looks for it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from belonging.web.base import sqlite_file


@pytest.fixture
def only_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file.Connection, "makes_files", False)


def test_whoever_sets_up_makes_the_file(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "new.sqlite3", factory=sqlite_file.Connection).close()
    assert (tmp_path / "new.sqlite3").exists()


@pytest.mark.usefixtures("only_what_is_there")
def test_whoever_serves_does_not(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="belonging migrate"):
        sqlite3.connect(tmp_path / "away.sqlite3", factory=sqlite_file.Connection)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("only_what_is_there")
def test_what_is_there_is_opened(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "there.sqlite3").close()
    sqlite3.connect(tmp_path / "there.sqlite3", factory=sqlite_file.Connection).close()
    sqlite3.connect(":memory:", factory=sqlite_file.Connection).close()
