"""`belonging restart` finds the service of its folder, and the worker begins anew when it holds too much."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest

from belonging.web.cli import worker_loop
from belonging.web.cli.control import FILE, keeper_of, noted
from belonging.web.cli.main import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BELONGING_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(("done", "code", "says"), [(True, 0, "Every process was replaced"), (False, 2, "go on")])
def test_it_asks_the_keeper_and_waits_for_what_becomes_of_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], done: bool, code: int, says: str
) -> None:
    with noted(home) as note:
        asked: list[tuple[int, int]] = []

        def kill(pid: int, number: int) -> None:
            asked.append((pid, number))
            note(done)

        monkeypatch.setattr(os, "kill", kill)
        assert main(["restart"]) == code
    assert asked == [(os.getpid(), signal.SIGUSR2)]
    said = capsys.readouterr()
    assert says in said.out + said.err


def test_where_nothing_runs_it_says_so_and_signals_nobody(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also after a kill: the file is still there, and its number may be anybody's by now."""
    (home / FILE).write_text(f'{{"pid": {os.getpid()}, "replaced": 0, "refused": 0}}')
    assert main(["restart"]) == 2
    assert "No 'belonging serve' runs for" in capsys.readouterr().err
    assert keeper_of(home / "elsewhere") is None


def test_of_two_services_in_one_folder_the_first_is_meant(home: Path) -> None:
    with noted(home), noted(home) as second:
        second(True)
        found = keeper_of(home)
    assert found is not None
    assert (found.pid, found.replaced) == (os.getpid(), 0)
    assert keeper_of(home) is None


def test_the_worker_goes_between_two_looks_when_it_holds_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[datetime] = []

    class Rota:
        def work(self, now: datetime) -> None:
            looks.append(now)
            if len(looks) == 3:
                stop.set()

    stop = Event()
    monkeypatch.setattr(worker_loop, "Rota", Rota)
    monkeypatch.setattr(worker_loop, "releases_due", lambda: False)
    monkeypatch.setattr(worker_loop, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(worker_loop, "close_old_connections", lambda: None)
    assert worker_loop.work_until(stop, most=10**6) is True
    assert len(looks) == 3
    assert worker_loop.work_until(stop, most=0) is False
    assert len(looks) == 4


def test_it_begins_anew_as_the_same_command_in_the_same_process() -> None:
    code = (
        "import os, sys; from belonging.web.cli.memory import begin_anew, resident; assert resident() > 1; "
        "print(os.getpid(), sys.argv[1:], flush=True); "
        "os.environ.get('AGAIN') or (os.environ.__setitem__('AGAIN', '1'), begin_anew())"
    )
    said = subprocess.run([sys.executable, "-c", code, "worker"], capture_output=True, text=True, check=True).stdout
    first, second = said.splitlines()
    assert first == second
    assert first.endswith("['worker']")
