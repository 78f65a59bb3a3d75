"""`belonging outcomes import-dfe`: published absence and suspensions of the schools of our cohorts."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from django.utils import timezone

from belonging.web.base.errors import Refused


class NoSuchFile(Refused):
    """The file cannot be read."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "outcomes",
        help="attendance and suspensions of our schools from published files",
        description="Reads school-level files of the Department for Education row by row. Schools of our cohorts are "
        "found by their URN; nothing else is kept. docs/methods/outcomes.md says where to get them.",
        epilog="Example: belonging outcomes import-dfe absence_school_202425.csv",
    )
    acts = parser.add_subparsers(required=True, metavar="import-dfe")
    importing = acts.add_parser(
        "import-dfe",
        help="read a published file into the database",
        description="Read a published file of absence, or of suspensions, into the database. Again is safe.",
    )
    importing.add_argument("file", type=Path, help="the school-level CSV, as downloaded and unpacked")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.base.scope import programme_scope
    from belonging.web.outcomes.presenters.published import report_of
    from belonging.web.outcomes.services.publishing import import_published

    try:
        with (
            arguments.file.open(encoding="utf-8-sig", errors="replace", newline="") as lines,
            programme_scope("outcomes: a published file"),
        ):
            actor = f"terminal:{getpass.getuser()}"[:64]
            done = import_published(lines=lines, actor=actor, now=timezone.now())
    except OSError as fault:
        raise NoSuchFile(f"{arguments.file} cannot be read: {fault.strerror}.") from fault
    report = report_of(done)
    sys.stdout.write("\n".join([f"{report.title}.", *report.lines, ""]))
    return 0
