"""`belonging migrate`: tables, database roles and static files, brought up to date."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from belonging.web.base.database_roles import STEPPED_INTO, apply_grants
from belonging.web.base.errors import Refused
from belonging.web.cli.keeping.turns import in_turn, newer_than_this


class DatabaseNewer(Refused):
    """This program is older than what it would work on."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "migrate",
        help="set up the database or bring it up to date",
        description="Apply the migrations, on PostgreSQL make the database roles and give each what it "
        "needs and nothing else, and collect the static files. Again is safe.",
        epilog="PostgreSQL: run it with BELONGING_DATABASE_URL naming the database's owner, which may make roles "
        "(CREATEROLE), and BELONGING_STAFF_PASSWORD, BELONGING_ANSWERING_PASSWORD and BELONGING_ENGINE_PASSWORD set; "
        "the service itself then connects as the three roles of these names: docs/running.md. A role that may sign in "
        "already keeps its password: 'belonging rotate-keys database' may have changed it since.",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--set-passwords", action="store_true", help="PostgreSQL: give these passwords to roles that have one too"
    )
    which.add_argument(
        "--leave-roles", action="store_true", help="PostgreSQL: make no role and give no rights, as a drill needs none"
    )


def run(arguments: argparse.Namespace) -> int:
    migrate_all(set_passwords=arguments.set_passwords, roles=not arguments.leave_roles)
    sys.stdout.write("The database and the static files are up to date.\n")
    return 0


def migrate_all(*, set_passwords: bool = False, roles: bool = True) -> None:
    """Migrations, grants, static files. Raises Refused where the database says no.

    `set_passwords`: those of the environment for every role, not only for those that could not sign in yet.
    `roles`: make them and give each its rights.
    """
    keep_to_ourselves()
    with in_turn(settings.BELONGING_HOME, lambda words: sys.stderr.write(f"{words}\n")):
        newer = newer_than_this()
        if newer:
            raise DatabaseNewer(newer)
        call_command("migrate", interactive=False, verbosity=0)
        if roles:
            apply_grants(connection, settings.DATABASE_GRANTS, passwords=passwords_to_set(every=set_passwords))
        call_command("collectstatic", interactive=False, verbosity=0)


def keep_to_ourselves() -> None:
    """The SQLite file, and a folder that is made for it, can be read by the service's own user alone."""
    settings.BELONGING_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or "memory" in name:
        return
    Path(name).touch(mode=0o600)
    for end in ("", "-wal", "-shm"):  # SQLite gives the later two the first one's mode, where it makes them
        if Path(name + end).exists():
            Path(name + end).chmod(0o600)


def passwords_to_set(*, every: bool) -> dict[str, str]:
    """What the environment gives, by role: BELONGING_STAFF_PASSWORD for belonging_staff. `every`: who has one too."""
    named = {role: f"{role.upper()}_PASSWORD" for role in settings.DATABASE_GRANTS if role not in STEPPED_INTO}
    given = {role: os.environ[variable] for role, variable in named.items() if variable in os.environ}
    if every or not given or connection.vendor != "postgresql":
        return given
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY(%s)", [[*given]])
        have = {name for (name,) in cursor.fetchall()}
    return {role: password for role, password in given.items() if role not in have}
