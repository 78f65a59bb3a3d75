"""`belonging tidy`: the nightly rebuild of the tables that held answers."""

from __future__ import annotations

import argparse
import sys
from typing import Final

LOG_KEPT: Final = (
    "PostgreSQL's write-ahead log still holds rows that were deleted, for the owner of the tables may not end it. As a "
    "superuser, in this database: GRANT pg_checkpoint TO belonging_owner; GRANT EXECUTE ON FUNCTION pg_switch_wal() TO "
    "belonging_owner (docs/running.md)"
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "tidy",
        help="the nightly rebuild of the tables that held answers",
        description="Write the files in which open answers lay anew, without what was deleted from them. Once a "
        "night, outside school hours: sends wait while it runs. On PostgreSQL run it as the database's owner. Exit "
        "code 1: rebuilt, but PostgreSQL's write-ahead log still holds deleted rows.",
    )


def run(_: argparse.Namespace) -> int:
    from belonging.web.surveys.services.upkeep import rebuild_open_tables

    if not rebuild_open_tables():
        sys.stderr.write(f"The tables are rebuilt. {LOG_KEPT}\n")
        return 1
    sys.stdout.write("Rebuilt.\n")
    return 0
