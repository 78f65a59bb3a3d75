"""`belonging maintenance`: puts a page in front of everything while somebody works on the service."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from belonging.web.base.errors import Refused
from belonging.web.base.maintenance import Maintenance, begin, end, under_maintenance

HERE = ZoneInfo("Europe/London")


class NotATime(Refused):
    """What stands after --until says no time to come."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "maintenance",
        help="a page in front of everything while you work on the service",
        description="Staff's pages then say that the service is paused and when it is back. Answers that children send "
        "meanwhile wait, locked up, on their devices and go afterwards by themselves. No page touches the database. "
        "The worker is not stopped by it. It is a file in BELONGING_HOME: set it on each machine that serves pages.",
        epilog='Example: belonging maintenance on --until 17:30 --words "We are moving to a new server."',
    )
    parser.add_argument("state", choices=("on", "off", "status"), nargs="?", default="status")
    parser.add_argument("--until", default="", metavar="TIME", help="17:30, or 2026-11-26T17:30; British time")
    parser.add_argument("--words", default="", help="a sentence for staff: what is being done")


def run(arguments: argparse.Namespace) -> int:
    home = Path(os.environ.get("BELONGING_HOME", "var")).resolve()
    now = datetime.now(HERE)
    if arguments.state == "on":
        _put_up(home, now, arguments)
    elif arguments.state == "off" and not end(home):
        sys.stdout.write("There was no maintenance to end.\n")
        return 0
    sys.stdout.write(f"{said(under_maintenance(home))}\n")
    return 0


def _put_up(home: Path, now: datetime, arguments: argparse.Namespace) -> None:
    """What is not said anew stays. From now on the page is a person's: no upgrade takes it down. Raises Refused.

    The backup that a killed upgrade noted stays too: it leads back.
    """
    there = under_maintenance(home) or Maintenance()
    until = until_from(arguments.until, now) if arguments.until else there.until
    words = arguments.words.strip() or there.words
    try:
        begin(home, now=now, page=Maintenance(there.since, until, words, backup=there.backup))
    except OSError as error:
        raise Refused(
            f"The page could not be put up: {(error.strerror or str(error)).lower()} in {home}. Free space, or run "
            "this as the service’s own user."
        ) from error


def until_from(text: str, now: datetime) -> datetime | None:
    """A time of day is the next one; raises NotATime for what is none, and for what is past."""
    if not text:
        return None
    try:
        if len(text) <= len("17:30"):
            hour, minute = text.split(":")
            later = now.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
            return later if later > now else later + timedelta(days=1)
        later = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotATime(f"--until {text} is no time. Write it as 17:30, or as 2026-11-26T17:30.") from error
    later = later if later.tzinfo else later.replace(tzinfo=HERE)
    if later <= now:
        raise NotATime(f"--until {text} is past. Leave it out, or say when the service should be back.")
    return later


def said(found: Maintenance | None) -> str:
    if found is None:
        return "The service is open."
    until = f", until {found.until.astimezone(HERE):%H:%M on %-d %B}" if found.until else ""
    return f"The service is under maintenance{until}. 'belonging maintenance off' opens it again."
