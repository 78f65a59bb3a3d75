"""`belonging doctor`: is everything as it should be?"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from belonging.web.cli.keeping.doctor import Finding


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "doctor",
        help="one page of checks, each with what to do",
        description="Looks at settings, database, disk, files, clock, mail, worker, backups, drills, the programs that "
        "run beside the service, and the version's age. Changes nothing. Exit code 1 where something is wrong.",
    )
    parser.add_argument("--json", action="store_true", help="for a program to read")


def _tell(findings: list[Finding]) -> None:
    done = 0
    for finding in findings:
        sys.stdout.write(f"{finding.level.value:<6}{finding.what}: {finding.said}\n")
        if finding.remedy:
            done += 1
            sys.stdout.write(f"      To do, {done}: {finding.remedy}\n")
    if done > 1:
        sys.stdout.write(f"{done} to do, best in this order.\n")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.cli.keeping.doctor import Level, examined

    findings = examined()
    if arguments.json:
        from belonging.web.cli.keeping.doctor.machine import as_json

        sys.stdout.write(f"{as_json(findings)}\n")
    else:
        _tell(findings)
    return 1 if any(finding.level is Level.WRONG for finding in findings) else 0
