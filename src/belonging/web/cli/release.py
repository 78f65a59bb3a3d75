"""`belonging release`: make the findings that are due, now."""

from __future__ import annotations

import argparse
import sys

from django.utils import timezone


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "release",
        help="make the findings of every sealed round that has none yet",
        description="Make and store the findings of every sealed round that has none yet, and of the programme "
        "where all its schools have sealed a wave. The worker does the same by itself. Again is safe: findings "
        "that are stored are never changed.",
    )


def run(_: argparse.Namespace) -> int:
    from belonging.web.findings.services import release_due

    made = release_due(now=timezone.now(), progress=_say)
    sys.stdout.write(
        "Nothing was due.\n" if made == 0 else f"{made} {'set' if made == 1 else 'sets'} of findings made.\n"
    )
    return 0


def _say(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {of}" + ("\n" if done == of else ""))
