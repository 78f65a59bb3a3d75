"""`belonging restore`: from a backup to a database that may be served."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

WRONG_KEY = 3


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "restore",
        help="bring a backup back, into an empty database",
        description="Decrypts a backup and brings it into an EMPTY database: that of BELONGING_DATABASE_URL, or the "
        "file in BELONGING_HOME, or what --to names. All of it arrives and is compared with what the backup says of "
        "itself, or nothing is left. Then it is brought up to date and checked.",
        epilog="On PostgreSQL the address names the database's owner. Exit code 1: restored, and a check wants a look; "
        "2: refused, and nothing was left; 3: the key is not the right one. "
        "Example: belonging restore belonging-20261126T020000Z.age --identity /media/key.txt",
    )
    parser.add_argument("backup", type=Path, help="the file")
    parser.add_argument("--identity", type=Path, required=True, metavar="KEYFILE", help="file with the private key")
    parser.add_argument("--to", metavar="URL", help="an empty database, sqlite:////PATH or postgres://…")
    parser.add_argument(
        "--all-releases", action="store_true", help="make every stored release again, not the last three"
    )


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.cli.keeping.checking import AFTER_A_RESTORE, WITH_EVERY_RELEASE, checks_at
    from belonging.web.cli.keeping.errors import WrongKey
    from belonging.web.cli.keeping.keys import identities_in
    from belonging.web.cli.keeping.places import place_at
    from belonging.web.cli.keeping.restoring import restore, what_now
    from belonging.web.cli.keeping.scratch import kept_from_drills

    place = place_at(arguments.to or _own_url())
    try:
        with kept_from_drills(place):
            done = restore(arguments.backup, identities_in(arguments.identity), place)
    except WrongKey as refusal:
        sys.stderr.write(f"{refusal}\n")
        return WRONG_KEY
    rows = sum(done.manifest.counts.values())
    sys.stdout.write(
        f"Restored: {rows:,} rows in {len(done.manifest.counts)} tables, as they stood when version "
        f"{done.manifest.version} made the backup, in {done.took.total_seconds():.1f} seconds.\n"
    )
    failed = 0
    for check in checks_at(place.url, WITH_EVERY_RELEASE if arguments.all_releases else AFTER_A_RESTORE):
        sys.stdout.write(f"{'ok   ' if check.well else 'LOOK '} belonging {check.command}: {check.said}\n")
        failed += not check.well
    for sentence in what_now(done, place):
        sys.stdout.write(f"{sentence}\n")
    return 1 if failed else 0


def _own_url() -> str:
    """As the settings name it. PostgreSQL's comes from the environment: the settings hold it in pieces."""
    import os

    from django.db import connection

    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    return os.environ["BELONGING_DATABASE_URL"]
