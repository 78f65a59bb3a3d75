"""`belonging tidy`: the nightly rebuild of the tables that held answers."""

from __future__ import annotations

import argparse
import sys


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

    kept = rebuild_open_tables()
    if kept:
        sys.stderr.write(f"The tables are rebuilt. {log_kept(kept)}\n")
        return 1
    sys.stdout.write("Rebuilt.\n")
    return 0


def log_kept(why: str) -> str:
    """`why`: what PostgreSQL said."""
    return (
        f"PostgreSQL's write-ahead log still holds rows that were deleted, for it could not be ended: {why}. Where a "
        "right is missing, 'belonging doctor' says which."
    )
