"""An upgrade can be gone back from: the tables of each release, with rows in them, are had again from today's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from benchmarks.soak.migrations import RELEASES, read_release, round_trip
from django.core.management import call_command

from belonging.web.programme.models import Cohort
from tests.web.findings.given import an_answered_round, schools, sealed


@pytest.mark.parametrize("path", sorted(RELEASES.glob("*.toml")), ids=lambda path: path.stem)
def test_what_a_release_held_is_the_same_back_and_forth(shared_database: str, path: Path) -> None:
    cohort = Cohort.objects.create(
        name="Pilot", slug="pilot", starts_on=date(2026, 9, 1), is_demo=True, comments_on=True
    )
    asked, done = schools(cohort, ("Ash", "Birch"))
    an_answered_round(asked, cohort, people=8)
    sealed(an_answered_round(done, cohort, people=12))

    trip = round_trip(read_release(path), again=False)

    assert trip.differ == ()
    assert trip.undone > 0
    assert trip.rows > 100
    assert trip.noticed, "one altered value went unnoticed"
    call_command("migrate", check_unapplied=True, verbosity=0)
