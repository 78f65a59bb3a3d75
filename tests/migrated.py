"""An SQLite file in which every migration has run, made once for one state of the migrations and then copied.

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

SOURCES = Path(__file__).parents[1] / "src" / "belonging" / "web"


def migrated_file() -> Path:
    """Its path. Copy it; nobody writes to it."""
    kept = Path(tempfile.gettempdir()) / f"belonging-migrated-{os.getuid()}-{_state()}.sqlite3"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            making = kept.with_suffix(f".{os.getpid()}")
            environment = {
                **os.environ,
                "BELONGING_MODE": "test",
                "BELONGING_DATABASE_URL": f"sqlite:///{making}",
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            }
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
            making.rename(kept)
    return kept


def _state() -> str:
    """What the result depends on: the migrations, what they import, the libraries' own migrations by their versions."""
    digest = hashlib.sha256(django.__version__.encode())
    lock = Path(__file__).parents[1] / "requirements" / "runtime.txt"
    for path in [lock, *sorted(SOURCES.glob("*/migrations/*.py")), *sorted((SOURCES / "base").glob("*.py"))]:
        digest.update(path.read_bytes())
    digest.update((SOURCES / "config" / "settings.py").read_bytes())
    return digest.hexdigest()[:16]
