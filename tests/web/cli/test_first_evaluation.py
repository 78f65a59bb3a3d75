"""The newcomer's path: every command of docs/first-evaluation.md does what the page says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "first-evaluation.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(sh|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> str:
    program = f"{shlex.quote(sys.executable)} -m belonging.web.cli.main"
    line = re.sub(r"^belonging\b", lambda _: program, command)
    done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), command
    return done.stdout


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_every_command_of_the_page_prints_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "docs").symlink_to(DOCS)
    said: list[str] = []
    for kind, block in BLOCKS:
        if kind == "sh":
            said = [line for command in block.splitlines() for line in squeezed(run(command, tmp_path))]
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
