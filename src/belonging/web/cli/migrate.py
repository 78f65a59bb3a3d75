"""`belonging migrate`: tables, database roles and static files, brought up to date."""

from __future__ import annotations

import argparse
import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from belonging.web.base.database_roles import apply_grants


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "migrate",
        help="set up the database or bring it up to date",
        description="Apply the migrations, on PostgreSQL make the two database roles and give each what it "
        "needs and nothing else, and collect the static files. Again is safe.",
        epilog="PostgreSQL: run it with BELONGING_DATABASE_URL naming the database's owner, which may make roles "
        "(CREATEROLE), and BELONGING_STAFF_PASSWORD and BELONGING_ANSWERING_PASSWORD set; the service itself "
        "then connects as belonging_staff and belonging_answering: docs/running.md.",
    )


def run(_: argparse.Namespace) -> int:
    migrate_all()
    sys.stdout.write("The database and the static files are up to date.\n")
    return 0


def migrate_all() -> None:
    """Migrations, grants, static files. Raises Refused where the database says no."""
    settings.BELONGING_HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    apply_grants(connection, settings.DATABASE_GRANTS, passwords=_passwords())
    call_command("collectstatic", interactive=False, verbosity=0)


def _passwords() -> dict[str, str]:
    """What the environment gives, by role: BELONGING_STAFF_PASSWORD for belonging_staff."""
    named = {role: f"{role.upper()}_PASSWORD" for role in settings.DATABASE_GRANTS}
    return {role: os.environ[variable] for role, variable in named.items() if variable in os.environ}
