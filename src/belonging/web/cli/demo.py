"""`belonging demo`: the simulated pilot, loaded and served on this machine."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from belonging.web.base.errors import Refused
from belonging.web.cli.demo_audio import AudioMaker
from belonging.web.cli.demo_home import demo_environment, empty, has_database, held
from belonging.web.cli.serve import CLI, Serving, children
from belonging.web.cli.supervisor import Child, Supervisor, refuse_taken
from belonging.web.home.demo_file import Loading, Phase, read_loading, read_try_it, write_loading

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LOADER = (sys.executable, "-m", "belonging.web.cli.loading")
WORKER = (sys.executable, "-m", "belonging.web.cli.demo_worker")
LOOK_EVERY = 0.3


class LoadingFailed(Refused):
    """The pilot could not be loaded."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "demo",
        help="load the simulated pilot and serve it on this machine",
        description="Load the simulated pilot through the services that schools use, and serve it on this machine "
        "alone, with one-click sign-in for each role. Everything in it is made up. Again is safe: what is loaded "
        "stays, and a loading that was broken off begins anew.",
        epilog="Its files are demo* in BELONGING_HOME (./var). Ctrl-C stops it.",
    )
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away first, and start over")
    parser.add_argument(
        "--port", type=int, default=8000, help="staff's pages; the answering pages take the next (8000)"
    )
    parser.add_argument("--load-only", action="store_true", help="load, and do not serve")
    parser.add_argument("--small", action="store_true", help="three schools instead of ten: loads in seconds")
    parser.add_argument(
        "--with-audio",
        action="store_true",
        help="once it is served, read the questionnaires aloud into files (belonging render-audio)",
    )


def run(arguments: argparse.Namespace) -> int:
    home = Path(os.environ.get("BELONGING_HOME", "var")).resolve()
    os.environ |= demo_environment(home, arguments.port)
    with held(home) as lock:
        if not arguments.load_only:
            another = arguments.port + 100
            for port in (arguments.port, arguments.port + 1):
                refuse_taken("127.0.0.1", port, f"'make demo PORT={another}' or 'belonging demo --port {another}'")
        to_load = _prepare(home, reset=arguments.reset)
        loader = Loader(home, lock, small=arguments.small) if to_load else None
        if arguments.load_only:
            return _load_only(loader)
        audio = AudioMaker(wanted=arguments.with_audio)
        try:
            return _serve(home, loader, arguments.port, audio)
        finally:
            audio.end()


def _prepare(home: Path, *, reset: bool) -> bool:
    """Bring the database up to date; whether the pilot has to be loaded. Raises Refused."""
    before = read_loading(home)
    whole = before is not None and before.phase == Phase.READY and has_database(home)
    if not whole and (before is not None or has_database(home)) and not reset:
        _say("The last loading did not come to its end. It starts again from the beginning.")
    if reset or not whole:
        empty(home)
        write_loading(home, Loading(Phase.LOADING, 0, 1, "Setting up the database"))
    _say("Setting up the database.")
    done = subprocess.run([*CLI, "migrate"], stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise LoadingFailed("The database could not be set up; what was said is above.")
    return reset or not whole


def _load_only(loader: Loader | None) -> int:
    if loader is None:
        _say("Everything is loaded already. To start over: belonging demo --reset")
        return 0
    loader.start()
    loader.follow()
    _say("Everything is loaded. To serve it: belonging demo")
    return 0


def _serve(home: Path, loader: Loader | None, port: int, audio: AudioMaker) -> int:
    serving = Serving(port=port, answering_port=port + 1)
    processes = [
        Child("worker", WORKER, child.environment) if child.name == "worker" else child for child in children(serving)
    ]
    supervisor = Supervisor(processes)
    if loader is None:
        return supervisor.run(lambda: _done(home, port, audio))
    following = threading.Thread(target=_follow, args=(loader, supervisor, home, port, audio), daemon=True)

    def on_ready() -> None:
        _say(f"Open http://127.0.0.1:{port}/ now if you like: the page shows how far it is.")
        loader.start()
        following.start()

    try:
        code = supervisor.run(on_ready)
    finally:
        loader.end()
    if loader.failure:
        raise LoadingFailed(loader.failure)
    return code


def _follow(loader: Loader, supervisor: Supervisor, home: Path, port: int, audio: AudioMaker) -> None:
    try:
        loader.follow()
    except LoadingFailed as failure:
        loader.failure = str(failure)
        supervisor.stop()
        return
    _done(home, port, audio)


def _done(home: Path, port: int, audio: AudioMaker) -> None:
    _say(_summary(home, port))
    audio.start()


class Loader:
    """The loading process. It is handed the lock, so that it keeps the demo held should this process be killed."""

    def __init__(self, home: Path, lock: int, *, small: bool) -> None:
        self.failure = ""
        self._home = home
        self._lock = lock
        self._command = [*LOADER, *(["--small"] if small else [])]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, pass_fds=(self._lock,))

    def follow(self) -> None:
        """Show a bar in the terminal until the loading is over. Raises LoadingFailed."""
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

        columns = (BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
        process = self._process
        if process is None:
            raise RuntimeError("follow() comes after start()")
        with Progress(*columns) as progress:
            task = progress.add_task("Loading the simulated pilot", total=None)
            while process.poll() is None:
                self._show(progress, task)
                time.sleep(LOOK_EVERY)
            self._show(progress, task)
        if process.returncode != 0:
            raise LoadingFailed(
                "Loading stopped before its end; what was said is above. 'belonging demo' starts it again from the "
                "beginning."
            )

    def end(self) -> None:
        """Break the loading off, if it still goes on."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()

    def _show(self, progress: Progress, task: TaskID) -> None:
        loading = read_loading(self._home)
        if loading is not None:
            progress.update(task, completed=loading.done, total=loading.total, description=loading.words)


def _summary(home: Path, port: int) -> str:
    loading, try_it = read_loading(home), read_try_it(home)
    took = f" It was loaded in {loading.seconds:.0f} seconds." if loading and loading.seconds else ""
    lines = [
        f"\nThe demo is ready.{took} Everything in it is made up.\n",
        f"  Begin here           http://127.0.0.1:{port}/",
    ]
    lines.append(f"  Sign in by one click http://127.0.0.1:{port}/sign-in/")
    if try_it is not None:
        answering = f"http://127.0.0.1:{port + 1}"
        lines.append(f"  Answer as a pupil    {answering}/r/{try_it.pupil_handle}/")
        lines.append(f"    with one of        {'  '.join(try_it.codes[:4])}")
        lines.append(f"  Answer as a parent   {answering}/r/{try_it.parent_handle}/")
    lines.append("\nCtrl-C stops it. 'make demo' starts it again as it was left; 'make demo-reset' starts over.\n")
    return "\n".join(lines)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
