"""Which database a command opens that is told of none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from belonging.web.config import environment


@pytest.mark.parametrize(
    ("mode", "files", "opened"),
    [
        ("demo", ["demo.sqlite3"], "demo.sqlite3"),
        ("demo", [], "belonging.sqlite3"),
        ("live", ["demo.sqlite3"], "belonging.sqlite3"),
    ],
)
def test_the_demo_s_database_is_opened_in_the_mode_demo_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str, files: list[str], opened: str
) -> None:
    for name in files:
        (tmp_path / name).touch()
    monkeypatch.delenv("BELONGING_DATABASE_URL", raising=False)
    monkeypatch.setenv("BELONGING_MODE", mode)
    monkeypatch.setenv("BELONGING_HOME", str(tmp_path))

    assert environment.database()["NAME"] == str(tmp_path.resolve() / opened)


@pytest.mark.parametrize("address", ["", "sqlite", "mysql://someone@127.0.0.1/belonging", "belonging.sqlite3"])
def test_an_address_that_is_none_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("BELONGING_DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match=r"empty or of another kind\. Set BELONGING_DATABASE_URL"):
        environment.database()
