"""One look at everything: what is said where things are well, and where they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyrage import x25519
from pytest_django import Settings

from belonging.web.base.scope import programme_scope
from belonging.web.cli.keeping import doctor
from belonging.web.cli.keeping.doctor import copies, machine, service
from belonging.web.cli.keeping.doctor.findings import Finding, Level, wrong
from belonging.web.cli.keeping.making import make_backup
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.rules import DRILL_DUTY
from belonging.web.notices.services import note_run
from tests.web.cli.keeping.given import keeper_of_backups


def levels(found: list[Finding]) -> list[Level]:
    return [finding.level for finding in found]


def test_a_backup_is_well_while_it_is_fresh_and_encrypted(
    shared_database: str, tmp_path: Path, settings: Settings
) -> None:
    assert levels(list(copies.backups())) == [Level.LOOK], "nothing is there to lose"
    with programme_scope("test"):
        record_act(act=Act("first", "programme"), actor="test", now=datetime.now(UTC))
    assert levels(list(copies.backups())) == [Level.WRONG], "none are made"
    keeper_of_backups(settings, tmp_path, x25519.Identity.generate())
    assert levels(list(copies.backups())) == [Level.WRONG], "none was made"

    made = make_backup(now=datetime.now(UTC))

    assert copies.locked(made.path)
    assert next(copies.backups()).level is Level.OK
    old = made.path.with_name("belonging-20260101T000000Z.age")
    made.path.rename(old)
    said = [finding.said for finding in copies.backups() if finding.level is Level.WRONG]
    assert any("longer than promised" in sentence for sentence in said)
    old.write_bytes(b"SQLite format 3")
    assert not copies.locked(old)


def test_a_fresh_install_has_things_to_set_up_and_nothing_wrong(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.MAIL_READY, settings.BACKUPS = False, replace(settings.BACKUPS, folder=None)
    checks = (service.mail, service.worker, copies.backups, copies.drills)
    assert {finding.level for check in checks for finding in check()} == {Level.LOOK}


def test_a_drill_is_due_every_term(db: None) -> None:
    now = datetime.now(UTC)
    assert levels(list(copies.drills())) == [Level.LOOK]
    note_run(name=DRILL_DUTY, now=now, outcome="all well")
    assert levels(list(copies.drills())) == [Level.OK]
    note_run(name=DRILL_DUTY, now=now - timedelta(days=101), outcome="all well")
    assert levels(list(copies.drills())) == [Level.LOOK]
    note_run(name=DRILL_DUTY, now=now, failure="It stopped.")
    assert levels(list(copies.drills())) == [Level.WRONG]


def test_files_that_others_may_open_are_named_with_the_remedy(
    shared_database: str, tmp_path: Path, settings: Settings
) -> None:
    settings.BELONGING_HOME = tmp_path
    settings.BACKUPS = replace(settings.BACKUPS, folder=None)
    tmp_path.chmod(0o755)
    for path in tmp_path.glob("*.sqlite3*"):
        path.chmod(0o600)
    assert [finding.remedy for finding in machine.files()] == [f"chmod o= {tmp_path}"], "its group may come in"
    tmp_path.chmod(0o700)
    assert levels(list(machine.files())) == [Level.OK]


def test_files_of_the_pages_that_another_user_has_stop_an_upgrade(
    shared_database: str, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BELONGING_HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    style = tmp_path / "static" / "ui" / "style.css"
    style.parent.mkdir(parents=True)
    style.touch()
    assert not [finding for finding in machine.files() if finding.stops]
    # Root may write everywhere, so who runs the tests is no measure.
    monkeypatch.setattr("os.access", lambda path, _: path != style)
    [found] = [finding for finding in machine.files() if finding.stops]
    assert f"{style} cannot be written by this user" in found.said
    assert found.remedy.startswith("chown -R ")


def test_secrets_that_are_guessable_or_one_are_wrong(settings: Settings) -> None:
    settings.SECRET_KEY = "a" * 40
    settings.BELONGING_PEPPER = b"a" * 40
    said = " ".join(finding.said for finding in service.secrets() if finding.what == "Secrets")
    assert "BELONGING_SECRET_KEY is easy to guess" in said
    assert "the same as BELONGING_SECRET_KEY" in said


def test_a_host_that_no_page_answers_for_is_wrong(settings: Settings) -> None:
    settings.STAFF_URL, settings.ALLOWED_HOSTS = "https://belonging.example.org", ["answer.example.org"]
    settings.ANSWERING_URL = "https://answer.example.org"
    found = list(service.addresses())
    assert levels(found) == [Level.WRONG]
    assert "BELONGING_HOSTS" in found[0].said


def test_addresses_without_tls_are_one_thing_to_do(settings: Settings) -> None:
    settings.MODE, settings.STAFF_URL, settings.ANSWERING_URL = "live", "http://127.0.0.1:1", "http://127.0.0.1:2"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    (found,) = service.addresses()
    assert (found.level, found.said) == (
        Level.LOOK,
        "Not https:// yet: BELONGING_STAFF_URL and BELONGING_ANSWERING_URL.",
    )


def test_a_journal_without_witnesses_is_looked_at(settings: Settings) -> None:
    settings.JOURNAL_WITNESSES = ()
    (found,) = service.journal()
    assert (found.level, found.remedy) == (Level.LOOK, "Set BELONGING_JOURNAL_WITNESSES.")
    settings.JOURNAL_WITNESSES = ("a@example.org", "b@example.org")
    (found,) = service.journal()
    assert found.level is Level.OK


def test_no_version_is_without_its_day() -> None:
    """A release adds its line to RELEASED, or nobody reads how old it is."""
    assert levels(list(machine.age()))[0] is not None
    assert "is not known here" not in next(machine.age()).said


def test_an_upgrade_does_not_begin_on_what_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    sick = wrong("Disk", "It is full.", "Free some space now.", stops=True)
    monkeypatch.setattr(doctor, "examined", lambda: [sick])
    with pytest.raises(doctor.NotWell, match=r"Nothing was changed\. First: It is full\. Free some space now\."):
        doctor.refuse_sick()


def test_a_mail_server_that_is_not_there_is_told(settings: Settings) -> None:
    settings.MAIL_READY = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert levels(list(service.mail())) == [Level.WRONG]
