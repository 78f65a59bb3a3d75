"""The national register at its real size: how long an import takes, and a search.

    python -m benchmarks.register [--rows 52500] [--rounds 15]           (SQLite, in a folder of its own)
    python -m tests.postgres python -m benchmarks.register               (PostgreSQL)

A search is measured whole: words cut up, both queries, twenty entries made. Beside each stands what the plain way,
names that contain what was typed, counted and sorted, takes in the same run.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.measured import machine, spread
from benchmarks.register_rows import register_csv

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
TYPED = (
    "hazelbank", "st marys", "St Mary's Church of England Primary", "primary", "s", "a", "high school", "900123",
    "801/2005", "Z12 3AB", "z12", "ashbourne-on-ley", "st hilda catholic infant county 12", "no such school at all",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.register", description=__doc__)
    parser.add_argument("--rows", type=int, default=52_500)
    parser.add_argument("--rounds", type=int, default=15, help="how often each search is asked")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        _import(asked.rows)
        _search(asked.rounds)


def _start(folder: Path) -> None:
    os.environ.setdefault("BELONGING_MODE", "test")
    os.environ.setdefault("BELONGING_HOME", str(folder))
    os.environ.setdefault("BELONGING_DATABASE_URL", f"sqlite:///{folder}/register.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.web.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}; {machine()}")


def _import(rows: int) -> None:
    from belonging.web.schools.rules.register_file import read_register
    from belonging.web.schools.services.importing import import_register

    first, second = register_csv(rows), register_csv(rows, more_pupils=1)
    for words, content in (("first time", first), ("nothing changed", first), ("every row changed", second)):
        started = time.perf_counter()
        register = read_register(content)
        read = time.perf_counter() - started
        summary = import_register(register=register, settled=frozenset(), actor="benchmark", now=NOW)
        took = time.perf_counter() - started
        counts = f"new {summary.new:,}, changed {summary.changed:,}, unchanged {summary.unchanged:,}"
        print(f"import, {words}: {took:.1f} s, of which {read:.1f} s reading the file ({counts})")


def _search(rounds: int) -> None:
    from django.db import connection

    from belonging.web.schools.queries import search_register

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    middles = []
    print(f"{'typed':<40}{'found':>8}  {'ms: middle (range)':<24}{'plain way':>10}")
    for typed in TYPED:
        found = search_register(typed)
        ours = _timed(partial(search_register, typed), rounds)
        plain = _timed(partial(_plain_search, typed), rounds)
        middles.append(median(ours))
        print(f"{typed[:38]:<40}{found.total:>8,}  {spread(ours, 1):<24}{median(plain):>10.1f}")
    print(f"middle of the middles {median(middles):.1f} ms; slowest {max(middles):.1f} ms")


def _plain_search(typed: str) -> None:
    from belonging.web.schools.models import RegisterEntry

    named = RegisterEntry.objects.filter(name__icontains=typed)
    named.count()
    list(named.order_by("-is_open", "name")[:20])


def _timed(act: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each of so many times."""
    took = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        took.append((time.perf_counter() - started) * 1000)
    return took


if __name__ == "__main__":
    main()
