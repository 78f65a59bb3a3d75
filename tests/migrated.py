"""A database in which every migration has run, made once for one state of the migrations and then copied.

Running them takes seconds, and a test session, its workers and the tests with a database of their own all need it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import psycopg

SOURCES = Path(__file__).parents[1] / "src" / "belonging" / "web"


def migrated_file() -> Path:
    """Its path. Copy it; nobody writes to it."""
    kept = Path(tempfile.gettempdir()) / f"belonging-migrated-{os.getuid()}-{_state()}.sqlite3"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            making = kept.with_suffix(f".{os.getpid()}")
            _migrate(f"sqlite:///{making}")
            making.rename(kept)
    return kept


def migrated_template() -> str:
    """The name of PostgreSQL's, for CREATE DATABASE … TEMPLATE. Nobody connects to it."""
    url = os.environ["BELONGING_DATABASE_URL"]
    kept, making = f"migrated_{_state()}", f"migrating_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(1)")  # goes with the connection
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept]).fetchone():
            admin.execute(f"CREATE DATABASE {making}")
            _migrate(f"{url.rpartition('/')[0]}/{making}")
            admin.execute(f"ALTER DATABASE {making} RENAME TO {kept}")
    return kept


def _migrate(url: str) -> None:
    place = {"BELONGING_MODE": "test", "BELONGING_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "django", "migrate", "-v0"]
    subprocess.run(command, env={**os.environ, **place}, check=True)


def _state() -> str:
    """What the result depends on: the migrations, what they import, the libraries' own migrations by their versions."""
    digest = hashlib.sha256(django.__version__.encode())
    lock = Path(__file__).parents[1] / "requirements" / "runtime.txt"
    for path in [lock, *sorted(SOURCES.glob("*/migrations/*.py")), *sorted((SOURCES / "base").glob("*.py"))]:
        digest.update(path.read_bytes())
    digest.update((SOURCES / "config" / "settings.py").read_bytes())
    return digest.hexdigest()[:16]
