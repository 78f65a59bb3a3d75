"""`belonging serve`: the staff pages, the answering pages and the worker, kept running by one supervisor."""

from __future__ import annotations

import argparse
import ipaddress
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from belonging.web.base.errors import Refused
from belonging.web.cli.control import keeper_of, noted
from belonging.web.cli.saying import refuse
from belonging.web.cli.supervisor import Child, Supervisor, refuse_taken

CLI = (sys.executable, "-m", "belonging.web.cli.main")
SERVER = (sys.executable, "-m", "belonging.web.cli.server")

MOST_MEMORY = 320
"""MiB that one server process may hold before another takes its place."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Where and how widely to serve. Threads are per worker: how many requests one works on at a time.

    More for answers: an upload that stops in the middle holds one until its connection ends.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    answering_port: int = 8001
    staff_workers: int = 1
    answering_workers: int = 1
    threads: int = 8
    answering_threads: int = 32

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    usual = Serving()
    parser = subparsers.add_parser(
        "serve",
        help="staff's pages, the answering pages and the worker, kept running",
        description="Serve staff's pages and the answering pages, each from its own process, and run the worker "
        "beside them. A process that dies is started again; Ctrl-C or SIGTERM stops all, 'belonging restart' (or "
        "SIGUSR2) replaces all with nobody refused. Refuses to start on a database that could lose an acknowledged "
        "answer. In demo mode it listens on this machine only.",
        epilog="Put a web server that speaks TLS in front of both ports: docs/running.md. "
        "Example: belonging serve --host 10.0.0.5 --answering-workers 2 --answering-threads 64",
    )
    parser.add_argument("--host", default=usual.host, help=f"address to listen on ({usual.host})")
    parser.add_argument("--port", type=int, default=usual.port, help=f"staff's pages ({usual.port})")
    parser.add_argument(
        "--answering-port", type=int, default=usual.answering_port, help=f"answering pages ({usual.answering_port})"
    )
    for name, what in (("staff", "staff's pages"), ("answering", "the answering pages")):
        parser.add_argument(
            f"--{name}-workers", type=_positive, default=1, metavar="N", help=f"processes for {what} (1)"
        )
    parser.add_argument(
        "--threads", type=_positive, default=usual.threads, metavar="N",
        help=f"requests that one process of staff's pages works on at a time ({usual.threads})",
    )  # fmt: skip
    parser.add_argument(
        "--answering-threads", type=_positive, default=usual.answering_threads, metavar="N",
        help=f"the same of the answering pages; an upload that stops half way holds one ({usual.answering_threads})",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    serving = Serving(
        host=arguments.host,
        port=arguments.port,
        answering_port=arguments.answering_port,
        staff_workers=arguments.staff_workers,
        answering_workers=arguments.answering_workers,
        threads=arguments.threads,
        answering_threads=arguments.answering_threads,
    )
    return serve(serving, on_ready=lambda: sys.stdout.write(_addresses(serving)) and sys.stdout.flush())


def serve(serving: Serving, on_ready: Callable[[], object] | None = None) -> int:
    """Serve until told to stop; `on_ready` is called once both doors are open. Raises Refused."""
    refuse_far_demo(serving)
    refuse_taken(serving.host, serving.port, "--port")
    refuse_taken(serving.host, serving.answering_port, "--answering-port")
    asked = [(), ("--answering",), *([("--engine",)] if "BELONGING_ENGINE_DATABASE_URL" in os.environ else [])]
    for words in asked:
        command = (*CLI, "check-database", *words)
        checked = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        for line in checked.stderr.splitlines():
            refuse("serve", line)
        if checked.returncode != 0:
            return checked.returncode
    home = Path(os.environ.get("BELONGING_HOME", "var")).resolve()
    if keeper_of(home) is not None:
        refuse(
            "serve", f"Another 'belonging serve' runs in {home}: 'belonging restart' and 'upgrade' are for that one."
        )
    else:
        # What an earlier service counted: for Prometheus a new start is a new count.
        shutil.rmtree(home / "metrics", ignore_errors=True)
    with noted(home) as note:
        return Supervisor(children(serving), on_replaced=note).run(on_ready)


def refuse_far_demo(serving: Serving) -> None:
    """Raise Refused for a demo that another machine could reach."""
    if os.environ.get("BELONGING_MODE") == "demo" and not serving.is_local:
        raise Refused(
            f"The demo lets anyone sign in, so it listens on this machine only, not on {serving.host}. "
            "Leave --host out, or set up the real service: docs/running.md."
        )


def children(serving: Serving) -> list[Child]:
    """The processes of the service. Their settings are read from the environment by each itself."""
    shared = {
        # glibc gives every thread its own arena otherwise, which a pool of threads fills and never returns.
        "MALLOC_ARENA_MAX": "2",
        "BELONGING_STAFF_URL": os.environ.get("BELONGING_STAFF_URL", f"http://{_named(serving)}:{serving.port}"),
        "BELONGING_ANSWERING_URL": os.environ.get(
            "BELONGING_ANSWERING_URL", f"http://{_named(serving)}:{serving.answering_port}"
        ),
    }
    return [
        _server("staff", "belonging.web.config.wsgi", serving, shared),
        _server("answering", "belonging.web.config.answering_wsgi", serving, shared),
        Child("worker", (*CLI, "worker"), shared),
    ]


def _server(name: str, module: str, serving: Serving, environment: dict[str, str]) -> Child:
    port, workers, threads = {
        "staff": (serving.port, serving.staff_workers, serving.threads),
        "answering": (serving.answering_port, serving.answering_workers, serving.answering_threads),
    }[name]
    options = {
        "--host": serving.host,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": threads,
        # Making a PDF leaves megabytes of memory behind. A process beyond this is replaced, its requests finished.
        "--workers-max-rss": MOST_MEMORY,
    }
    words = [str(word) for option in options.items() for word in option]
    command = (*SERVER, *words, f"{module}:application")
    return Child(name, command, environment, listens=(serving.host, port), workers=workers)


def _named(serving: Serving) -> str:
    return f"[{serving.host}]" if ":" in serving.host else serving.host


def _addresses(serving: Serving) -> str:
    return (
        f"Staff's pages: http://{_named(serving)}:{serving.port}/\n"
        f"Answering pages: http://{_named(serving)}:{serving.answering_port}/\nCtrl-C stops everything.\n"
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)
