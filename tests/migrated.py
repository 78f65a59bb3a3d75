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
from typing import Any

import django
import psycopg

SOURCES = Path(__file__).parents[1] / "src" / "belonging" / "web"

GRANT = (
    "import django; django.setup(); from django.conf import settings; from django.db import connection; "
    "from belonging.web.base.database_roles import apply_grants; apply_grants(connection, settings.DATABASE_GRANTS)"
)


def migrated_file() -> Path:
    """Its path. Copy it; nobody writes to it."""
    kept = Path(tempfile.gettempdir()) / f"belonging-migrated-{os.getuid()}-{_state()}.sqlite3"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            making = kept.with_suffix(f".{os.getpid()}")
            _django(f"sqlite:///{making}", "-m", "django", "migrate", "-v0")
            making.rename(kept)
    return kept


def migrated_template() -> str:
    """The name of PostgreSQL's, for CREATE DATABASE … TEMPLATE, with the roles' grants. Nobody connects to it."""
    migrated = f"migrated_{_state()}"
    granted = f"granted_{_state(grants=True)}"
    with psycopg.connect(os.environ["BELONGING_DATABASE_URL"], autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(1)")  # goes with the connection
        _make(admin, migrated, "template1", "-m", "django", "migrate", "-v0")
        # Pages step into narrower roles, so these have to be there for every test.
        _make(admin, granted, migrated, "-c", GRANT)
    return granted


def _make(admin: psycopg.Connection[Any], name: str, template: str, *words: str) -> None:
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    making = f"making_{os.getpid()}"
    admin.execute(f"CREATE DATABASE {making} TEMPLATE {template}")
    _django(f"{os.environ['BELONGING_DATABASE_URL'].rpartition('/')[0]}/{making}", *words)
    admin.execute(f"ALTER DATABASE {making} RENAME TO {name}")


def _django(url: str, *words: str) -> None:
    place = {"BELONGING_MODE": "test", "BELONGING_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run([sys.executable, *words], env={**os.environ, **place}, check=True)


def _state(*, grants: bool = False) -> str:
    """What the result depends on: the migrations, what they import, the libraries' own migrations by their versions."""
    digest = hashlib.sha256(django.__version__.encode())
    lock = Path(__file__).parents[1] / "requirements" / "runtime.txt"
    for path in [lock, *sorted(SOURCES.glob("*/migrations/*.py")), *sorted((SOURCES / "base").glob("*.py"))]:
        digest.update(path.read_bytes())
    more = sorted((SOURCES / "config").glob("grants*.py")) if grants else []
    for path in [SOURCES / "config" / "settings.py", *more]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
