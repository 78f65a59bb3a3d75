"""A pepper that is not the service's own is noticed before a child is told that no code is known."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.accounts.secrecy import encrypted
from belonging.web.base.pepper import mark_of
from belonging.web.base.scope import school_scope
from belonging.web.cli.check_database import DatabaseUnfit, refuse_strange_pepper, warnings
from belonging.web.cli.keeping.checking import CLI
from belonging.web.cli.keeping.doctor import stored
from belonging.web.cli.keeping.doctor.findings import Finding, Level
from belonging.web.cli.keeping.peppers import LOST, fit_of_slips
from belonging.web.cli.keeping.rotating import pepper
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services import rounds
from tests.web.cli.keeping.test_rotating import NEW, rotated
from tests.web.surveys.given import a_draft, closed, opened
from tests.web.surveys.linked import baseline, linking

STRANGE = b"a pepper of some other service, of thirty-two letters or more"


def examined() -> list[Finding]:
    return list(stored.peppers())


@pytest.fixture
def out(maple: School, cohort: Cohort) -> Round:
    """A round whose slips are out."""
    with school_scope(maple.pk):
        return opened(a_draft(maple, cohort))


def test_an_empty_database_starts_under_any_pepper(db: None, settings: Settings) -> None:
    settings.BELONGING_PEPPER = STRANGE
    refuse_strange_pepper(linked=True)
    assert examined() == []


def test_a_strange_pepper_does_not_start(out: Round, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_strange_pepper(linked=False)
    assert [finding.level for finding in examined()] == [Level.OK]
    mark = mark_of(settings.BELONGING_PEPPER)

    settings.BELONGING_PEPPER = STRANGE
    with pytest.raises(DatabaseUnfit, match=rf"codes of 1 questionnaire .*mark {mark}.*BELONGING_PEPPER_BEFORE"):
        refuse_strange_pepper(linked=False)
    (found,) = examined()
    assert (found.level, found.stops) == (Level.WRONG, True)

    with monkeypatch.context() as demo:
        demo.setattr(settings, "MODE", "demo")
        with pytest.raises(DatabaseUnfit, match=r"belonging demo --reset$"):
            refuse_strange_pepper(linked=False)

    monkeypatch.setenv(LOST, mark)
    refuse_strange_pepper(linked=False)


def test_the_one_before_is_enough_and_its_lack_is_told(
    out: Round, river: School, cohort: Cohort, settings: Settings
) -> None:
    rotated(settings)
    refuse_strange_pepper(linked=True)
    with school_scope(river.pk):
        opened(a_draft(river, cohort))

    settings.PEPPERS_BEFORE = ()
    refuse_strange_pepper(linked=True)
    assert any("(those of 1 fit)" in sentence for sentence in warnings())
    assert [finding.stops for finding in examined()] == [False]


def test_slips_that_wait_for_the_endline_are_asked_too(
    maple: School, cohort: Cohort, settings: Settings, tmp_path: Path
) -> None:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    linking(cohort)
    with school_scope(maple.pk):
        baseline(maple, cohort)
    settings.BELONGING_PEPPER = STRANGE
    assert fit_of_slips().wrong
    assert not fit_of_slips(linked=False).wrong, "the answering process has no right to look"


def test_salts_from_before_there_were_marks_are_not_judged(
    maple: School, cohort: Cohort, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "new_salt", lambda: bytes(32))
    with school_scope(maple.pk):
        opened(a_draft(maple, cohort))
    settings.BELONGING_PEPPER = STRANGE
    refuse_strange_pepper(linked=True)


def test_second_factors_that_do_not_open_are_told(db: None, settings: Settings) -> None:
    user = User.objects.create(email="jo@example.org", password="!")
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypted("JBSWY3DP")})
    assert [finding.level for finding in examined()] == [Level.OK]
    settings.BELONGING_PEPPER = STRANGE
    assert ["1 of 1 secrets" in finding.said for finding in examined()] == [True]


def test_a_change_that_was_begun_goes_on(out: Round, settings: Settings) -> None:
    """Killed, or left, between the steps: no third pepper is made."""
    first = settings.BELONGING_PEPPER
    settings.PEPPERS_BEFORE = (first,)
    told = [line.said for line in pepper(dry_run=False)]
    assert told[0] == "1. BELONGING_PEPPER_BEFORE is the present value: done."
    assert told[1].startswith("2. Set BELONGING_PEPPER to ")

    settings.BELONGING_PEPPER, settings.PEPPERS_BEFORE = NEW, ()
    (line,) = pepper(dry_run=False)
    assert line.wrong
    assert "Set BELONGING_PEPPER_BEFORE to the one before" in line.said

    settings.PEPPERS_BEFORE = (first,)
    assert not any(line.wrong or "2. Set" in line.said for line in pepper(dry_run=False))


def test_after_one_that_was_lost_a_new_one_is_made(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Second factors that nothing opens are counted, and do not hinder it for ever."""
    user = User.objects.create(email="jo@example.org", password="!")
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypted("JBSWY3DP")})
    settings.BELONGING_PEPPER, settings.PEPPERS_BEFORE = NEW, ()
    (line,) = pepper(dry_run=False)
    assert (line.wrong, LOST in line.said) == (True, True)

    monkeypatch.setenv(LOST, "unknown")

    assert [finding.said.partition(":")[0] for finding in examined()] == [
        "1 of 1 secrets of second factors do not open"
    ]
    told = [line.said for line in pepper(dry_run=False)]
    assert told[1].startswith("2. Set BELONGING_PEPPER to ")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="as on PostgreSQL, where it needs roles")
def test_the_command_that_comes_before_serving_says_it(shared_database: str, maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        closed(opened(a_draft(maple, cohort)))
    strange = {"BELONGING_MODE": "live", "BELONGING_SECRET_KEY": "k" * 40, "BELONGING_PEPPER": STRANGE.decode()}
    for words in ((), ("--answering",)):
        asked = [*CLI, "check-database", *words]
        settings = {**os.environ, **strange}
        settings.pop("DJANGO_SETTINGS_MODULE", None)
        ran = subprocess.run(asked, env=settings, capture_output=True, text=True, check=False)
        assert ran.returncode == 2
        assert "does not fit the codes of 1 questionnaire" in ran.stderr
