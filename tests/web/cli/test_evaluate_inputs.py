"""What the terminal is given must fit together, or it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.cli.evaluations import belonging


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    lines = [f"{school},secondary,baseline,8,girl,N,{code}" for school in ("elm", "oak") for code in (4, 3, 1) * 10]
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["school,setting,wave,year_group,gender,sen,safe", *lines]), "utf-8")
    return path


def evaluated(answers: Path, name: str, text: str) -> int:
    path = answers.with_name(f"{name}.csv" if name == "roster" else f"{name}.toml")
    path.write_text(text, "utf-8")
    return belonging("evaluate", str(answers), f"--{name}", str(path))


def test_a_roster_without_a_school_that_answered_is_remarked_upon(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluated(answers, "roster", "school,wave,people\nelm,baseline,50\nash,baseline,50\n") == 0

    said = capsys.readouterr().out
    assert "The roster has no row for oak, baseline: it was not used." in said
    assert "On the roster, without answers: ash, baseline." in said


def test_a_roster_of_fewer_than_answered_is_refused(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluated(answers, "roster", "school,wave,people\nelm,baseline,50\noak,baseline,5\n") == 2
    assert "roster.csv: The roster has 5 on roll for oak, baseline, and 30 answered." in capsys.readouterr().err


def test_two_items_of_one_column_are_refused(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluated(answers, "map", '[items]\nbelong = "safe"\nsafe = "safe"\n') == 2
    assert "belong and safe are both the column 'safe'" in capsys.readouterr().err
