"""`belonging worker`: looks every two seconds at what is due to rounds and findings.

The engine never runs in this process: `release_due` starts it as a child, and its memory goes with it.
"""

from __future__ import annotations

import argparse
import signal
from threading import Event

from belonging.web.cli.check_database import refuse_unfit
from belonging.web.cli.memory import begin_anew
from belonging.web.cli.own_folder import begin_in_own_folder


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "worker",
        help="seals rounds when due, then makes their findings",
        description="Every two seconds: close the rounds whose time has come, seal them when their days of grace "
        "are over, count the slips used, and make the findings of what has been sealed. 'belonging serve' runs "
        "one; run it by itself where processes are kept by another program. One is enough; two do no harm. "
        "One that holds more than 256 MiB begins anew between two looks.",
    )


def run(_: argparse.Namespace) -> int:
    begin_in_own_folder()

    from django.conf import settings
    from django.db import connection

    from belonging.web.base.tracing import start_tracing
    from belonging.web.cli.worker_loop import work_until

    refuse_unfit()
    if settings.OTLP_ENDPOINT:
        start_tracing(settings.OTLP_ENDPOINT, "belonging-worker")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if not work_until(stop):
        connection.close()
        begin_anew()
    return 0
