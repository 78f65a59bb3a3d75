"""The demo's folder: which files are its own, who may use it, and how it is emptied."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from belonging.web.base.errors import Refused
from belonging.web.home.demo_file import CODES_FILE, STATE_FILE

DATABASE = "demo.sqlite3"
LOCK = "demo.lock"
SECRETS = "demo-secrets.json"
OWN_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", STATE_FILE, CODES_FILE, SECRETS)
"""All that a reset removes. The demo never touches a file of another name (but the collected static files)."""

NOT_OF_A_DEMO = {
    "a school that is not simulated": "SELECT count(*) FROM schools_school WHERE NOT is_simulated",
    "a cohort that is not a demo": "SELECT count(*) FROM programme_cohort WHERE NOT is_demo",
    "accounts, and none that the demo made": "SELECT count(*) > 0 AND NOT max(is_demo) FROM accounts_user",
}
"""A visitor of the demo may have taken up an invitation: such an account stands beside those that the demo made."""


class NotTheDemos(Refused):
    """The file under the demo's name holds what the demo did not make."""


class DemoRunning(Refused):
    """Another terminal holds the demo."""


class LiveTerminal(Refused):
    """The terminal is set up for the real service."""


def demo_environment(home: Path, port: int) -> dict[str, str]:
    """Settings for every process of the demo: its own database, this machine only.

    Raises LiveTerminal where BELONGING_MODE says that this is no place for a demo.
    """
    mode = os.environ.get("BELONGING_MODE", "demo")
    if mode != "demo":
        raise LiveTerminal(
            f"BELONGING_MODE is {mode!r} here, so this is not a place for the demo. "
            "Open another terminal, or unset it: unset BELONGING_MODE"
        )
    return {
        "BELONGING_MODE": "demo",
        "BELONGING_HOME": str(home),
        "BELONGING_DATABASE_URL": f"sqlite:///{home / DATABASE}",
        "BELONGING_ANSWERING_DATABASE_URL": f"sqlite:///{home / DATABASE}",
        "BELONGING_STAFF_URL": f"http://127.0.0.1:{port}",
        "BELONGING_ANSWERING_URL": f"http://127.0.0.1:{port + 1}",
        "BELONGING_HOSTS": "127.0.0.1,localhost",
    }


@contextmanager
def held(home: Path) -> Iterator[int]:
    """Hold the demo for as long as the block lasts; gives the lock's file number, to hand on to the loader.

    Raises DemoRunning where another process holds it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DemoRunning(
                f"The demo in {home} is running already, perhaps in another terminal. Stop it there with Ctrl-C first."
            ) from error
        yield file.fileno()


def has_database(home: Path) -> bool:
    return (home / DATABASE).exists()


def empty(home: Path) -> None:
    """Remove what the demo made, and nothing else. Call while it is `held`. Raises NotTheDemos."""
    refuse_foreign(home / DATABASE)
    for name in OWN_FILES:
        (home / name).unlink(missing_ok=True)


def refuse_foreign(database: Path) -> None:
    """Raise NotTheDemos unless the file is missing, has no tables yet, or holds demo data only."""
    if not database.exists():
        return
    found = _foreign(database)
    if found:
        raise NotTheDemos(
            f"{database} holds {found}. The demo throws nothing away that it did not make. "
            "Move the file, then try again."
        )


def _foreign(database: Path) -> str:
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for what, query in NOT_OF_A_DEMO.items():
                table = query.split(" FROM ")[1].split()[0]
                if table in tables and connection.execute(query).fetchone()[0]:
                    return what
    except sqlite3.DatabaseError as error:
        return f"something that cannot be read as the demo's database ({error})"
    return ""
