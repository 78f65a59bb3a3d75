"""`belonging backup`: a whole copy of the database, encrypted, while the service runs."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from belonging.web.base.errors import Refused
from belonging.web.cli.start import start_django

ACTS = ("make", "list", "forget", "make-key")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "backup",
        help="a whole copy of the database, encrypted, while the service runs",
        description="Writes the database as it stands at this moment into BELONGING_BACKUPS, encrypted to the public "
        "keys in BELONGING_BACKUP_RECIPIENTS, reads it back whole, and deletes backups that are older than promised. "
        "Secrets are not in it: keep the pepper elsewhere.",
        epilog="'list' shows what is there, 'forget' only deletes what is too old, 'make-key' prints a new pair of "
        "keys: run that on another machine, and keep the private one there.",
    )
    parser.add_argument(
        "act", nargs="?", choices=ACTS, default="make", help="make (the default), list, forget, make-key"
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.act == "make-key":
        from belonging.web.cli.keeping.keys import new_key

        sys.stdout.write(new_key(datetime.now(UTC)))
        sys.stderr.write("Keep the private key off the server. It is shown this once; without it no backup opens.\n")
        return 0
    start_django()
    from django.db import DatabaseError

    try:
        return {"make": _make, "list": _list, "forget": _forget}[arguments.act]()
    except DatabaseError as error:
        raise Refused(f"The database said: {str(error).strip()}. 'belonging doctor' looks at it.") from error


def _make() -> int:
    from django.utils import timezone

    from belonging.web.cli.keeping.making import make_backup

    made = make_backup(now=timezone.now())
    rows = sum(made.manifest.counts.values())
    sys.stdout.write(
        f"{made.path}: {rows:,} rows in {len(made.manifest.counts)} tables, {made.size / 1_000_000:.1f} MB, read back "
        f"whole, {made.took.total_seconds():.1f} seconds.\n"
    )
    if made.forgotten:
        sys.stdout.write(f"{made.forgotten} older than promised deleted.\n")
    return 0


def _list() -> int:
    from belonging.web.cli.keeping.making import backup_folder
    from belonging.web.cli.keeping.shelf import kept_in

    for kept in kept_in(backup_folder()):
        sys.stdout.write(f"{kept.path}  {kept.path.stat().st_size / 1_000_000:.1f} MB\n")
    return 0


def _forget() -> int:
    from django.utils import timezone

    from belonging.web.cli.keeping.making import forget_due

    sys.stdout.write(f"{forget_due(now=timezone.now())} deleted.\n")
    return 0
