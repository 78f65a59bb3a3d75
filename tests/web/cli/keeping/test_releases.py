"""An upgrade can be gone back from: the tables of each release, with rows in them, are had again from today's.

On SQLite one way and with few rows; on PostgreSQL back and forth, as the database is the next test's too. All of it,
with more rows, is in benchmarks/soak/migrations.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from benchmarks.soak.migrations import RELEASES, read_release, round_trip, way_back
from django.core.management import call_command
from django.db import connection

from belonging.web.base.database_roles import apply_grants
from belonging.web.config.grants import MATRIX
from belonging.web.programme.models import Cohort
from tests.web.findings.given import an_answered_round, schools, sealed


@pytest.fixture
def granted_again(shared_database: str) -> Iterator[None]:
    """A table that was made anew is its owner's alone, and the next test's roles need their rights."""
    yield
    if connection.vendor == "postgresql":
        apply_grants(connection, MATRIX)


@pytest.mark.usefixtures("granted_again")
@pytest.mark.parametrize("path", sorted(RELEASES.glob("*.toml")), ids=lambda path: path.stem)
def test_what_a_release_held_is_the_same_back_there(path: Path) -> None:
    cohort = Cohort.objects.create(
        name="Pilot", slug="pilot", starts_on=date(2026, 9, 1), is_demo=True, comments_on=True
    )
    asked, done = schools(cohort, ("Ash", "Birch"))
    an_answered_round(asked, cohort, people=4)
    sealed(an_answered_round(done, cohort, people=4))

    on_sqlite = connection.vendor == "sqlite"
    trip = way_back(read_release(path)) if on_sqlite else round_trip(read_release(path), again=False)

    assert trip.differ == ()
    assert trip.undone > 0
    assert trip.rows > 50
    assert trip.noticed, "one altered value went unnoticed"
    if not on_sqlite:
        call_command("migrate", check_unapplied=True, verbosity=0)
