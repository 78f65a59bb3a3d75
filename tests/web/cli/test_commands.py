"""The commands that a service is run with, each in a process of its own on one database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from belonging.web.base.database_roles import ANSWERING, ENGINE, STAFF
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.queries import release_status
from belonging.web.programme.models import Cohort, WordingPermission
from tests.web.cli.test_main import belonging
from tests.web.cli.test_supervisor import until
from tests.web.findings.given import a_sealed_round, schools

SETTINGS = {"DJANGO_SETTINGS_MODULE": "belonging.web.config.settings"}


def done(*words: str, **environment: str) -> str:
    ran = belonging(*words, **SETTINGS, **environment)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def a_cohort() -> Cohort:
    return Cohort.objects.create(name="Pilot", slug="pilot", starts_on=date(2026, 9, 1), is_demo=True, comments_on=True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes an SQLite file of its own")
def test_migrate_sets_an_empty_folder_up_and_again_is_safe(tmp_path: Path) -> None:
    place = {
        "BELONGING_HOME": str(tmp_path / "new"),
        "BELONGING_DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'belonging.sqlite3'}",
    }
    for _ in range(2):
        assert done("migrate", **place) == "The database and the static files are up to date.\n"
    assert done("check-database", **place) == "The database is up to date and durable.\n"
    assert (tmp_path / "new" / "static" / "ui").is_dir()


def test_the_commands_of_every_day_have_nothing_to_do_on_a_new_database(shared_database: str) -> None:
    assert done("tick") == "Everything is as its dates say.\n"
    assert done("release") == "Nothing was due.\n"
    if connection.vendor == "sqlite":
        assert done("tidy") == "Rebuilt.\n"
    else:
        tidied = belonging("tidy", **SETTINGS)
        assert tidied.returncode == 1
        assert "could not be ended: permission denied for function pg_switch_wal" in tidied.stderr, "nobody gave it"
    assert (
        done("journal-verify")
        == "No entry was altered or moved: 0 entries in 0 chains. Ends not checked: give --since.\n"
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes an SQLite file of its own")
def test_a_database_that_is_not_set_up_is_told_in_a_sentence(tmp_path: Path) -> None:
    ran = belonging("journal-verify", **SETTINGS, BELONGING_DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert ran.returncode == 2
    assert "that 'belonging migrate' has been run" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_release_says_how_many_it_made(shared_database: str) -> None:
    cohort = a_cohort()
    a_sealed_round(schools(cohort, ("Birch",))[0], cohort, people=12)
    assert done("release") == "2 sets of findings made.\n"
    assert done("journal-verify").startswith("No entry was altered or moved")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="who holds the file can take its triggers away")
def test_an_altered_entry_of_the_journal_is_found(shared_database: str) -> None:
    cohort = a_cohort()
    (birch,) = schools(cohort, ("Birch",))
    a_sealed_round(birch, cohort, people=12)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER journal_entry_no_update")
        cursor.execute("UPDATE journal_entry SET actor = 'nobody' WHERE number = 2 AND school_id IS NOT NULL")
    ran = belonging("journal-verify", **SETTINGS)
    assert ran.returncode == 1
    assert ran.stdout == f"school:{birch.pk}: entry 2 was altered. Compare it with a backup.\n"


def test_a_permission_is_recorded_with_its_evidence(shared_database: str) -> None:
    done("record-permission", "pupil_v1", "--granted-by", "A. Owner", "--evidence", "letter, file 7")
    recorded = WordingPermission.objects.get()
    assert (recorded.instrument, recorded.granted_by, recorded.evidence) == ("pupil_v1", "A. Owner", "letter, file 7")


def test_the_worker_makes_findings_by_itself_and_stops_when_told(shared_database: str) -> None:
    cohort = a_cohort()
    (birch,) = schools(cohort, ("Birch",))
    worker = subprocess.Popen(
        [sys.executable, "-m", "belonging.web.cli.main", "worker"], env={**os.environ, **SETTINGS}
    )
    try:
        a_sealed_round(birch, cohort, people=12)

        def is_released() -> bool:
            with programme_scope("test"):
                return bool(release_status(cohort_id=cohort.pk, audience="pupil").released_waves)

        until(is_released, seconds=60)
        with school_scope(birch.pk):
            assert not release_status(cohort_id=cohort.pk, audience="pupil", school_id=birch.pk).is_waiting
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
    finally:
        worker.kill()
        worker.wait()


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
class TestRoles:
    @pytest.fixture(autouse=True)
    def engine_cannot_sign_in(self, shared_database: str) -> Iterator[None]:
        """Roles are the cluster's: what a test gives one is taken back."""
        may_not_sign_in(ENGINE)
        yield
        may_not_sign_in(ENGINE)

    def test_with_two_addresses_the_engine_steps_in_and_it_is_said(self, shared_database: str) -> None:
        url = migrated(shared_database, ANSWERING, STAFF)
        staff = {"BELONGING_DATABASE_URL": url[STAFF]}
        checked = belonging("check-database", **SETTINGS, **staff)
        assert checked.returncode == 0
        assert "Staff's database role can step into the role that reads sealed answers." in checked.stderr
        answering = {
            "DJANGO_SETTINGS_MODULE": "belonging.web.config.answering_settings",
            "BELONGING_ANSWERING_DATABASE_URL": url[ANSWERING],
        }
        assert belonging("check-database", "--answering", **answering).returncode == 0
        refused = belonging("journal-verify", **SETTINGS, BELONGING_DATABASE_URL=url[ANSWERING])
        assert refused.returncode == 2
        assert "permission denied for table journal_entry" in refused.stderr
        (birch,) = schools(cohort := a_cohort(), ("Birch",))
        a_sealed_round(birch, cohort, people=12)
        assert "made" in done("release", **staff)

    def test_with_three_the_engine_alone_reads_what_is_sealed(self, shared_database: str) -> None:
        url = migrated(shared_database, ANSWERING, STAFF, ENGINE)
        staff = {"BELONGING_DATABASE_URL": url[STAFF]}
        lacking = belonging("check-database", **SETTINGS, **staff)
        assert lacking.returncode == 2
        assert "Set BELONGING_ENGINE_DATABASE_URL" in lacking.stderr
        both = staff | {"BELONGING_ENGINE_DATABASE_URL": url[ENGINE]}
        whole = belonging("check-database", **SETTINGS, **both)
        assert (whole.returncode, "step into" in whole.stderr) == (0, False)
        (birch,) = schools(cohort := a_cohort(), ("Birch",))
        a_sealed_round(birch, cohort, people=12)
        assert "made" in done("release", **both)
        engine = both | {"DJANGO_SETTINGS_MODULE": "belonging.web.config.engine_settings"}
        assert "agree in everything" in belonging("verify-releases", "--cohort", "pilot", **engine).stdout
        # The same with staff's own settings, which say nothing of the engine.
        refused = belonging("verify-releases", "--cohort", "pilot", **SETTINGS, **staff)
        assert refused.returncode == 2
        assert "permission denied for table surveys_sealed" in refused.stderr


def migrated(database: str, *roles: str) -> dict[str, str]:
    """With a password for each of these roles; the address of each."""
    done("migrate", **{f"{role.upper()}_PASSWORD": f"secret-of-{role}" for role in roles})
    address = urlsplit(database)
    place = f"{address.hostname}:{address.port}"
    return {role: urlunsplit(address._replace(netloc=f"{role}:secret-of-{role}@{place}")) for role in roles}


def may_not_sign_in(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER ROLE "{role}" NOLOGIN')
