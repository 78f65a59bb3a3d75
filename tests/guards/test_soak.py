"""Every section of the soak is there, names its goal, and can be run."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest
from benchmarks.soak import __main__ as soak
from benchmarks.soak.__main__ import run, said, table
from benchmarks.soak.offline import found
from benchmarks.soak.results import short_of
from benchmarks.soak.rolling import Sending, says_something
from benchmarks.soak.sections import SECTIONS, Section

from tests.guards.test_sizes import ROOT
from tests.web.cli.test_supervisor import is_alive, until


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_a_section_has_a_goal_and_runs(section: Section) -> None:
    source = ROOT / Path(*section.module.split(".")).with_suffix(".py")
    module = ast.parse(source.read_text("utf-8"))
    assigned = {target.id for node in module.body if isinstance(node, ast.Assign) for target in node.targets
                if isinstance(target, ast.Name)}  # fmt: skip
    annotated = {node.target.id for node in module.body if isinstance(node, ast.AnnAssign)
                 and isinstance(node.target, ast.Name)}  # fmt: skip
    [run] = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == "run"]

    assert "GOAL" in assigned | annotated
    assert ast.get_docstring(module)
    assert run.args.args[0].arg == "minutes"
    assert len(run.args.args) - len(run.args.defaults) == 1, "all the rest has its usual size"


def test_no_two_sections_share_a_name_or_a_module() -> None:
    assert len({each.name for each in SECTIONS}) == len({each.module for each in SECTIONS}) == len(SECTIONS)
    assert all(" " not in each.name for each in SECTIONS), "they are words of a command"


def test_the_table_says_plainly_what_failed() -> None:
    row = {
        "section": "load", "goal": "all of it", "database": "SQLite", "measured": "half", "passed": False,
        "control": "", "seconds": 600, "on": "2026-11-26",
    }  # fmt: skip

    told = table([row])[-1]

    assert told == "| load | all of it | SQLite | half | – | **no** | 600, 2026-11-26 |"


def test_one_that_was_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    told = '{"goal": "all", "measured": "3 cycles, 0 lost", "passed": false, "control": ""}'
    monkeypatch.setattr(soak, "said", lambda *_, **__: f"{told}\n")
    assert run(SECTIONS[0], "SQLite", 10)["measured"] == "3 cycles, 0 lost"
    assert run(SECTIONS[0], "SQLite", 0.5)["measured"] == "3 cycles, 0 lost (cut short: 0.5 of 10 minutes)"
    assert short_of(200, 200) == ""
    assert short_of(3, 200) == "; the time was over: 3 of 200, not failed but not shown"


def test_a_control_that_sent_nothing_is_none() -> None:
    sending = Sending(0, "", iter(()))
    sending.refused = 7
    assert not says_something(12, sending)
    sending.kept = 1
    assert says_something(12, sending)
    assert not says_something(0, sending)


def test_a_tablet_without_a_browser_shows_nothing() -> None:
    assert found("1000 answers, 50 outages, 0 lost\n1 passed in 600.00s\n", 0).passed
    assert not found("1000 answers, 50 outages, 3 lost\n1 failed in 600.00s\n", 1).passed
    skipped = found("s\nSKIPPED [1] tests/journeys/soak.py: Chromium is missing\n1 skipped in 0.06s\n", 0)
    assert not skipped.passed
    assert "Chromium is missing" in skipped.measured


def test_a_section_that_does_not_end_is_ended_with_what_it_started(tmp_path: Path) -> None:
    told = tmp_path / "grandchild"

    with pytest.raises(subprocess.TimeoutExpired):
        said(["bash", "-c", f"sleep 300 & echo $! > {told}; wait"], seconds=3)

    until(lambda: not is_alive(int(told.read_text())))
