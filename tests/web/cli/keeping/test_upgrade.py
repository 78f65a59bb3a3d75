"""From the version before: page up, backup, migrations, checks; and where a step fails, the way on and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone
from pyrage import x25519
from pytest_django import Settings

from belonging.web.base.maintenance import FILE, Maintenance, begin, under_maintenance
from belonging.web.cli.keeping import upgrading
from belonging.web.cli.keeping.shelf import kept_in
from belonging.web.cli.keeping.upgrading import Asked, UpgradeStopped, upgrade
from belonging.web.cli.main import main
from tests.web.cli.keeping.given import keeper_of_backups

WAITING = ["surveys 0099_later", "themes 0098_later"]


@pytest.fixture
def steps(
    shared_database: str, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, ...]]:
    """What was done in processes of its own; nothing is, in truth."""
    done: list[tuple[str, ...]] = []
    settings.BELONGING_HOME = tmp_path
    monkeypatch.setenv("BELONGING_HOME", str(tmp_path))
    keeper_of_backups(settings, tmp_path, x25519.Identity.generate())
    monkeypatch.setattr(upgrading, "migrations_waiting", lambda: WAITING)
    monkeypatch.setattr(upgrading, "_step", lambda *step: done.append(step[1]))
    monkeypatch.setattr(upgrading, "_tidied", lambda _say: done.append(("tidy",)))
    return done


def test_a_backup_is_there_before_anything_changes(steps: list[tuple[str, ...]], settings: Settings) -> None:
    told: list[str] = []
    upgrade(Asked(tidy=True), told.append)
    assert steps == [("migrate",), ("tidy",), ("check-database",), ("journal-verify",)]
    assert len(kept_in(settings.BACKUPS.folder)) == 1
    assert under_maintenance(settings.BELONGING_HOME), "nothing of 'serve' runs, so a person takes the page down"
    assert "belonging maintenance off" in told[-1]


def test_what_cannot_be_tidied_stops_no_upgrade_half_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """There the old processes would go on, on new tables and behind the page."""
    stub, told = tmp_path / "tidy", list[str]()
    stub.write_text("#!/bin/sh\necho 'The tables are rebuilt. The log is kept.' >&2\nexit 1\n")
    stub.chmod(0o700)
    monkeypatch.setattr(upgrading, "CLI", (str(stub),))
    upgrading._tidied(told.append)
    assert told == ["'belonging tidy' did not do all of it: The tables are rebuilt. The log is kept."]
    with pytest.raises(UpgradeStopped, match="The log is kept"):
        upgrading._step("migrate", ("migrate",), "Back")


def test_processes_are_replaced_and_the_page_comes_down(
    steps: list[tuple[str, ...]], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrading, "keeper_of", lambda home: home)
    upgrade(Asked(no_backup="a trial"), lambda _: None)
    assert steps[-1] == ("restart",)
    assert kept_in(settings.BACKUPS.folder) == []
    assert under_maintenance(settings.BELONGING_HOME) is None


@pytest.mark.parametrize("persons", [False, True], ids=["its own page", "a person's page"])
def test_one_that_was_killed_is_run_again_and_names_the_first_backup(
    persons: bool, steps: list[tuple[str, ...]], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = settings.BELONGING_HOME
    if persons:
        main(["maintenance", "on", "--words", "Moving house"])
    monkeypatch.setattr(upgrading, "_step", killed)
    with pytest.raises(KeyboardInterrupt):
        upgrade(Asked(), lambda _: None)
    [first] = kept_in(settings.BACKUPS.folder)
    left = under_maintenance(home)
    assert left is not None
    assert (home / FILE).stat().st_mode & 0o777 == 0o640
    assert left.backup == str(first.path), "the way back leads to what was there before anything changed"
    if persons:
        main(["maintenance", "on", "--until", "17:30"])

    ways: list[str] = []
    monkeypatch.setattr(upgrading, "_step", lambda *step: ways.append(step[2]))
    monkeypatch.setattr(upgrading, "keeper_of", lambda home: home)
    upgrade(Asked(), lambda _: None)

    assert [each.path for each in kept_in(settings.BACKUPS.folder)] == [first.path]
    assert f"belonging restore {first.path} " in ways[0]
    after = under_maintenance(home)
    assert (after.words, after.backup) == ("Moving house", "") if persons and after else after is None


def test_the_next_upgrade_makes_a_backup_of_its_own(steps: list[tuple[str, ...]], settings: Settings) -> None:
    """Where no 'serve' runs the page stays up after the end."""
    upgrade(Asked(), lambda _: None)
    found = under_maintenance(settings.BELONGING_HOME)
    assert found is not None
    assert found.backup == ""


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_page_that_somebody_put_up_stays_up(
    steps: list[tuple[str, ...]], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrading, "keeper_of", lambda home: home)
    begin(settings.BELONGING_HOME, now=timezone.now(), page=Maintenance(words="Moving house"))
    told: list[str] = []
    upgrade(Asked(no_backup="a trial"), told.append)
    found = under_maintenance(settings.BELONGING_HOME)
    assert found is not None
    assert found.words == "Moving house"
    assert told[-1] == "The maintenance page was up before and stays: belonging maintenance off"


def test_without_a_backup_nothing_is_changed(steps: list[tuple[str, ...]], settings: Settings, tmp_path: Path) -> None:
    settings.BACKUPS = replace(settings.BACKUPS, recipients=())
    with pytest.raises(UpgradeStopped, match="Nothing was changed, and the maintenance page is down again"):
        upgrade(Asked(), lambda _: None)
    assert steps == []
    assert under_maintenance(settings.BELONGING_HOME) is None


def test_a_step_that_fails_says_the_state_and_both_ways(
    shared_database: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BELONGING_HOME = tmp_path
    monkeypatch.setattr(upgrading, "migrations_waiting", lambda: WAITING)
    monkeypatch.setattr(upgrading, "CLI", ("sh", "-c", "echo 'The disk is full.' >&2; exit 1", "belonging"))
    with pytest.raises(UpgradeStopped) as stopped:
        upgrade(Asked(no_backup="a trial"), lambda _: None)
    said = str(stopped.value)
    assert "The disk is full." in said
    assert "before surveys 0099_later are applied, each whole; that one and 1 after it are not" in said
    assert "'belonging upgrade' again" in said
    assert "belonging restore" in said
    assert "0.1.0 has no restore" in said
    assert under_maintenance(tmp_path)
