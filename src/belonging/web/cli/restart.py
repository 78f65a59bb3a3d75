"""`belonging restart`: a new process in each one's place, while the service goes on."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from pathlib import Path

from belonging.web.base.errors import Refused
from belonging.web.cli.control import Keeper, keeper_of

WITHIN = 300.0
LOOK_EVERY = 0.2
"""In seconds."""


class NotRestarted(Refused):
    """There was nothing to restart, or what came did not start."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "restart",
        help="new processes in place of the old ones, with nobody refused",
        description="Ask the 'belonging serve' of this BELONGING_HOME to put a new process in each one's place: each "
        "server goes when its successor is there, with what it had begun finished. For new code and new settings "
        "files; environment variables are those that 'serve' was started with. What cannot start replaces nothing. "
        "The keeper itself stays: stop and start the service for a change of 'belonging serve'.",
    )


def run(_: argparse.Namespace) -> int:
    home = Path(os.environ.get("BELONGING_HOME", "var")).resolve()
    before = _keeper(home)
    os.kill(before.pid, signal.SIGUSR2)
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        time.sleep(LOOK_EVERY)
        now = _keeper(home)
        if now.replaced > before.replaced:
            sys.stdout.write("Every process was replaced.\n")
            return 0
        if now.refused > before.refused:
            raise NotRestarted(
                "A new process did not start, so the old ones go on. The log of 'belonging serve' says why."
            )
    raise NotRestarted("The processes were not replaced within five minutes. Look at the log of 'belonging serve'.")


def _keeper(home: Path) -> Keeper:
    found = keeper_of(home)
    if found is None:
        raise NotRestarted(
            f"No 'belonging serve' runs for {home}. Start it, or set BELONGING_HOME to its folder. Units that run "
            "without it, as with two users, are restarted one after another: docs/running.md, “Restarting”."
        )
    return found
