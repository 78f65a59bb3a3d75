"""`belonging check-database`: what `serve` and `worker` ask before they start."""

from __future__ import annotations

import argparse
import os
import sys

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from belonging.web.base.database_roles import ENGINE, STAFF, may_step_into
from belonging.web.base.durability import escapes_row_security, faults, outdated
from belonging.web.base.errors import Refused
from belonging.web.cli.keeping.peppers import fit_of_slips
from belonging.web.cli.keeping.turns import newer_than_this
from belonging.web.cli.saying import reason_of
from belonging.web.cli.start import ANSWERING_SETTINGS, ENGINE_SETTINGS, STAFF_SETTINGS, start_django

FOR_OTHERS = (
    "BELONGING_BACKUP_DATABASE_URL",
    "BELONGING_DRILL_DATABASE_URL",
    "BELONGING_STAFF_PASSWORD",
    "BELONGING_ANSWERING_PASSWORD",
    "BELONGING_ENGINE_PASSWORD",
)
"""Read by backups, drills and `migrate`, never by pages and worker: a page that shows its environment shows them."""


class DatabaseUnfit(Refused):
    """The database is not one that answers may be entrusted to."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "check-database",
        help="is the database up to date and durable?",
        description="Ask the running database whether it keeps what it acknowledges, whether its role is bound "
        "by row-level security, whether every migration has been applied, and whether the pepper fits the slips that "
        "are out. Exit code 2 and a sentence if not.",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--answering", action="store_true", help="ask as the answering process's role")
    which.add_argument("--engine", action="store_true", help="ask as the role that reads sealed answers")
    which.add_argument("--owner", action="store_true", help="ask as the owner, who may do what staff's role may not")


def run(arguments: argparse.Namespace) -> int:
    staff = not (arguments.answering or arguments.engine)
    start_django(STAFF_SETTINGS if staff else ANSWERING_SETTINGS if arguments.answering else ENGINE_SETTINGS)
    refuse_unfit(migrations=staff, slips=not arguments.engine)
    if staff:
        for sentence in warnings(who=STAFF if arguments.owner else None):
            sys.stderr.write(f"{sentence}\n")
    sys.stdout.write("The database is up to date and durable.\n")
    return 0


def refuse_unfit(*, migrations: bool = True, slips: bool = True) -> None:
    """Raise DatabaseUnfit unless the service may start. `migrations`: all are known and applied, which staff's asks.

    `slips`: refuse a pepper that fits none of those that are out, and migrations of ours that are not known here.
    """
    try:
        found = faults(connection)
        unbound = escapes_row_security(connection)
        newer = newer_than_this(new_apps=migrations) if migrations or slips else ""
        waiting = migrations and _migrations_waiting()
    except DatabaseError as error:
        raise DatabaseUnfit(
            f"The database cannot be reached: {reason_of(error)}. "
            "Check BELONGING_DATABASE_URL and that the server runs."
        ) from error
    if found:
        raise DatabaseUnfit(f"The service does not start on a database that is not durable: {'; '.join(found)}.")
    if unbound:
        raise DatabaseUnfit(
            "The database role is a superuser or bypasses row-level security, so schools would not be kept "
            "apart. Connect as a role that 'belonging migrate' made."
        )
    if newer:
        raise DatabaseUnfit(newer)
    if waiting:
        raise DatabaseUnfit("The database is not up to date. Run 'belonging migrate' first.")
    if slips:
        refuse_strange_pepper(linked=migrations)
    if migrations and connection.vendor == "postgresql" and not (settings.ENGINE_HAS_ITS_DATABASE or _lends_itself()):
        raise DatabaseUnfit(
            "Sealed answers cannot be read, so no findings would be made: the engine's role has a password of its "
            "own. Set BELONGING_ENGINE_DATABASE_URL to the same database as belonging_engine (docs/running.md)."
        )


def refuse_strange_pepper(*, linked: bool) -> None:
    """Raise DatabaseUnfit where slips are out and none fits: each child would be told that the code is unknown."""
    try:
        fit = fit_of_slips(linked=linked)
    except DatabaseError as error:
        raise DatabaseUnfit("The database is not up to date. Run 'belonging migrate' first.") from error
    if fit.wrong:
        raise DatabaseUnfit(f"{fit.said} {fit.remedy}")


def warnings(*, who: str | None = None) -> list[str]:
    """What should be mended and does not keep the service from starting, a sentence each.

    `who`: staff's role, where another one is connected.
    """
    found = []
    fit = fit_of_slips()
    if fit.unknown:
        found.append(f"{fit.said} {fit.remedy}")
    newer = outdated(connection)
    if newer:
        found.append(
            f"PostgreSQL is older than {newer}, which mends faults of row-level security. Bring the server up to date."
        )
    held = [name for name in FOR_OTHERS if os.environ.get(name)]
    if held and who is None and settings.MODE == "live" and connection.vendor == "postgresql":
        found.append(
            f"Pages and worker never read {', '.join(held)}, and a fault of theirs could show them. Put them where "
            "they are not read: /etc/belonging/backup or /etc/belonging/owner (docs/setting-up.md, step 4)."
        )
    if connection.vendor == "postgresql" and _lends_itself(who):
        found.append(
            "Staff's database role can step into the role that reads sealed answers. Give that one a password: set "
            "BELONGING_ENGINE_PASSWORD for 'belonging migrate', then BELONGING_ENGINE_DATABASE_URL (docs/running.md)."
        )
    return found


def _lends_itself(who: str | None = None) -> bool:
    """Whether the role, or that which is connected, may step into the engine's."""
    try:
        return may_step_into(connection, ENGINE, who=who)
    except DatabaseError as error:
        raise DatabaseUnfit("The database's roles are not up to date. Run 'belonging migrate' first.") from error


def _migrations_waiting() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
