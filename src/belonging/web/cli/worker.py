"""`belonging worker`: looks every two seconds at what is due to rounds and findings.

The engine never runs in this process: `release_due` starts it as a child, and its memory goes with it.
"""

from __future__ import annotations

import argparse
import logging
import signal
import time
from threading import Event

from django.db import close_old_connections
from django.utils import timezone

from belonging.web.cli.check_database import refuse_unfit
from belonging.web.findings.queries import releases_due
from belonging.web.findings.services import ReleaseFailed, release_due
from belonging.web.surveys.services.upkeep import tick

LOOK_EVERY = 2.0
AFTER_A_FAILURE = 60.0
"""In seconds."""

log = logging.getLogger(__name__)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "worker",
        help="seals rounds when due, then makes their findings",
        description="Every two seconds: close the rounds whose time has come, seal them when their days of grace "
        "are over, count the slips used, and make the findings of what has been sealed. 'belonging serve' runs "
        "one; run it by itself where processes are kept by another program. One is enough; two do no harm.",
    )


def run(_: argparse.Namespace) -> int:
    refuse_unfit()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work_until(stop)
    return 0


def work_until(stop: Event) -> None:
    """One look after another until `stop` is set. Findings that failed are tried again after a minute."""
    release_from = 0.0
    while True:
        try:
            tick(now=timezone.now())
        except* Exception:
            log.exception("Some rounds could not be looked after; the others were")
        if time.monotonic() >= release_from and releases_due():
            try:
                release_due(now=timezone.now())
            except ReleaseFailed as failure:
                log.error("%s", failure)  # noqa: TRY400  # a sentence for the operator: the trace is the child's
                release_from = time.monotonic() + AFTER_A_FAILURE
        close_old_connections()
        if stop.wait(LOOK_EVERY):
            return
