"""The newcomer's path: every command of docs/first-evaluation.md does what the page says."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from belonging.web.cli.main import main

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "first-evaluation.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(sh|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints, in the folder where we are; those of ours without starting Python anew."""
    if not command.startswith("belonging "):
        return subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True).stdout
    assert main(shlex.split(command)[1:]) == 0, command
    return capsys.readouterr().out


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_every_command_of_the_page_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(DOCS)
    said: list[str] = []
    for kind, block in BLOCKS:
        if kind == "sh":
            said = [line for command in block.splitlines() for line in squeezed(run(command, capsys))]
            continue
        for line in squeezed(block):
            assert any(line in printed for printed in said), line
            said = said[next(place for place, printed in enumerate(said) if line in printed) :]

    assert len([kind for kind, _ in BLOCKS if kind == "sh"]) == 7
    assert (tmp_path / "report.html").stat().st_size > 100_000
    assert (tmp_path / "report-for-others.html").exists()


def test_the_commands_that_are_explained_are_the_only_ones() -> None:
    assert "make .venv/.runtime" in PAGE
    assert all(
        command.startswith(("belonging ", "grep ", "awk "))
        for kind, block in BLOCKS
        if kind == "sh"
        for command in block.splitlines()
    )
