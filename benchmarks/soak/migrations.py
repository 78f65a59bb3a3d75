"""Back to the tables of the version before, forward again, and back once more, with data: is all that both have equal?

    python -m benchmarks.soak.section benchmarks.soak.migrations 10
    python -m tests.postgres python -m benchmarks.soak.section benchmarks.soak.migrations 10

What is compared are the columns of the version before, row by row. The control alters one value in between.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.soak.results import Result

GOAL = "forward and back on both databases with the previous release's data"
RELEASES = Path(__file__).parents[2] / "tests" / "web" / "cli" / "keeping" / "releases"
SCHOOLS = 8

Digests = dict[str, tuple[tuple[str, ...], int, str]]
"""Table to its columns, how many rows, and a digest of them."""


@dataclass(frozen=True, slots=True)
class Trip:
    """`differ`: tables that are not what they were. `undone`: migrations that were taken back and applied again."""

    tables: int
    rows: int
    undone: int
    differ: tuple[str, ...]
    noticed: bool


class _NotKept(Exception):
    """Rolls back what a look needed."""


def run(minutes: float) -> Result:
    from benchmarks.answering import a_world

    del minutes
    began = time.monotonic()
    with a_world(1, pages=False) as world:
        os.environ.update(world.environment)
        subprocess.run([sys.executable, "-m", "benchmarks.soak.earlier", str(SCHOOLS)], check=True, stdout=sys.stderr)
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.web.config.settings")
        django.setup()
        trips = [round_trip(read_release(path)) for path in sorted(RELEASES.glob("*.toml"))]
    differ = sorted({table for trip in trips for table in trip.differ})
    measured = "; ".join(
        f"{trip.undone} migrations back, forward and back, {trip.rows:,} rows in {trip.tables} tables" for trip in trips
    )
    outcome = f"not equal: {', '.join(differ)}" if differ else "all equal"
    told = f"{measured}; {outcome}, {time.monotonic() - began:.0f} s"
    noticed = all(trip.noticed for trip in trips)
    control = "one value altered in between: noticed" if noticed else "one value altered in between: not noticed"
    return Result("migrations", GOAL, told, not differ and noticed, control)


def read_release(path: Path) -> dict[str, str]:
    """App to its last migration then."""
    return {app: str(name) for app, name in tomllib.loads(path.read_text("utf-8")).items()}


def round_trip(release: Mapping[str, str], *, again: bool = True) -> Trip:
    """`again`: once more back, and forward. The database is at the newest state afterwards."""
    undone = migrate_to(release)
    try:
        before = back = digests()
        noticed = _notices(before)
        migrate_to(None)
        forward = digests(only=before)
        if again:
            migrate_to(release)
            back = digests()
    finally:
        migrate_to(None)
    differ = tuple(sorted(name for name in before if not before[name] == forward.get(name) == back.get(name)))
    return Trip(len(before), sum(rows for _, rows, _ in before.values()), undone, differ, noticed)


def way_back(release: Mapping[str, str]) -> Trip:
    """One way, on SQLite, which is quicker; the database stays at the state of that version."""
    newest = {name: _columns(name) for name in _tables()}
    kept = {name: _values(name, columns) for name, columns in newest.items()}
    undone = migrate_to(release)
    before = {name: found for name, found in digests().items() if name in newest}
    differ = []
    for name, (columns, _, _) in before.items():
        both = [column for column in columns if column in newest[name]]
        at = [newest[name].index(column) for column in both]
        then = sorted(repr(tuple(row[each] for each in at)) for row in kept[name])
        if (len(then), hashlib.sha256("\n".join(then).encode()).hexdigest()) != _digest(name, tuple(both)):
            differ.append(name)
    rows = sum(count for _, count, _ in before.values())
    return Trip(len(before), rows, undone, tuple(differ), _notices(before))


def migrate_to(release: Mapping[str, str] | None) -> int:
    """The newest state, or that of a release; how many migrations were applied or taken back."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    targets = leaves
    if release is not None:
        since = _ours() - set(release)
        targets = [*((app, None) for app, _ in leaves if app in since), *sorted(release.items())]
    plan = executor.migration_plan(targets)
    executor.migrate(targets, plan)
    return len(plan)


def _ours() -> set[str]:
    from django.apps import apps

    return {each.label for each in apps.get_app_configs() if each.name.startswith("belonging.")}


def digests(only: Digests | None = None) -> Digests:
    """`only`: these tables and columns, so that what is new beside them does not count."""
    from django.db import connection, transaction

    found: Digests = {}
    with suppress(_NotKept), transaction.atomic():
        names = sorted(only if only is not None else _tables())
        for name in names:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:  # no scope sees every row: taken off for the look
                    cursor.execute(f'ALTER TABLE "{name}" NO FORCE ROW LEVEL SECURITY')
        for name in names:
            columns = only[name][0] if only is not None else _columns(name)
            found[name] = (columns, *_digest(name, columns))
        raise _NotKept
    return found


def _tables() -> list[str]:
    from django.db import connection

    kept = {"django_migrations", "django_content_type", "auth_permission"}
    return [name for name in connection.introspection.table_names() if name not in kept]


def _columns(table: str) -> tuple[str, ...]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')  # noqa: S608  # a name that the database gave
        return tuple(sorted(each[0] for each in cursor.description))


def _values(table: str, columns: tuple[str, ...]) -> list[tuple[object, ...]]:
    from django.db import connection

    listed = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {listed} FROM "{table}"')  # noqa: S608  # names that the database gave
        return [tuple(_plain(value) for value in row) for row in cursor.fetchall()]


def _digest(table: str, columns: tuple[str, ...]) -> tuple[int, str]:
    rows = sorted(map(repr, _values(table, columns)))
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _notices(before: Digests) -> bool:
    """Whether one other value is seen; it is put back."""
    from django.db import connection, transaction

    seen = False
    with suppress(_NotKept), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE schools_school SET name = name || '!'")
        seen = digests(only={"schools_school": before["schools_school"]}) != {
            "schools_school": before["schools_school"]
        }
        raise _NotKept
    return seen
