"""`belonging retire`: what is past its time, and on `--yes` its end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

LOOKED_BACK = (
    (timedelta(days=365), "more than a year"),
    (timedelta(days=30), "more than a month"),
    (timedelta(days=7), "more than a week"),
    (timedelta(days=1), "more than a day"),
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "retire",
        help="what is past its time: how much of what, and on --yes its end",
        description="Every clock of what is kept (docs/privacy.md), one line each: how many things are past their "
        "time, and for how long. Nothing is changed unless you say --yes. The worker does the same every hour, so "
        "on a service that runs there is nothing to do; a line that grows means that the worker does not run.",
    )
    parser.add_argument("--yes", action="store_true", help="do it")


def run(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from belonging.web.cli.retention.sweeps import SWEEPS

    now, failed, total = timezone.now(), 0, 0
    for sweep in SWEEPS:
        try:
            told = f"{sweep.act(now)} done" if arguments.yes else _due(sweep.act, now)
        except Exception as error:  # noqa: BLE001  # the other clocks must not wait for this one
            told, failed = f"failed: {type(error).__name__}. The other clocks went on.", failed + 1
        if told.partition(" ")[0] == "0":
            continue
        total += 1
        sys.stdout.write(f"{sweep.name}: {told}\n")
    if not total:
        sys.stdout.write(f"Nothing is past its time: {len(SWEEPS)} clocks were looked at.\n")
    elif not arguments.yes:
        sys.stdout.write("Nothing was changed. “belonging retire --yes” does it.\n")
    return 1 if failed else 0


def _due(act: Callable[[datetime], int], now: datetime) -> str:
    """How many are due, and for how long the first has been."""
    number = _tried(act, now)
    if not number:
        return "0 due"
    since = next((words for back, words in LOOKED_BACK if _tried(act, now - back)), "less than a day")
    return f"{number} due, for {since}"


def _tried(act: Callable[[datetime], int], now: datetime) -> int:
    """What it would do: it is done, counted and rolled back."""
    from django.db import transaction

    with transaction.atomic():
        number = act(now)
        transaction.set_rollback(True)
    return number
