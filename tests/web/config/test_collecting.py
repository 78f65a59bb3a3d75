"""Where each line of a log gets a second, the answering process has none for a request."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from belonging.web.config import collecting
from belonging.web.config.collecting import levels_of_requests

SHOW = """
import json
from belonging.web.config import answering_settings as settings
loggers = settings.LOGGING["loggers"]
print(json.dumps({name: loggers[name] for name in ("belonging.answering", "django.request")}))
"""
EACH = {"belonging.answering": {"level": "INFO"}, "django.request": {"level": "WARNING"}}
FAULTS = {"belonging.answering": {"level": "WARNING"}, "django.request": {"level": "ERROR"}}


@pytest.fixture(autouse=True)
def no_container(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(collecting, "_DOCKER", tmp_path / "dockerenv")


def mark_of(descriptor: int) -> str:
    held = os.fstat(descriptor)
    return f"{held.st_dev}:{held.st_ino}"


def test_requests_have_a_line_where_nobody_adds_a_time() -> None:
    assert levels_of_requests({}) == EACH


def test_what_systemd_takes_has_no_line_of_a_request() -> None:
    assert levels_of_requests({"JOURNAL_STREAM": mark_of(2)}) == FAULTS


def test_a_terminal_or_file_in_the_journals_place_has(tmp_path: Path) -> None:
    other = tmp_path / "log"
    with other.open("w") as file:
        assert levels_of_requests({"JOURNAL_STREAM": mark_of(file.fileno())}) == EACH


@pytest.mark.parametrize("named", ["podman", "oci"])
def test_a_container_has_no_line_of_a_request(named: str) -> None:
    assert levels_of_requests({"container": named}) == FAULTS


def test_docker_marks_its_containers_by_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "dockerenv").touch()

    assert levels_of_requests({}) == FAULTS


def test_the_settings_of_the_answering_process_follow_it(tmp_path: Path) -> None:
    """The journal is a socket of its own; here a file stands for it, by its device and number as systemd says them."""
    log = tmp_path / "journal"
    with log.open("w") as errors:
        said = subprocess.run(
            [sys.executable, "-c", SHOW], stdout=subprocess.PIPE, stderr=errors, text=True, check=True,
            env={**os.environ, "JOURNAL_STREAM": mark_of(errors.fileno())},
        )  # fmt: skip

    assert json.loads(said.stdout) == FAULTS


def test_our_image_says_that_it_is_a_container_whatever_runs_it() -> None:
    """Not every runtime does."""
    image = (Path(__file__).parents[3] / "deploy" / "Containerfile").read_text("utf-8")
    said = dict(line.removeprefix("ENV ").split("=", 1) for line in image.splitlines() if line.startswith("ENV "))
    assert levels_of_requests(said) == FAULTS
