"""`belonging check-database`: what `serve` and `worker` ask before they start."""

from __future__ import annotations

import argparse
import sys

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from belonging.web.base.durability import escapes_row_security, faults
from belonging.web.base.errors import Refused
from belonging.web.cli.start import ANSWERING_SETTINGS, STAFF_SETTINGS, start_django


class DatabaseUnfit(Refused):
    """The database is not one that answers may be entrusted to."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "check-database",
        help="is the database up to date and durable?",
        description="Ask the running database whether it keeps what it acknowledges, whether its role is bound "
        "by row-level security, and whether every migration has been applied. Exit code 2 and a sentence if not.",
    )
    parser.add_argument("--answering", action="store_true", help="ask as the answering process's role")


def run(arguments: argparse.Namespace) -> int:
    start_django(ANSWERING_SETTINGS if arguments.answering else STAFF_SETTINGS)
    refuse_unfit(migrations=not arguments.answering)
    sys.stdout.write("The database is up to date and durable.\n")
    return 0


def refuse_unfit(*, migrations: bool = True) -> None:
    """Raise DatabaseUnfit unless the service may start. The answering role cannot read `migrations`."""
    try:
        found = faults(connection)
        unbound = escapes_row_security(connection)
        waiting = migrations and _migrations_waiting()
    except DatabaseError as error:
        raise DatabaseUnfit(
            f"The database cannot be reached: {str(error).strip()}. "
            "Check BELONGING_DATABASE_URL and that the server runs."
        ) from error
    if found:
        raise DatabaseUnfit(f"The service does not start on a database that is not durable: {'; '.join(found)}.")
    if unbound:
        raise DatabaseUnfit(
            "The database role is a superuser or bypasses row-level security, so schools would not be kept "
            "apart. Connect as a role that 'belonging migrate' made."
        )
    if waiting:
        raise DatabaseUnfit("The database is not up to date. Run 'belonging migrate' first.")


def _migrations_waiting() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
