"""Staff's pages, the answering pages and the worker, as one service."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from belonging.web.base.errors import Refused
from belonging.web.cli.control import noted
from belonging.web.cli.main import main
from belonging.web.cli.serve import Serving, children, refuse_far_demo, serve
from belonging.web.cli.supervisor import Supervisor
from tests.postgres import free_port
from tests.web.cli.test_supervisor import is_alive, until

EVERYWHERE = "0.0.0.0"  # noqa: S104  # an address to refuse; nothing is bound to it


@pytest.mark.parametrize("host", [EVERYWHERE, "192.0.2.7", "::", "school.example"])
def test_a_demo_is_never_served_to_other_machines(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONGING_MODE", "demo")
    with pytest.raises(Refused, match="this machine only"):
        serve(Serving(host=host))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_a_demo_is_served_to_this_machine(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONGING_MODE", "demo")
    refuse_far_demo(Serving(host=host))


def test_the_real_service_may_listen_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONGING_MODE", "live")
    refuse_far_demo(Serving(host=EVERYWHERE))


def test_options_reach_the_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BELONGING_ANSWERING_URL", raising=False)
    chosen = Serving(port=9000, answering_port=9001, answering_workers=3, threads=16, answering_threads=40)
    staff, answering, worker = children(chosen)
    assert "--port 9000 --workers 1 --blocking-threads 16" in " ".join(staff.command)
    assert "--port 9001 --workers 3 --blocking-threads 40" in " ".join(answering.command)
    assert staff.environment["BELONGING_ANSWERING_URL"] == "http://127.0.0.1:9001"
    assert worker.door is None


def test_an_address_that_is_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONGING_ANSWERING_URL", "https://answer.school.example")
    assert children(Serving())[0].environment["BELONGING_ANSWERING_URL"] == "https://answer.school.example"


def test_it_does_not_start_before_the_database_is_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BELONGING_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "belonging.web.config.settings")
    assert main(["serve", "--port", str(free_port()), "--answering-port", str(free_port())]) == 2
    assert "'belonging migrate' makes one" in capfd.readouterr().err
    assert not (tmp_path / "empty.sqlite3").exists()


def test_a_second_one_in_a_folder_says_which_is_meant_and_leaves_its_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BELONGING_HOME", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess((), 0, "", ""))
    monkeypatch.setattr(Supervisor, "run", lambda *_: 0)
    counts = tmp_path / "metrics"
    words = ["serve", "--port", str(free_port()), "--answering-port", str(free_port())]
    counts.mkdir()
    with noted(tmp_path):
        assert main(words) == 0
    assert "Another 'belonging serve' runs" in capsys.readouterr().err
    assert counts.exists()
    assert main(words) == 0
    assert capsys.readouterr().err == ""
    assert not counts.exists()


def status(port: int, path: str) -> int:
    asking = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asking.request("GET", path)
        return asking.getresponse().status
    finally:
        asking.close()


def descendants(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in map(str.split, listed.splitlines())}
    below = [child for child, parent in parents.items() if parent == pid]
    return [*below, *(deeper for child in below for deeper in descendants(child))]


def test_the_whole_service_starts_answers_and_stops(shared_database: str, tmp_path: Path) -> None:
    port, answering_port = free_port(), free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "belonging.web.config.settings",
        "BELONGING_DATABASE_URL": shared_database,
        "BELONGING_HOME": str(tmp_path),
    }
    environment.pop("BELONGING_ANSWERING_DATABASE_URL", None)
    words = ["serve", "--port", str(port), "--answering-port", str(answering_port)]
    service = subprocess.Popen(
        [sys.executable, "-m", "belonging.web.cli.main", *words],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert service.stdout is not None
        assert service.stdout.readline() == f"Staff's pages: http://127.0.0.1:{port}/\n"
        family = descendants(service.pid)
        assert len(family) >= 5
        assert status(port, "/") == 200
        assert status(answering_port, "/") == 200
        # Neither process serves the other's pages.
        assert status(answering_port, "/programme/") == 404
        service.send_signal(signal.SIGTERM)
        assert service.wait(timeout=30) == 0
    finally:
        service.kill()
        service.communicate()
    until(lambda: not any(is_alive(pid) for pid in family))
