"""`belonging verify-releases`: can every stored release be had again from the sealed rows?"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope

if TYPE_CHECKING:
    from belonging.web.findings.models import Release


class NoSuchRelease(Refused):
    """Nothing is stored under what was asked for."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "verify-releases",
        help="can every stored release be had again from the sealed rows?",
        description="Make stored releases again from the sealed rows, with the plan that was signed, and say in "
        "plain words what agrees: rows, plan, every table to the byte, the ledger. Nothing is changed. Exit code 1 "
        "where something does not agree.",
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--release", type=int, metavar="ID", help="one release, by its number in the journal")
    which.add_argument("--cohort", metavar="SLUG", help="all releases of a cohort")
    which.add_argument("--newest", type=int, metavar="N", help="the last N that were made, if there are any")
    which.add_argument("--all", action="store_true", help="every release that is stored, if there are any")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.findings.engine.verifying import verified

    with programme_scope("verify-releases"):
        releases = _asked(arguments)
        failed = 0
        for release in releases:
            claims = verified(release)
            sys.stdout.write(f"{_title(release)}\n")
            for claim in claims:
                sys.stdout.write(f"  {'agrees' if claim.agrees else 'DIFFERS'}: {claim.sentence}\n")
            failed += not all(claim.agrees for claim in claims)
    whole = len(releases) - failed
    sys.stdout.write(f"{whole} of {len(releases)} releases agree in everything that was looked at.\n")
    return 1 if failed else 0


def _asked(arguments: argparse.Namespace) -> list[Release]:
    from belonging.web.findings.models import Release

    releases = Release.objects.select_related("cohort", "school", "plan").order_by("released_at", "pk")
    if arguments.all:
        return list(releases)
    if arguments.newest is not None:
        return list(releases.reverse()[: max(0, arguments.newest)])
    if arguments.release is not None:
        found = list(releases.filter(pk=arguments.release))
        named = f"There is no release {arguments.release}."
    else:
        found = list(releases.filter(cohort__slug=arguments.cohort))
        named = f"No release of a cohort {arguments.cohort!r} is stored."
    if not found:
        raise NoSuchRelease(f"{named} The journal's entries “findings-released” name those that there are.")
    return found


def _title(release: Release) -> str:
    whose = release.school.name if release.school else "the programme"
    waves = " and ".join(release.waves.split("+"))
    return f"Release {release.pk}: {release.audience}, {waves}, of {whose} ({release.cohort.name})"
