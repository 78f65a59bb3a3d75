"""A small demo, loaded and served as `make demo` does it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOADED_WITHIN = 240.0
"""Seconds."""


@contextmanager
def running_demo(home: Path) -> Iterator[str]:
    """The address of its first page, without a final slash; the answering pages are on the next port."""
    port = _free_pair()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BELONGING_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "belonging.web.cli.main", "demo", "--small", "--port", str(port)]
    log = (home / "demo.log").open("w")
    with subprocess.Popen(
        command, env={**environment, "BELONGING_HOME": str(home)}, stdout=log, stderr=subprocess.STDOUT
    ) as process:
        try:
            _wait_until_ready(home / "demo.log", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)
            log.close()


def _free_pair() -> int:
    """A port that is free and whose next one is too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def _wait_until_ready(log: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + LOADED_WITHIN
    while "The demo is ready" not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"The demo did not get ready:\n{log.read_text()}")
        time.sleep(0.3)
