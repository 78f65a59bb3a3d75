"""`belonging worker`: looks every two seconds at what is due to rounds and findings.

The engine never runs in this process: `release_due` starts it as a child, and its memory goes with it.
"""

from __future__ import annotations

import argparse
import signal
from threading import Event

from belonging.web.cli.check_database import refuse_unfit


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "worker",
        help="seals rounds when due, then makes their findings",
        description="Every two seconds: close the rounds whose time has come, seal them when their days of grace "
        "are over, count the slips used, and make the findings of what has been sealed. 'belonging serve' runs "
        "one; run it by itself where processes are kept by another program. One is enough; two do no harm.",
    )


def run(_: argparse.Namespace) -> int:
    from belonging.web.cli.worker_loop import work_until

    refuse_unfit()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work_until(stop)
    return 0
