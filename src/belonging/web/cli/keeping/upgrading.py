"""To a new version: page up, backup, migrations, checks, new processes, page down; and what to do where it stops."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from belonging.web.base.errors import Refused
from belonging.web.base.maintenance import Maintenance, begin, end, under_maintenance
from belonging.web.cli.control import keeper_of
from belonging.web.cli.keeping.checking import CLI
from belonging.web.cli.keeping.making import make_backup

Say = Callable[[str], object]
WORDS = "We are putting a new version in place."
BY = "upgrade"


class UpgradeStopped(Refused):
    """A step failed. The message says what state things are in, and the ways on and back."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`no_backup`: the reason why none is made; empty for a backup. `until`: when people read that it is back."""

    no_backup: str = ""
    tidy: bool = False
    until: datetime | None = None


def upgrade(asked: Asked, say: Say) -> None:
    """Each step is safe to do again, so after a kill the command is simply run again. Raises UpgradeStopped."""
    home: Path = settings.BELONGING_HOME
    waiting = migrations_waiting()
    page = under_maintenance(home)
    # One that stopped before has left on the page the backup that was made before it changed anything.
    was_up = page is not None and page.by != BY
    if page is None:
        page = Maintenance(until=asked.until, words=WORDS, by=BY)
        begin(home, now=timezone.now(), page=page)
    say("The maintenance page is up; what children send waits on their devices.")
    backup = Path(page.backup) if page.backup else _backed_up(asked, waiting, say, was_up=was_up)
    _note(home, backup)
    _step("migrate", ("migrate",), _way_back(backup))
    say(
        f"{len(waiting)} migrations applied."
        if waiting
        else "No migration was waiting; roles and files are up to date."
    )
    if asked.tidy:
        _tidied(say)
    for check in ("check-database", "journal-verify"):
        _step(check, (check,), _way_back(backup))
    say("Database and journal were checked.")
    _replaced(home, say, was_up=was_up)


def migrations_waiting() -> list[str]:
    """App and name of each, in the order in which they will be applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def _note(home: Path, backup: Path | None) -> None:
    """On the page as it is now, a person's too: what leads back while the upgrade has not ended."""
    page = under_maintenance(home)
    noted = str(backup or "")
    if page is not None and page.backup != noted:
        begin(home, now=timezone.now(), page=replace(page, backup=noted))


def _backed_up(asked: Asked, waiting: list[str], say: Say, *, was_up: bool) -> Path | None:
    if asked.no_backup:
        say(f"No backup was made: {asked.no_backup}")
        return None
    if not MigrationRecorder(connection).has_table():
        say("The database is new: there is nothing to back up.")
        return None
    if not waiting:
        say("No migration is waiting, so no backup is made for it.")
        return None
    try:
        made = make_backup(now=timezone.now())
    except Refused as refusal:
        if not was_up:
            end(settings.BELONGING_HOME)
        raise UpgradeStopped(
            f"{refusal} Nothing was changed, and the maintenance page is {'still up' if was_up else 'down again'}. Or "
            'say why none is needed: --no-backup "REASON"'
        ) from refusal
    say(f"Backup: {made.path}, read back whole.")
    return made.path


def _step(name: str, words: tuple[str, ...], way_back: str) -> None:
    refused = _refused(words)
    if refused:
        raise UpgradeStopped(f"'belonging {name}' stopped: {refused}\n{_state()}\n{way_back}.")


def _tidied(say: Say) -> None:
    """No reason to stop half-way: what is left can be tidied on any night."""
    refused = _refused(("tidy",))
    say(f"'belonging tidy' did not do all of it: {refused}" if refused else "The tables of answers were rebuilt.")


def _refused(words: tuple[str, ...]) -> str:
    """What it said last; empty where it went well."""
    ran = subprocess.run([*CLI, *words], env=os.environ, capture_output=True, text=True, check=False)
    said = [line for line in (ran.stderr or ran.stdout).strip().splitlines() if line.strip()]
    return "" if ran.returncode == 0 else said[-1] if said else f"code {ran.returncode}"


def _state() -> str:
    """Each migration is a transaction: it is in the database whole, or not at all."""
    connection.close()
    left = migrations_waiting()
    if not left:
        return "State: every migration is applied. The maintenance page is up."
    return (
        f"State: the migrations before {left[0]} are applied, each whole; that one and {len(left) - 1} after it are "
        "not. The maintenance page is up."
    )


def _way_back(backup: Path | None) -> str:
    restore = f"belonging restore {backup} --identity KEYFILE" if backup else "belonging restore of your last backup"
    return (
        "On: mend what it says and run 'belonging upgrade' again, which goes on from there. Back: stop the service, "
        "lead the link to the folder of the version before, move the database away, with that version "
        f"'{restore}', start, 'belonging maintenance off'. 0.1.0 has no restore: docs/setting-up.md, “Back again”"
    )


def _replaced(home: Path, say: Say, *, was_up: bool) -> None:
    if keeper_of(home) is None:
        _note(home, None)
        say(
            "No 'belonging serve' runs for this BELONGING_HOME. Start the service, or restart its processes where "
            "another program keeps them; then: belonging maintenance off"
        )
        return
    by_hand = "The database is ready. Stop and start the service, then 'belonging maintenance off'"
    _step("restart", ("restart",), by_hand)
    say("Every process was replaced: by the Python that 'serve' was started with (docs/running.md, “Upgrades”).")
    if was_up:
        _note(home, None)
        say("The maintenance page was up before and stays: belonging maintenance off")
    else:
        end(home)
        say("The maintenance page is down.")


def version_line() -> str:
    from importlib.metadata import version

    return f"Version {version('belonging')}, Python {sys.version.split()[0]}."
