"""`belonging tick`: what the worker does to rounds, once."""

from __future__ import annotations

import argparse
import sys

from django.utils import timezone


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "tick",
        help="once through what the worker does to rounds",
        description="Close the rounds whose time has come, seal them when their days of grace are over, and "
        "count the slips used: once. For a timer, where no worker runs. Again is safe.",
    )


def run(_: argparse.Namespace) -> int:
    from belonging.web.surveys.services.upkeep import tick

    tick(now=timezone.now())
    sys.stdout.write("Every round is as its dates say.\n")
    return 0
