"""`belonging tick`: once through what the worker does, the making of findings apart."""

from __future__ import annotations

import argparse
import sys

from django.utils import timezone


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "tick",
        help="once through what the worker does, the making of findings apart",
        description="Close and seal the rounds whose time has come, count slips, turn talk requests to the next "
        "person, send mail and reminders, gather the cockpit, end what has expired: once. For a timer, where no "
        "worker runs. Again is safe. Findings are made by `belonging release`.",
    )


def run(_: argparse.Namespace) -> int:
    from belonging.web.cli.duties import Rota

    failed = Rota().work(timezone.now())
    if failed:
        sys.stderr.write(f"These failed and are tried again next time: {'; '.join(failed)}.\n")
        return 1
    sys.stdout.write("Everything is as its dates say.\n")
    return 0
