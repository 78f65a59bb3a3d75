"""`belonging count`, and the setting that says where the answers are."""

from __future__ import annotations

from pathlib import Path

import ibis
import polars as pl
import pytest

from belonging.evaluation.engines.counted import Counted
from belonging.web.cli.engine_setting import UnusableEngine, answers_in
from belonging.web.cli.main import main
from tests.evaluation.engines.cases import CASES, PUPIL, in_memory, parquet

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis's own call of DuckDB

ORDINARY = CASES["ordinary"]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return parquet(ORDINARY, tmp_path)


@pytest.fixture
def database(answers: Path, tmp_path: Path) -> str:
    """A DuckDB file with the same answers in a table, as BELONGING_ENGINE names it."""
    path = tmp_path / "answers.duckdb"
    connection = ibis.duckdb.connect(path)
    connection.raw_sql("CREATE TABLE answers AS FROM read_parquet(?)", parameters=[str(answers)])
    connection.disconnect()
    return f"duckdb://{path}?table=answers"


def test_files_are_counted_and_the_counts_written(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cells.parquet"

    assert main(["count", str(answers), str(answers), "--by", "gender", "--out", str(out)]) == 0
    assert "14 questionnaires of 2 schools, 6 cells\nBaseline: 6\nEndline: 8\n" in capsys.readouterr().out
    counts = pl.read_parquet(out)
    assert counts.columns[:4] == ["school", "wave", "gender", " forms"]
    assert counts[" forms"].sum() == 14


def test_a_table_in_a_database_gives_the_same_counts(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BELONGING_ENGINE", database)
    out = tmp_path / "cells.parquet"

    assert main(["count", "--out", str(out)]) == 0
    assert "7 questionnaires of 2 schools" in capsys.readouterr().out
    assert pl.read_parquet(out).equals(Counted.of(in_memory(ORDINARY)).frame)


def test_a_database_reads_parquet_files_itself_where_it_is_told_so(answers: Path) -> None:
    source = answers_in(f"duckdb://?parquet={answers}", PUPIL, ())

    assert Counted.of(source).digest == Counted.of(in_memory(ORDINARY)).digest


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("duckdb", "Use 'polars', or an address"),
        ("duckdb:///srv/answers.duckdb", "ends in the table's name"),
        ("duckdb://?table=a&parquet=b", "Use 'polars', or an address"),
        ("duckdb:///nowhere/at/all.duckdb?table=answers", "'answers' could not be opened in duckdb"),
        ("nosuchengine://host?table=answers", "'answers' could not be opened in nosuchengine"),
        ("spark://local?table=answers", r"needs pyspark.*belonging\[spark\]"),
    ],
)
def test_a_setting_that_leads_nowhere_is_refused_in_a_sentence(setting: str, says: str) -> None:
    with pytest.raises(UnusableEngine, match=says):
        answers_in(setting, PUPIL, ())


def test_files_beside_a_table_and_no_files_at_all_are_refused(answers: Path, database: str) -> None:
    with pytest.raises(UnusableEngine, match="Unset BELONGING_ENGINE"):
        answers_in(database, PUPIL, (answers,))
    with pytest.raises(UnusableEngine, match="Name the Parquet files"):
        answers_in("polars", PUPIL, ())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Name the Parquet files to count"),
        (["{answers}", "--instrument", "pupil_v9"], "pupil_v9"),
        (["{answers}", "--out", "{answers}"], "never written over"),
        (["{answers}", "--out", "{folder}/none/cells.parquet"], "There is no folder"),
        (["{folder}/none.parquet"], "none.parquet is not a Parquet file"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_code_2(
    words: list[str], says: str, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.format(answers=answers, folder=answers.parent) for word in words]

    assert main(["count", *given]) == 2
    said = capsys.readouterr().err
    assert said.startswith("belonging count: ")
    assert says in said
