"""One migration at a time, and none by a program that is older than the database."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

LOCK: Final = ".migrate.lock"
SOURCES: Final = Path(__file__).parents[2]
"""Where our apps are, each in a folder of its label."""


@contextmanager
def in_turn(home: Path, say: Callable[[str], object]) -> Iterator[None]:
    """Wait until no other migration runs here. One goes on when the 'upgrade' that began it is killed."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(
                "A migration still runs, perhaps of an 'upgrade' that was killed. This waits for its end, then goes on."
            )
            fcntl.flock(lock, fcntl.LOCK_EX)
        except OSError as error:  # some file systems of other machines have no locks
            say(f"No lock can be had in {home} ({error.strerror or error}): see that no other migration runs.")
        yield


def newer_than_this(*, new_apps: bool = True) -> str:
    """A sentence where the database was brought up to date by a newer version than this one; else nothing.

    Of apps of others that we have, migrations may go; ours stay. `new_apps`: an app that nobody knows here counts too.
    The answering process has none of the others', so it can't tell these from new ones.
    """
    known = {(path.parents[1].name, path.stem) for path in SOURCES.glob("*/migrations/[0-9]*.py")}
    ours = {app for app, _ in known}
    others = {config.label for config in apps.get_app_configs() if not config.name.startswith("belonging.")}
    unknown = sorted(
        f"{app} {name}"
        for app, name in MigrationRecorder(connection).applied_migrations()
        if (app, name) not in known and (app in ours or (new_apps and app not in others))
    )
    if not unknown:
        return ""
    more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
    return (
        f"The database is of a newer version than this program ({version('belonging')}), which does not know "
        f"{unknown[0]}{more}. Use that version, or restore a backup from before it (docs/setting-up.md, “Back again”)."
    )
