"""`belonging drill restore`: does a backup come back?"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyrage import x25519

WITHIN_MINUTES = 60


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "restore",
        help="restore a backup into a place of its own, check it, remove it",
        description="Restores into a place that is made for it, compares every table with what the backup says of "
        "itself, checks database and journal, measures the time and removes it all. With --identity it takes the "
        "newest backup: do that once a term, with the private key brought to this machine for as long as it takes. "
        "Without, it makes a backup of its own with a key of its own, so that a timer may do it every week.",
        epilog="On PostgreSQL BELONGING_DRILL_DATABASE_URL names an empty database for it, as its owner. Exit code 3: "
        "the key is not the right one. What a drill that was killed left, the next one removes.",
    )
    parser.add_argument("--identity", type=Path, metavar="KEYFILE", help="file with the private key: the real thing")
    parser.add_argument("--releases", action="store_true", help="make the last three stored releases again too")


def run(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from belonging.web.base.errors import Refused
    from belonging.web.cli.keeping.errors import WrongKey
    from belonging.web.cli.keeping.keys import identities_in
    from belonging.web.notices.rules import DRILL_DUTY
    from belonging.web.notices.services import note_run

    identities = identities_in(arguments.identity) if arguments.identity else None
    try:
        outcome, well = _drill(identities, releases=arguments.releases)
    except Refused as refusal:
        note_run(name=DRILL_DUTY, now=timezone.now(), failure=str(refusal))
        if not isinstance(refusal, WrongKey):
            raise
        sys.stderr.write(f"{refusal}\n")
        return 3
    note_run(name=DRILL_DUTY, now=timezone.now(), outcome=outcome if well else "", failure="" if well else outcome)
    sys.stdout.write(f"{outcome}\n")
    return 0 if well else 1


def _drill(identities: list[x25519.Identity] | None, *, releases: bool) -> tuple[str, bool]:
    """What is to be told of it, and whether all was well."""
    from belonging.web.cli.keeping.drilling import drilled
    from belonging.web.cli.keeping.stopping import ended_when_told_to_stop

    with ended_when_told_to_stop(), _folder() as folder:
        done = drilled(folder, identities, releases=releases)
    for check in done.checks:
        sys.stdout.write(f"{'ok   ' if check.well else 'WRONG'} belonging {check.command}: {check.said}\n")
    minutes = done.took.total_seconds() / 60
    told = f"{done.name}: {done.rows:,} rows restored and compared in {done.took.total_seconds():.1f} seconds"
    if minutes > WITHIN_MINUTES:
        return f"{told}. That is longer than the {WITHIN_MINUTES} minutes that a restore may take.", False
    failed = [check.command for check in done.checks if not check.well]
    return (f"{told}, but not all was well: {', '.join(failed)}", False) if failed else (f"{told}, all well", True)


def _sweep_killed(folder: Path) -> None:
    """What a drill that was killed left: a plain copy of everything. One of the last hours may still be at work."""
    from belonging.web.cli.keeping.snapshots import sweep

    if time.time() - folder.stat().st_mtime > WITHIN_MINUTES * 2 * 60:
        sweep(folder, "*")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _folder() -> Iterator[Path]:
    """Beside the database, on the same disk, for its owner alone."""
    from django.conf import settings

    settings.BELONGING_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in settings.BELONGING_HOME.glob(".drill-*"):
        _sweep_killed(left)
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=settings.BELONGING_HOME) as name:
        yield Path(name)
