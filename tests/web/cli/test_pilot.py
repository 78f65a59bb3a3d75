"""`belonging pilot simulate`: a pretend pilot as files."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import pytest

from belonging.simulation import LABEL
from belonging.web.cli.pilot import add_parser


def belonging(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="belonging")
    add_parser(parser.add_subparsers())
    arguments = parser.parse_args(words)
    return int(arguments.run(arguments))


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pilot") / "deep" / "down"
    assert belonging("pilot", "simulate", "--seed", "7", "--out", str(out)) == 0
    return out


def test_a_line_is_written_for_every_questionnaire(folder: Path) -> None:
    assert len(lines(folder / "pupils.csv")) == 1214 + 852
    assert len(lines(folder / "parents.csv")) == 435 + 366
    assert len(lines(folder / "staff.csv")) == 247 + 182
    assert len(lines(folder / "schools.csv")) == 11


def test_the_columns_are_those_that_evaluate_reads(folder: Path) -> None:
    columns = list(lines(folder / "pupils.csv")[0])

    assert columns[:7] == ["school", "setting", "wave", "year_group", "gender", "sen", "belong"]
    assert len(columns) == 6 + 12


def test_skipped_questions_are_empty_fields(folder: Path) -> None:
    chosen = {line["belong"] for line in lines(folder / "pupils.csv")}

    assert chosen == {"", "1", "2", "3", "4", "9"}


def test_the_readme_and_the_schools_say_that_it_is_simulated(folder: Path) -> None:
    readme = (folder / "README.txt").read_text(encoding="utf-8")

    assert readme.startswith(LABEL)
    assert "--seed 7" in readme
    assert {line["simulated"] for line in lines(folder / "schools.csv")} == {"yes"}


def test_the_same_seed_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    belonging("pilot", "simulate", "--seed", "7", "--out", str(tmp_path))

    for file in folder.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_files_that_are_there_are_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pupils.csv").write_text("mine", encoding="utf-8")

    assert belonging("pilot", "simulate", "--seed", "7", "--out", str(tmp_path)) == 2
    assert (tmp_path / "pupils.csv").read_text(encoding="utf-8") == "mine"
    assert "add --replace" in capsys.readouterr().err


def test_files_are_written_over_when_asked(tmp_path: Path) -> None:
    (tmp_path / "pupils.csv").write_text("old", encoding="utf-8")

    assert belonging("pilot", "simulate", "--seed", "7", "--out", str(tmp_path), "--replace") == 0
    assert len(lines(tmp_path / "pupils.csv")) == 1214 + 852


def test_a_folder_that_cannot_be_made_is_an_error_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert belonging("pilot", "simulate", "--seed", "7", "--out", str(tmp_path / "file")) == 2
    assert "Choose another --out" in capsys.readouterr().err


@pytest.mark.parametrize("seed", ["-1", "1.5", "seven"])
def test_a_seed_that_is_no_whole_number_is_refused(seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        belonging("pilot", "simulate", f"--seed={seed}", "--out", "anywhere")
    assert "whole number" in capsys.readouterr().err
