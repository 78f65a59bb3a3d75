"""New passwords for the roles that sign in on PostgreSQL: what is shown is what then opens, and nothing else does."""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from belonging.web.base.database_roles import apply_grants
from belonging.web.base.scope import programme_scope
from belonging.web.cli.keeping.rotating import database
from belonging.web.cli.migrate import passwords_to_set
from belonging.web.journal.models import Entry
from tests.web.cli.keeping.given import as_administrator

SIGNS_IN, STEPPED_INTO = (f"belonging_rotated_{os.getpid()}_{n}" for n in (1, 2))
"""Of this test alone: the service's own roles are the whole cluster's."""


def opens(role: str, password: str) -> bool:
    """Whether PostgreSQL would take it. The cluster of the tests asks nobody for a password."""
    with psycopg.connect(as_administrator()) as administrator:
        found = administrator.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [role]).fetchone()
    assert found is not None
    _, rounds_and_salt, keys = str(found[0]).split("$")
    rounds, salt = rounds_and_salt.split(":")
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), b64decode(salt), int(rounds))
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    return keys.startswith(f"{b64encode(stored).decode()}:")


@pytest.fixture
def roles(shared_database: str, settings: Settings) -> Iterator[None]:
    settings.DATABASE_GRANTS = {SIGNS_IN: {"schools_school": frozenset({"SELECT"})}, STEPPED_INTO: {}}
    apply_grants(connection, settings.DATABASE_GRANTS, passwords={SIGNS_IN: "the old one"})
    yield
    for role in (SIGNS_IN, STEPPED_INTO):
        with psycopg.connect(as_administrator()) as administrator:
            for statement in ("DROP OWNED BY {}", "DROP ROLE {}"):
                administrator.execute(sql.SQL(statement).format(sql.Identifier(role)))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_what_is_shown_opens_and_the_old_one_does_not(roles: None) -> None:
    assert [line.said for line in database(dry_run=True)] == [f"Would give new passwords to {SIGNS_IN}."]
    assert opens(SIGNS_IN, "the old one")

    first, *told = [line.said for line in database(dry_run=False)]

    role, _, password = first.partition(": ")
    assert role == SIGNS_IN
    assert opens(SIGNS_IN, password)
    assert not opens(SIGNS_IN, "the old one")
    assert any("stop and start the service" in sentence for sentence in told)
    with programme_scope("test"):
        (entry,) = Entry.objects.filter(act="database-passwords")
    assert password not in str(entry.details)
    again, *_ = [line.said for line in database(dry_run=False)]
    assert opens(SIGNS_IN, again.partition(": ")[2]), "killed before it was read: run again"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_a_migration_leaves_the_password_that_a_role_has(roles: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of the owner may still hold the one that leaked."""
    for role in (SIGNS_IN, STEPPED_INTO):
        monkeypatch.setenv(f"{role.upper()}_PASSWORD", "of the file")
    assert passwords_to_set(every=False) == {STEPPED_INTO: "of the file"}
    assert set(passwords_to_set(every=True)) == {SIGNS_IN, STEPPED_INTO}


@pytest.mark.skipif(connection.vendor == "postgresql", reason="it has roles")
def test_on_sqlite_there_is_nothing_to_change(db: None) -> None:
    (line,) = database(dry_run=False)
    assert "SQLite has no roles" in line.said
