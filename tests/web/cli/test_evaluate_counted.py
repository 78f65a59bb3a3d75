"""Answers that are counted where they are give the same findings as their rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import ibis
import polars as pl
import pytest

from belonging.evaluation import Findings
from belonging.evaluation.mapping import Mapped
from belonging.web.cli import evaluate_inputs, evaluate_scan
from tests.web.cli.evaluations import belonging

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis's own call of DuckDB


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    columns = ["school", "setting", "wave", "year_group", "gender", "sen", "safe"]
    lines = [
        (school, "secondary", wave, "8", gender, sen, code)
        for place, school in enumerate(("ash", "elm", "fir", "oak", "yew"))
        for wave, rise in (("baseline", 0), ("endline", 3))
        for gender, sen in (("girl", "N"), ("boy", "K"))
        for code in [4] * (6 + place + rise) + [1] * 6
    ]
    path = tmp_path / "answers.parquet"
    pl.DataFrame(lines, schema=columns, orient="row").write_parquet(path)
    return path


def found(path: Path, *words: str) -> Findings:
    out = path.with_name("findings.json")
    assert belonging("evaluate", *words, "--json", str(out), "--replace") == 0
    return replace(Findings.from_json(out.read_text("utf-8")), input_digest="")


def plan(path: Path, supplements: str) -> str:
    out = path.with_name("plan.toml")
    out.write_text(f"supplements = {supplements}\n", "utf-8")
    return str(out)


def test_a_big_parquet_file_is_counted_part_by_part(
    rows: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = plan(rows, '["average-school", "power"]')
    in_memory = found(rows, str(rows), "--plan", chosen)
    capsys.readouterr()
    monkeypatch.setattr(evaluate_inputs, "is_big", lambda file, mapped: evaluate_scan.is_big(file, mapped, most=10))

    counted = found(rows, str(rows), "--plan", chosen)

    assert "answers.parquet (counted)" in capsys.readouterr().out
    assert counted == in_memory


def test_a_table_in_a_database_gives_the_same_findings(rows: Path) -> None:
    database = rows.with_name("answers.duckdb")
    connection = ibis.duckdb.connect(str(database))
    connection.raw_sql("CREATE TABLE answers AS FROM read_parquet(?)", parameters=[str(rows)])
    connection.disconnect()
    chosen = plan(rows, "[]")

    there = found(rows, "--engine", f"duckdb://{database}?table=answers", "--plan", chosen)

    assert there == found(rows, str(rows), "--plan", chosen)


def test_what_needs_rows_is_said_and_left_out(
    rows: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluate_inputs, "is_big", lambda *_: True)

    assert belonging("evaluate", str(rows)) == 0
    assert "Not worked out from counts alone: linked, scale, reliability" in capsys.readouterr().out
    assert belonging("evaluate", str(rows), "--plan", plan(rows, '["scale"]')) == 2
    assert "The plan asks for 'scale', which needs each pupil's answers" in capsys.readouterr().err


def test_a_file_and_a_table_together_are_refused(rows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert belonging("evaluate", str(rows), "--engine", "duckdb:///x.duckdb?table=t") == 2
    assert "Leave one of them out." in capsys.readouterr().err
    assert belonging("evaluate", "--engine", "nonsense") == 2
    assert "BELONGING_ENGINE is 'nonsense'" in capsys.readouterr().err


def test_a_mapped_or_small_file_is_not_counted(rows: Path) -> None:
    assert evaluate_scan.is_big(rows, Mapped(), most=10)
    assert not evaluate_scan.is_big(rows, Mapped())
    assert not evaluate_scan.is_big(rows, Mapped(columns={"gender": "sex"}), most=10)
    assert not evaluate_scan.is_big(rows.with_suffix(".csv"), Mapped(), most=10)
