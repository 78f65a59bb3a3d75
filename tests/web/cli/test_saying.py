"""The keeper, its servers and the worker obey the log's setting, and name no host."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from belonging.web.cli.processes import Child, Running
from belonging.web.cli.saying import reason_of, say, server_log
from belonging.web.cli.serve import SERVER
from tests.postgres import free_port
from tests.web.cli.test_supervisor import until
from tests.web.config.test_logs import CANARY, KEYS


def lines(text: str) -> list[dict[str, str]]:
    """All of them, as JSON."""
    told = [json.loads(line) for line in text.splitlines()]
    assert all(set(each) <= KEYS for each in told)
    return told


def test_the_keepers_lines_are_json_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    say("The worker process stopped.")
    assert capfd.readouterr().err.endswith("Z ERROR belonging.keeper The worker process stopped.\n")
    monkeypatch.setenv("BELONGING_LOG_FORMAT", "json")
    dying = Running(Child("worker", (sys.executable, "-c", "raise SystemExit(3)")))
    until(dying.has_ended)
    dying.revive()
    dying.signal_all(signal.SIGKILL)
    (line,) = lines(capfd.readouterr().err)
    assert line["message"] == "The worker process stopped (code 3). It starts again in 0.5 seconds."


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_service_that_cannot_reach_its_database_says_so_in_json_and_not_where(command: str, tmp_path: Path) -> None:
    port = free_port()
    asked = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "belonging.web.config.settings",
        "BELONGING_DATABASE_URL": f"postgres://{CANARY}:secret@127.0.0.1:{port}/{CANARY}",
        "BELONGING_LOG_FORMAT": "json",
        "BELONGING_HOME": str(tmp_path),
    }
    words = ["--port", str(free_port()), "--answering-port", str(free_port())] if command == "serve" else []
    ran = subprocess.run(
        [sys.executable, "-m", "belonging.web.cli.main", command, *words],
        env=asked, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    (line,) = lines(ran.stderr)
    assert line["logger"] == f"belonging.{command}"
    assert "Check BELONGING_DATABASE_URL" in line["message"]
    assert "refused" in line["message"]
    for secret in ("127.0.0.1", str(port), CANARY):
        assert secret not in ran.stderr


@pytest.mark.parametrize("place", ["host=127.0.0.1", "host=canary-7f3a.invalid", "host=/canary-7f3a"])
def test_no_reason_names_the_place(place: str) -> None:
    port = free_port()
    with pytest.raises(psycopg.OperationalError) as failed:
        psycopg.connect(f"{place} port={port} user=canary dbname=canary connect_timeout=5")
    reason = reason_of(failed.value)
    assert reason
    for told in ("127.0.0.1", "canary", str(port)):
        assert told not in reason


@pytest.mark.parametrize(("pages", "when"), [("wsgi", "at"), ("answering_wsgi", "day")])
def test_what_granian_quotes_of_a_fault_is_left_out(pages: str, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONGING_LOG_FORMAT", "json")
    text = f"Application callable raised an exception\nValueError: {CANARY}"
    record = logging.LogRecord("_granian", logging.ERROR, "", 1, text, (), None)
    made = server_log(f"belonging.web.config.{pages}:application")["formatters"]["lines"]
    (line,) = lines(made.pop("()")(**made).format(record))
    assert line["message"] == "Application callable raised an exception"
    assert set(line) == {when, "level", "logger", "message"}


def test_granian_itself_writes_so(tmp_path: Path) -> None:
    """A server whose application is broken: what it says of its workers, as it says it."""
    (tmp_path / "broken_page.py").write_text(f"raise RuntimeError('{CANARY}')\n")
    asked = {**os.environ, "BELONGING_LOG_FORMAT": "json", "PYTHONPATH": f"src:.:{tmp_path}"}
    words = [*SERVER, "--port", str(free_port()), "broken_page:application"]
    ran = subprocess.run(words, env=asked, capture_output=True, text=True, timeout=120, check=False)
    told = lines(ran.stderr)
    assert {each["logger"] for each in told} == {"belonging.server"}
    assert "The pages cannot be served: RuntimeError at" in ran.stderr
    assert CANARY not in ran.stderr + ran.stdout
