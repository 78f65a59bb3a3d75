"""`belonging upgrade`: from the version before to the one that is installed now."""

from __future__ import annotations

import argparse
import sys


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "upgrade",
        help="bring database and processes to the version that is installed now",
        description="Run it after the new version has been installed, in a folder of its own, while the old one still "
        "runs. Looks whether all is well, puts the maintenance page up, makes a backup, applies the migrations, "
        "checks, puts new processes in place of the old ones and takes the page down. Where a step fails it says what "
        "state things are in and how to go on or back. Killed, it is run again.",
        epilog="On PostgreSQL BELONGING_DATABASE_URL names the database's owner, as for 'belonging migrate'. "
        "Example: belonging upgrade --until 17:30 --tidy",
    )
    parser.add_argument("--no-backup", metavar="REASON", default="", help="make none, for this reason")
    parser.add_argument("--tidy", action="store_true", help="rebuild the tables that held answers too")
    parser.add_argument("--until", default="", metavar="TIME", help="17:30: when people read that it is back")


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils import timezone

    from belonging.web.cli.keeping.doctor import refuse_sick
    from belonging.web.cli.keeping.turns import in_turn
    from belonging.web.cli.keeping.upgrading import Asked, upgrade, version_line
    from belonging.web.cli.maintenance import until_from

    def say(sentence: str) -> None:
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()

    until = until_from(arguments.until, timezone.localtime())
    say(version_line())
    with in_turn(settings.BELONGING_HOME, say):
        pass
    refuse_sick()
    upgrade(Asked(no_backup=arguments.no_backup.strip(), tidy=arguments.tidy, until=until), say)
    return 0
