"""The examples of docs/api.md, as they stand there, against a server that runs; and the page that lists the calls."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from django.test import Client

from belonging.web.api.rules.keys import SAYS, Scope
from belonging.web.programme.models import Cohort
from tests.web.api.conftest import a_key, released

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_said: object) -> None:
        return


@pytest.fixture
def server(db: None) -> Iterator[str]:
    """Serves in a thread of its own, from the test's own transaction: the journal cannot be emptied afterwards."""
    ours = connections["default"]
    ours.inc_thread_sharing()
    # A request would close the connection, and with it the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    made = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)

    def serve() -> None:
        connections["default"] = ours
        made.serve_forever(poll_interval=0.05)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    ours.dec_thread_sharing()


def ran(command: list[str], server: str) -> str:
    known = {"BELONGING_URL": server, "API_KEY": a_key(Scope.FINDINGS), "PATH": os.environ["PATH"]}
    return subprocess.run(command, env=known, capture_output=True, text=True, check=True, timeout=60).stdout


def test_the_examples_of_the_manual_run(server: str, programme_released: Cohort) -> None:
    if shutil.which("curl"):
        told = json.loads(ran(["sh", "-c", example("sh")], server))
        assert [each["cohort"] for each in told["cohorts"]] == ["pilot-2026"]
    lines = ran([sys.executable, "-c", example("python")], server).splitlines()
    cells = [cell.id for table in released("pupil").tables if table.by == "all" for cell in table.cells]
    assert [line.split("\t")[0] for line in lines] == cells


def test_every_call_is_described_for_people_and_programs(client: Client, db: None) -> None:
    said, told = client.get("/api/").content.decode(), client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert len(told["paths"]) == 8
    for address, path in told["paths"].items():
        assert f"GET {address}" in said
        assert Scope(path["get"]["x-scope"]) in SAYS
        assert list(path["get"]["responses"]["404"]["content"]) == ["application/problem+json"]
    assert not [scope for scope in Scope if f"`{scope}`" not in PAGE]
