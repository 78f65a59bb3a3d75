"""`belonging tidy`: the nightly rebuild of the tables that held answers."""

from __future__ import annotations

import argparse
import sys


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "tidy",
        help="the nightly rebuild of the tables that held answers",
        description="Write the files in which open answers lay anew, without what was deleted from them. Once a "
        "night, outside school hours: sends wait while it runs. On PostgreSQL run it as the database's owner.",
    )


def run(_: argparse.Namespace) -> int:
    from belonging.web.surveys.services.upkeep import rebuild_open_tables

    rebuild_open_tables()
    sys.stdout.write("Rebuilt.\n")
    return 0
