"""`belonging retire`: what is past its time, and on `--yes` its end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from belonging.web.base.errors import Refused

if TYPE_CHECKING:
    from belonging.web.cli.retention.sweeps import Sweep

Told = tuple[str, str, bool]
"""A clock's name, what is said of it (nothing where nothing is due), and whether it failed."""

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

    from belonging.web.cli.retention.sweeps import ALL_SWEEPS, BY_EVENT

    now = timezone.now()
    told = _done(ALL_SWEEPS, now) if arguments.yes else _looked_at(ALL_SWEEPS, now)
    failed = total = 0
    for name, said, went_wrong in told:
        failed += went_wrong
        if said:
            total += 1
            sys.stdout.write(f"{name}: {said}\n")
    if not total:
        sys.stdout.write(f"Nothing is past its time: {len(ALL_SWEEPS)} clocks were looked at.\n")
    elif not arguments.yes:
        sys.stdout.write("Nothing was changed. “belonging retire --yes” does it.\n")
    sys.stdout.write(f"No date ends these, so they are not looked at: {'; '.join(BY_EVENT.values())}.\n")
    return 1 if failed else 0


def _done(sweeps: Iterable[Sweep], now: datetime) -> list[Told]:
    return [_told(sweep, lambda each: _did(each, now)) for sweep in sweeps]


def _looked_at(sweeps: Iterable[Sweep], now: datetime) -> list[Told]:
    """All in one transaction that is rolled back: a clock that another has to go before counts as it will."""
    from django.db import transaction

    with transaction.atomic():
        told = [_told(sweep, lambda each: _due(each.act, now, each.look)) for sweep in sweeps]
        transaction.set_rollback(True)
    return told


def _told(sweep: Sweep, act: Callable[[Sweep], str]) -> Told:
    try:
        said = act(sweep)
    except Refused as refusal:
        return sweep.name, f"refused. {refusal}", True
    except Exception as error:  # noqa: BLE001  # the other clocks must not wait for this one
        return sweep.name, f"failed: {type(error).__name__}. The other clocks went on.", True
    return sweep.name, "" if said in ("0 done", "0 due") else said, False


def _did(sweep: Sweep, now: datetime) -> str:
    done = sweep.act(now)
    left = sweep.look(now) if sweep.look else 0
    return f"{done} done, {left} left" if left else f"{done} done"


def _due(act: Callable[[datetime], int], now: datetime, look: Callable[[datetime], int] | None = None) -> str:
    """How many are due, and for how long the first has been. Without `look` it is done: in a transaction."""
    from django.db import transaction

    tried = look or (lambda at: _tried(act, at))
    number = tried(now)
    if not number:
        return "0 due"
    since = next((words for back, words in LOOKED_BACK if tried(now - back)), "less than a day")
    if look is None:
        with transaction.atomic():
            act(now)
    return f"{number} due, for {since}"


def _tried(act: Callable[[datetime], int], now: datetime) -> int:
    """What it would do: it is done, counted and rolled back."""
    from django.db import transaction

    with transaction.atomic():
        number = act(now)
        transaction.set_rollback(True)
    return number
