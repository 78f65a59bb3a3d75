"""While processes take each other's places, nobody is refused, nothing is lost, and nothing comes twice."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread

import pytest

from belonging.web.cli.processes import Child
from belonging.web.cli.serve import SERVER
from belonging.web.cli.supervisor import Supervisor
from tests.postgres import free_port
from tests.web.cli.test_supervisor import a_listener, pids, until

RESTARTS = 3
CLIENTS = 4


class Clients:
    """Send one number after another, each on a connection of its own; again what nobody answered, as the page does."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._stop = Event()
        self.kept: list[str] = []
        self.failed: list[str] = []
        self.keepers: set[str] = set()

    def send_all(self, client: int) -> None:
        nth = 0
        while not self._stop.is_set():
            number = f"{client}-{nth}"
            asking = HTTPConnection("127.0.0.1", self._port, timeout=30)
            try:
                asking.request("POST", "/", body=number)
                self.keepers.add(asking.getresponse().read().decode())
                self.kept.append(number)
                nth += 1
            except (OSError, HTTPException) as error:
                self.failed.append(f"{number}: {error!r}")
            finally:
                asking.close()
            time.sleep(0.002)

    def stop(self) -> None:
        self._stop.set()


def a_server(port: int, application: str = "tests.web.cli.written_down:application") -> Child:
    words = ("--port", str(port), "--blocking-threads", "4", application)
    return Child("answering", (*SERVER, *words), {"PYTHONPATH": "src:."}, listens=("127.0.0.1", port))


def test_nothing_is_refused_lost_or_doubled_while_servers_replace_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, port = tmp_path / "written", free_port()
    monkeypatch.setenv("WRITTEN_DOWN", str(written))
    clients = Clients(port)
    replaced: list[bool] = []
    keeper = Supervisor([a_server(port)], on_replaced=replaced.append)

    def replace_under_load() -> None:
        with ThreadPoolExecutor(CLIENTS) as pool:
            sending = [pool.submit(clients.send_all, nth) for nth in range(CLIENTS)]
            for nth in range(1, RESTARTS + 1):
                os.kill(os.getpid(), signal.SIGUSR2)
                until(partial(lambda upto: len(replaced) == upto, nth), 60)
            clients.stop()
            for each in sending:
                each.result()
        keeper.stop()

    working = Thread(target=replace_under_load)
    assert keeper.run(working.start) == 0
    working.join()

    assert not [each for each in clients.failed if "Refused" in each]
    # Let in by the server that goes, in that very moment, and closed before it was read.
    assert len(clients.failed) <= RESTARTS
    assert Counter(written.read_text().split()) == Counter(clients.kept)
    assert len(clients.kept) > 50
    assert len(clients.keepers) == RESTARTS + 1
    assert replaced == [True] * RESTARTS


def test_what_cannot_start_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A new version that is broken: the one before goes on, and nobody outside notices."""
    broken = tmp_path / "new_version.py"
    broken.write_text("from tests.web.cli.written_down import application\n")
    monkeypatch.setenv("WRITTEN_DOWN", str(tmp_path / "written"))
    port = free_port()
    replaced: list[bool] = []
    server = a_server(port, "new_version:application")
    server = Child(server.name, server.command, {"PYTHONPATH": f"src:.:{tmp_path}"}, listens=server.listens)
    keeper = Supervisor([server], on_replaced=replaced.append)
    said: list[str] = []

    def break_and_replace() -> None:
        said.append(ask(port))
        broken.write_text("raise RuntimeError\n")
        keeper.replace()
        until(lambda: bool(replaced), 60)
        said.append(ask(port))
        keeper.stop()

    working = Thread(target=break_and_replace)
    assert keeper.run(working.start) == 0
    working.join()
    assert replaced == [False]
    assert said[0] == said[1]
    assert "No new answering process came; the one before goes on." in capfd.readouterr().err


def test_the_worker_goes_before_another_comes(tmp_path: Path) -> None:
    told, port = tmp_path / "pids", free_port()
    keeper = Supervisor([a_listener(port, told)])

    def replace() -> None:
        keeper.replace()
        until(lambda: len(pids(told)) == 2)
        keeper.stop()

    # Both open the same port by themselves, which two at a time could not.
    assert keeper.run(Thread(target=replace).start) == 0
    assert len(set(pids(told))) == 2


def ask(port: int) -> str:
    asking = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asking.request("POST", "/", body="x")
        return asking.getresponse().read().decode()
    finally:
        asking.close()
