"""Processes are kept running, and none outlives its keeper."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from belonging.web.base.errors import Refused
from belonging.web.cli.supervisor import Child, DidNotStart, Supervisor, is_open, refuse_taken
from tests.postgres import free_port

LISTENS = (
    "import os, socket, sys, time; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); "
    "open(sys.argv[2], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
)


def a_listener(port: int, told: Path) -> Child:
    return Child("staff", (sys.executable, "-c", LISTENS, str(port), str(told)), door=("127.0.0.1", port))


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pids(told: Path) -> list[int]:
    return [int(line) for line in told.read_text().split()] if told.exists() else []


def test_a_child_that_dies_is_started_again_and_all_end_with_the_keeper(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "pids"
    keeper = Supervisor([a_listener(free_port(), told)])

    def strike_and_stop() -> None:
        until(lambda: len(pids(told)) == 1)
        os.kill(pids(told)[0], signal.SIGKILL)
        until(lambda: len(pids(told)) == 2)
        keeper.stop()

    ready: list[bool] = []

    def on_ready() -> None:
        ready.append(True)
        Thread(target=strike_and_stop).start()

    assert keeper.run(on_ready) == 0
    assert ready == [True]
    assert len(pids(told)) == 2
    assert not any(is_alive(pid) for pid in pids(told))
    assert "The staff process stopped (code -9). It starts again in" in capfd.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_keeper_and_children(tmp_path: Path, number: signal.Signals) -> None:
    told, port = tmp_path / "pids", free_port()
    code = (
        "import sys; from pathlib import Path; from belonging.web.cli.supervisor import Supervisor; "
        "from tests.web.cli.test_supervisor import a_listener; "
        "sys.exit(Supervisor([a_listener(int(sys.argv[1]), Path(sys.argv[2]))]).run())"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", ".", os.environ.get("PYTHONPATH", "")])}
    keeper = subprocess.Popen([sys.executable, "-c", code, str(port), str(told)], env=environment)
    try:
        until(lambda: bool(pids(told)))
        keeper.send_signal(number)
        assert keeper.wait(timeout=20) == 0
    finally:
        keeper.kill()
        keeper.wait()
    assert not is_alive(pids(told)[0])


def test_a_child_that_cannot_start_is_told_and_takes_the_others_with_it(tmp_path: Path) -> None:
    told = tmp_path / "pids"
    broken = Child("answering", (sys.executable, "-c", "raise SystemExit(3)"), door=("127.0.0.1", free_port()))
    with pytest.raises(DidNotStart, match="The answering process stopped at once"):
        Supervisor([a_listener(free_port(), told), broken]).run()
    assert not any(is_alive(pid) for pid in pids(told))


def test_a_deaf_child_is_ended_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("belonging.web.cli.supervisor.STOP_WITHIN", 0.5)
    told, port = tmp_path / "pids", free_port()
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {LISTENS}"
    keeper = Supervisor([Child("deaf", (sys.executable, "-c", deaf, str(port), str(told)), door=("127.0.0.1", port))])

    def on_ready() -> None:
        until(lambda: bool(pids(told)))
        keeper.stop()

    assert keeper.run(on_ready) == 0
    assert not is_alive(pids(told)[0])


KEEPS = """
import sys
from pathlib import Path
from belonging.web.cli.supervisor import Supervisor
from tests.web.cli.test_supervisor import a_listener
children = [a_listener(int(port), Path(told)) for port, told in zip(sys.argv[1::2], sys.argv[2::2])]
Supervisor(children).run(lambda: print(flush=True))
"""


def test_nothing_outlives_a_keeper_that_is_killed_without_a_word(tmp_path: Path) -> None:
    told = [tmp_path / "one", tmp_path / "two"]
    doors = [word for file in told for word in (str(free_port()), str(file))]
    keeper = subprocess.Popen([sys.executable, "-c", KEEPS, *doors], stdout=subprocess.PIPE)
    assert keeper.stdout is not None
    try:
        keeper.stdout.readline()
        os.kill(pids(told[0])[0], signal.SIGKILL)
        until(lambda: len(pids(told[0])) == 2)
        time.sleep(1)  # the one that was started again is named as well
    finally:
        keeper.kill()
        keeper.wait()
        keeper.stdout.close()
    until(lambda: not any(is_alive(pid) for file in told for pid in pids(file)))


def test_a_port_in_use_is_refused_with_what_to_change() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert is_open("127.0.0.1", port)
        with pytest.raises(Refused, match=f"Port {port} of 127.0.0.1 cannot be used.*--port"):
            refuse_taken("127.0.0.1", port, "--port")
    refuse_taken("127.0.0.1", port, "--port")
    assert not is_open("127.0.0.1", port)
