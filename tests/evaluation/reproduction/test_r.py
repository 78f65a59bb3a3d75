"""The R script of a pack, where R is: survey and clubSandwich give the main table again."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from tests.evaluation.reproduction.pretend import pack

SCRIPT = files("belonging.evaluation.reproduction").joinpath("reproduce.R").read_bytes()
NEEDED = 'quit(status = if (all(c("survey", "clubSandwich") %in% rownames(installed.packages()))) 0 else 1)'


@cache
def has_r() -> bool:
    found = shutil.which("Rscript")
    return found is not None and subprocess.run([found, "-e", NEEDED], check=False).returncode == 0


def unpacked(folder: Path) -> Path:
    for name, content in {**pack(), "reproduce.R": SCRIPT}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    # One statement is enough to see it: each line of the table is worked out by itself.
    table = folder / "pupils/main_table.csv"
    lines = table.read_text().splitlines(keepends=True)
    table.write_text("".join(line for line in lines if line.startswith("kind") or ",safe," in line))
    return folder


def ran(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["Rscript", "reproduce.R"], cwd=folder, capture_output=True, text=True, check=False)


def test_r_gives_the_main_table_again_and_says_where_it_does_not(tmp_path: Path) -> None:
    if not has_r():
        pytest.skip("R with survey and clubSandwich is not here")
    folder = unpacked(tmp_path)

    agreed = ran(folder)
    assert agreed.returncode == 0, agreed.stderr
    assert "Everything agrees with survey and clubSandwich." in agreed.stdout

    table = folder / "pupils/main_table.csv"
    header, first, *_ = table.read_text().splitlines(keepends=True)
    told = first.split(",")
    told[7] = str(float(told[7]) + 0.01)
    table.write_text(header + ",".join(told))
    differs = ran(folder)
    assert differs.returncode == 1
    assert "1 lines differ." in differs.stdout
