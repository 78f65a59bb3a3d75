"""`belonging record-permission`: the operator's record that a wording may be used."""

from __future__ import annotations

import argparse
import getpass
import sys

from django.utils import timezone


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "record-permission",
        help="record that a wording's owner allows its use in live cohorts",
        description="Some questionnaires use wording that belongs to somebody else. Live cohorts cannot open them "
        "until you have the owner's permission in writing and record here where it is kept.",
        epilog='Example: belonging record-permission pupil_v1 --granted-by "A. Owner" --evidence "letter of 3 May"',
    )
    parser.add_argument("instrument", help='name and version, "pupil_v1"')
    parser.add_argument("--granted-by", required=True, metavar="NAME", help="who allowed it")
    parser.add_argument("--evidence", required=True, metavar="WHERE", help="where their letter or e-mail is kept")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.programme.services import Evidence, record_permission

    evidence = Evidence(granted_by=arguments.granted_by, kept_at=arguments.evidence)
    actor = f"terminal:{getpass.getuser()}"[:64]
    record_permission(instrument=arguments.instrument, evidence=evidence, actor=actor, now=timezone.now())
    sys.stdout.write(f"Recorded: {arguments.instrument} may be used in live cohorts.\n")
    return 0
