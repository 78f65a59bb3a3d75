"""What protects what is stored: rights as they are written down, keys of linked cohorts, no traces left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli.keeping.doctor import stored
from belonging.web.cli.keeping.doctor.findings import Finding, Level
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.schools.models import School
from belonging.web.surveys.models import LinkKey, Round
from belonging.web.surveys.services.key_files import make_key_file
from belonging.web.surveys.services.traces import note_traces
from tests.web.surveys.given import a_draft


def levels(found: Iterator[Finding]) -> list[Level]:
    return [finding.level for finding in found]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_a_right_too_many_and_one_too_few_are_named(db: None) -> None:
    assert levels(stored.rights()) == [Level.OK]
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT (name), DELETE ON schools_school TO belonging_answering")
        cursor.execute("REVOKE INSERT ON safeguarding_call FROM belonging_answering")
        cursor.execute("GRANT SELECT ON surveys_response TO PUBLIC")
    said = [finding.said for finding in stored.rights() if finding.level is Level.WRONG]
    assert said == [
        "belonging_answering may not, and should: INSERT safeguarding_call.",
        "belonging_answering may, and should not: DELETE schools_school, SELECT schools_school.name.",
        "PUBLIC may, and should not: SELECT surveys_response.",
    ]


def test_on_sqlite_there_are_no_rights_to_look_at(db: None) -> None:
    if connection.vendor == "sqlite":
        assert levels(stored.rights()) == []


@given(st.sets(st.sampled_from(["SELECT", "DELETE"])), st.sets(st.sampled_from(["id", "name", "text"]), min_size=1))
def test_rights_of_columns_are_told_one_by_one(whole: set[str], columns: set[str]) -> None:
    written = {"a_table": frozenset({*whole, f"UPDATE ({', '.join(sorted(columns))})"})}
    of_columns = {("a_table", "UPDATE", column) for column in columns}
    assert stored.rights_in(written) == {("a_table", verb, "") for verb in whole} | of_columns


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's log is emptied by the service")
def test_on_postgresql_the_owner_has_to_be_able_to_end_the_log(db: None) -> None:
    [found] = stored.log_of_changes()
    assert found.level is Level.WRONG
    assert "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO belonging_owner" in found.remedy


@pytest.fixture
def linked(cohort: Cohort, settings: Settings, tmp_path: Path) -> Cohort:
    settings.BELONGING_LINK_KEYS = tmp_path / "link-keys"
    cohort.links_waves, cohort.state, cohort.opened_at = True, CohortState.OPEN, timezone.now()
    cohort.save()
    return cohort


def test_keys_are_asked_for_where_waves_are_linked_alone(cohort: Cohort, settings: Settings, tmp_path: Path) -> None:
    settings.BELONGING_LINK_KEYS = tmp_path / "none"
    assert levels(stored.link_keys()) == []


def test_a_linked_cohort_has_its_key_for_one_user_alone(linked: Cohort, tmp_path: Path) -> None:
    assert [finding.remedy for finding in stored.link_keys()] == [
        "As the user of the answering process: belonging keys make pilot-2026"
    ]
    digest = make_key_file()
    LinkKey.objects.create(cohort=linked, digest=digest, made_at=timezone.now())
    assert levels(stored.link_keys()) == [Level.OK]

    folder = tmp_path / "link-keys"
    file = folder / f"{digest}.key"
    file.chmod(0o644)
    folder.chmod(0o755)
    assert [finding.remedy for finding in stored.link_keys()] == [f"chmod 700 {folder}", f"chmod 600 {file}"]

    file.unlink()
    folder.chmod(0o700)
    assert levels(stored.link_keys()) == [Level.WRONG]
    folder.rmdir()
    assert "without their links" in next(stored.link_keys()).said
    LinkKey.objects.update(
        ended_at=timezone.now(), ended_because="asked", ended_by="x", key_ended_at=timezone.now(), key_end="lost"
    )
    assert levels(stored.link_keys()) == [], "it is over"


@pytest.mark.parametrize(("days", "level"), [(1, Level.OK), (3, Level.WRONG)])
def test_traces_should_be_gone_after_the_night(maple: School, cohort: Cohort, days: int, level: Level) -> None:
    assert levels(stored.traces()) == [Level.OK]
    with school_scope(maple.pk):
        round_ = a_draft(maple, cohort)
        note_traces(round_)
    with programme_scope("test"):
        Round.objects.filter(pk=round_.pk).update(sealed_on=timezone.localdate() - timedelta(days=days))
    assert levels(stored.traces()) == [level]
