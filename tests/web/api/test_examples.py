"""The examples of docs/api.md, as they stand there, against a server that runs; and the page that lists the calls."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from belonging.web.api.rules.keys import SAYS, Scope
from belonging.web.programme.models import Cohort
from tests.web.api.conftest import a_key, released

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def ran(command: list[str], server: LiveServer) -> str:
    known = {"BELONGING_URL": server.url, "BELONGING_KEY": a_key(Scope.FINDINGS), "PATH": os.environ["PATH"]}
    return subprocess.run(command, env=known, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.django_db(transaction=True)
def test_the_examples_of_the_manual_run(live_server: LiveServer, programme_released: Cohort) -> None:
    if shutil.which("curl"):
        told = json.loads(ran(["sh", "-c", example("sh")], live_server))
        assert [each["cohort"] for each in told["cohorts"]] == ["pilot-2026"]
    lines = ran([sys.executable, "-c", example("python")], live_server).splitlines()
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
