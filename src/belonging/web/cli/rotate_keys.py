"""`belonging rotate-keys`: new secrets in place of old ones, with nobody shut out."""

from __future__ import annotations

import argparse
import sys

KINDS = ("secret-key", "pepper", "database", "backup-key")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "rotate-keys",
        help="new secrets in place of old ones, with nobody shut out",
        description="Says step by step how a key is changed, makes the new one, and does what the database needs. What "
        "stands in the environment, you set. Killed, it is run again.",
        epilog="secret-key signs sessions and links; pepper goes into codes and second factors; database: the "
        "passwords of the roles on PostgreSQL, as the owner; backup-key: what backups are encrypted to.",
    )
    parser.add_argument("kind", choices=KINDS, help="which key")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, make and change nothing")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.cli.keeping.rotating import KINDS as ACTS

    wrong = 0
    for line in ACTS[arguments.kind](dry_run=arguments.dry_run):
        sys.stdout.write(f"{line.said}\n")
        wrong += line.wrong
    return 1 if wrong else 0
