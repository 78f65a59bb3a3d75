"""A small demo, loaded and served as `make demo` does it.

Loading takes far longer than copying: one run of the tests loads once, while its first page is open, and each journey
begins with a copy of its own.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from belonging.web.home.demo_file import read_loading
from tests.migrated import migrated_file

ROOT = Path(__file__).parents[2]
DEMO = (sys.executable, "-m", "tests.journeys.demo_begun", "demo", "--small")
STUCK_AFTER = 200.0
"""Seconds in which nothing more was loaded: on a busy machine the whole may take far longer."""


@contextmanager
def running_demo(home: Path) -> Iterator[str]:
    """The address of its first page, without a final slash; the answering pages are on the next port."""
    _copy_loaded(home)
    with _served(home) as address:
        yield address


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """Loaded before, where it is not."""
    port = _free_pair()
    command = [*DEMO, "--port", str(port)]
    log = (home / "demo.log").open("w")
    environment = _environment(home)
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT) as process:
        try:
            _wait_until_ready(home, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)
            log.close()


def _copy_loaded(home: Path) -> None:
    """A demo that is loaded, into `home`; whichever of the run's processes comes first loads it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    loaded = Path(tempfile.gettempdir()) / f"belonging-demo-{run}"
    with _locked(loaded):
        if not loaded.exists():
            atexit.register(_remove, loaded)
            loading = loaded.with_suffix(".loading")
            loading.mkdir(exist_ok=True)
            migrated_file()  # before the demo has settings of its own
            with _served(loading):
                pass  # it is ready
            loading.rename(loaded)
        shutil.copytree(loaded, home, dirs_exist_ok=True)


@contextmanager
def _locked(loaded: Path) -> Iterator[None]:
    with loaded.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove(loaded: Path) -> None:
    with _locked(loaded):
        for kept in (loaded, loaded.with_suffix(".loading")):
            shutil.rmtree(kept, ignore_errors=True)
    loaded.with_suffix(".lock").unlink(missing_ok=True)


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BELONGING_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "BELONGING_HOME": str(home)}


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


def _wait_until_ready(home: Path, process: subprocess.Popen[bytes]) -> None:
    log, loading, since = home / "demo.log", read_loading(home), time.monotonic()
    while "The demo is ready" not in log.read_text():
        before, loading = loading, read_loading(home)
        since = since if loading == before else time.monotonic()
        if process.poll() is not None or time.monotonic() - since > STUCK_AFTER:
            raise AssertionError(f"The demo did not get ready, {loading}:\n{log.read_text()}")
        time.sleep(0.3)
