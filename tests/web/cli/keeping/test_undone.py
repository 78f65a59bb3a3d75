"""A restore brings back what was destroyed, archived or sealed since, and says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from pyrage import x25519
from pytest_django import Settings

from belonging.web.base.scope import school_scope
from belonging.web.cli.keeping.making import make_backup
from belonging.web.cli.keeping.places import Place
from belonging.web.cli.keeping.restoring import restore, what_now
from belonging.web.cli.keeping.undone import MOST_NAMED, undone_at, what_to_do_again
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.schools.models import School
from belonging.web.surveys.models import Ending
from belonging.web.surveys.services.archiving import archive_cohort
from belonging.web.surveys.services.link_endings import end_linking
from tests.web.cli.keeping.given import empty_place, keeper_of_backups
from tests.web.conftest import NOW, enrolled
from tests.web.surveys.given import AFTER, CLOSES, a_link_round, closed
from tests.web.surveys.linked import LATER_AFTER, both_waves, linking

KEY = x25519.Identity.generate()
NAMED = "Pilot 2026 (pilot-2026)"


@pytest.fixture
def school(shared_database: str, tmp_path: Path, settings: Settings) -> School:
    keeper_of_backups(settings, tmp_path, KEY)
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    return enrolled(a_cohort(), name="Maple Tree School", slug="maple-tree", mask="A")


@pytest.fixture
def finished(school: School) -> Cohort:
    """Both waves sealed and linked; nothing of it is archived."""
    cohort = linking(Cohort.objects.get())
    with school_scope(school.pk):
        both_waves(school, cohort, pupils=3)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.FINISHED)
    cohort.refresh_from_db()
    return cohort


def a_cohort() -> Cohort:
    return Cohort.objects.create(name="Pilot 2026", slug="pilot-2026", starts_on=NOW.date(), is_demo=True)


def restored(folder: Path, at: datetime) -> tuple[Place, str]:
    """A backup of this moment in its place, and all that its restorer is told."""
    place = empty_place(folder)
    with time_machine.travel(at, tick=False):
        done = restore(make_backup(now=at).path, [KEY], place)
        return place, "\n".join(what_now(done, place))


def test_what_was_linked_or_not_archived_then_is_named_with_what_ends_it(finished: Cohort, tmp_path: Path) -> None:
    place, told = restored(tmp_path, LATER_AFTER)

    undone = undone_at(place, LATER_AFTER)
    assert (undone.linked, undone.not_archived, undone.overdue) == ([NAMED], [NAMED], [])
    assert f"go on in {NAMED}" in told
    assert "'belonging keys destroy COHORT --end', with --lost" in told
    assert f"not archived: {NAMED}" in told
    assert "'belonging archive COHORT --yes'" in told
    assert "as it was before, and each new backup keeps it for another 35 days" in told
    for kind in ("linking-destroyed", "cohort-archived", "round-sealed", "'belonging journal-verify --since FILE'"):
        assert kind in told
    assert "Past their days" not in told


def test_nothing_is_said_where_all_is_destroyed_and_archived(finished: Cohort, tmp_path: Path) -> None:
    end_linking(cohort=finished, because=Ending.ASKED, actor="test", now=LATER_AFTER)
    archive_cohort(cohort=finished, kept={}, actor="test", now=LATER_AFTER)

    place, told = restored(tmp_path, LATER_AFTER)

    assert not undone_at(place, LATER_AFTER).holds_rows
    assert list(what_to_do_again(place, LATER_AFTER)) == []
    assert "destroyed" not in told


def test_a_questionnaire_past_its_days_is_named(school: School, tmp_path: Path) -> None:
    with school_scope(school.pk):
        still_open = a_link_round(school, Cohort.objects.get())
        was_closed = closed(a_link_round(school, Cohort.objects.get(), "staff_v1"))
    place, told = restored(tmp_path, NOW)
    assert "Past their days" not in told
    assert "linking-destroyed" in told, "one of them may have been closed early and sealed since"

    parents, staff = "Maple Tree School (Parents and carers, baseline)", "Maple Tree School (Staff, baseline)"
    assert (still_open.closes_at, was_closed.closed_at) == (CLOSES, CLOSES)
    assert undone_at(place, CLOSES - timedelta(seconds=1)).overdue == []
    assert undone_at(place, CLOSES).overdue == [parents]
    assert undone_at(place, AFTER).overdue == [parents, staff]
    told = "\n".join(what_to_do_again(place, AFTER))
    assert f"Past their days and not sealed: {parents}, {staff}. The worker closes each" in told


def test_of_many_ten_are_named_and_the_rest_counted(school: School, tmp_path: Path) -> None:
    for number in range(MOST_NAMED + 2):
        other = enrolled(Cohort.objects.get(), name=f"School {number:02}", slug=f"s-{number}", mask=f"B{number}")
        with school_scope(other.pk):
            a_link_round(other, Cohort.objects.get())
    place, _ = restored(tmp_path, NOW)

    told = "\n".join(what_to_do_again(place, AFTER))
    assert "School 09 (Parents and carers, baseline) and 2 more. The worker" in told


def test_a_place_that_was_not_brought_up_to_date_is_said_to_be_so(school: School, tmp_path: Path) -> None:
    place = empty_place(tmp_path)
    if connection.vendor == "sqlite":
        Path(place.url.removeprefix("sqlite:///")).parent.mkdir()
        Path(place.url.removeprefix("sqlite:///")).touch()
    (told,) = what_to_do_again(place, NOW)
    assert "could not be read" in told
    assert "'belonging migrate'" in told
