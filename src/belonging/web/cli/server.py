"""One server of pages: Granian behind a door that it may share with the server which takes its place.

`belonging serve` opens the door, a listening socket, and hands it on: while one server comes and another goes, whoever
knocks waits in one and the same queue and is let in by either. Started by hand, this opens the door itself.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import get_resolver
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.log import LogLevels
from granian.server.mp import MPServer

from belonging.web.base.faults import places_of
from belonging.web.cli.doors import BACKLOG, DOOR, READY, opened
from belonging.web.cli.own_folder import begin_in_own_folder
from belonging.web.cli.saying import say, server_log

KILL_AFTER = 30
"""Seconds that a worker which was told to go may take to finish what it has begun."""


class Server(MPServer):
    """All its workers let in from one socket. Granian by itself gives each its own, which closes with it."""

    def _init_shared_socket(self) -> None:
        number = int(os.environ.get(DOOR, "0"))
        door = socket.socket(fileno=number) if number else opened(self.bind_addr, self.bind_port)
        door.setblocking(False)
        door.set_inheritable(True)
        # Where Granian itself keeps a socket that its workers share: on other systems than Linux.
        self.__dict__ |= {"_ssp": None, "_sso": door, "_sfd": door.fileno(), "_shd": _holder(door)}


def _holder(door: socket.socket) -> SocketHolder:
    holder: Callable[..., SocketHolder] = SocketHolder  # its stub leaves out what it is made from
    return holder(door.fileno(), False, BACKLOG)


def main() -> None:
    begin_in_own_folder()
    chosen = _parser().parse_args()
    server = Server(
        chosen.application,
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=chosen.workers,
        blocking_threads=chosen.blocking_threads,
        runtime_mode=RuntimeModes.st,
        http=HTTPModes.http1,
        websockets=False,
        backlog=BACKLOG,
        # Below this level Granian warns of more threads than cores, which is what waiting for a disk wants.
        log_level=LogLevels.error,
        log_dictconfig=server_log(chosen.application),
        respawn_failed_workers=True,
        workers_max_rss=chosen.workers_max_rss,
        rss_sample_interval=10,
        workers_kill_timeout=KILL_AFTER,
    )
    server.serve(target_loader=load)


def load(target: str) -> Callable[..., Any]:
    """In the worker: the application, and a word to the keeper that it is there."""
    sys.path.insert(0, "")
    module, _, name = target.partition(":")
    try:
        application: Callable[..., Any] = getattr(import_module(module), name)
    except ImproperlyConfigured as refusal:
        say(str(refusal), "belonging.server")
        raise SystemExit(2) from None
    except Exception as fault:  # noqa: BLE001  # whatever it is: said, and the process ends
        say(f"The pages cannot be served: {places_of(fault)}", "belonging.server")
        raise SystemExit(1) from None
    # All pages now, and not in somebody's first request, for which others would wait.
    if settings.configured:
        get_resolver().reverse_dict  # noqa: B018  # is made by looking
    _tell_ready()
    return application


def _tell_ready() -> None:
    number = os.environ.get(READY)
    if number:
        with suppress(OSError):  # a worker that comes later, when nobody waits for it any more
            os.write(int(number), b".")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m belonging.web.cli.server", description=__doc__)
    parser.add_argument("application", help="MODULE:NAME of a WSGI application")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--blocking-threads", type=int, default=8, help="requests that one works on at a time")
    parser.add_argument("--workers-max-rss", type=int, default=320, help="MiB beyond which a process is replaced")
    return parser


if __name__ == "__main__":
    main()
