"""Tables in a database: what is refused, in words for one who has no first row to look at."""

from __future__ import annotations

from pathlib import Path

import ibis
import polars as pl
import pytest

from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.engines.ibis_engine import IbisAnswers
from tests.evaluation.engines.cases import CASES, PUPIL, assert_same_cells, counted, in_memory, parquet

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis's own call of DuckDB

ORDINARY = CASES["ordinary"]


def table(frame: pl.DataFrame, folder: Path) -> IbisAnswers:
    connection = ibis.duckdb.connect()
    return IbisAnswers(PUPIL, connection.read_parquet(parquet(frame, folder), table_name="answers"), name="answers")


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("gender", "female", "2 rows of answers, column 'gender': 'female' is not known"),
        ("safe", 7, "2 rows of answers, column 'safe': 7 is not one of its choices (4, 3, 2, 1, 9)"),
        ("school", None, "2 rows of answers, column 'school' is empty"),
        ("wave", "", "2 rows of answers, column 'wave' is empty"),
    ],
)
def test_a_wrong_value_is_named_with_how_many_rows_have_one(
    column: str, value: object, says: str, tmp_path: Path
) -> None:
    place = pl.int_range(pl.len()) >= 5
    frame = ORDINARY.with_columns(pl.when(place).then(pl.lit(value)).otherwise(pl.col(column)).alias(column))

    with pytest.raises(InvalidAnswers) as refused:
        counted(table(frame, tmp_path))

    assert str(refused.value).startswith(says)


def test_a_table_that_cannot_be_counted_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidAnswers, match="answers: The column 'school' is missing"):
        table(ORDINARY.drop("school"), tmp_path)
    with pytest.raises(InvalidAnswers, match="answers: Column 'safe' holds float64, not answer codes"):
        table(ORDINARY.with_columns(pl.col("safe").cast(pl.Float64)), tmp_path)


def test_whole_numbers_as_groups_are_read_as_text(tmp_path: Path) -> None:
    years = ORDINARY.with_columns(pl.lit("7").alias("year_group"), pl.lit("12").alias("school"), arm=None)
    numbers = years.with_columns(pl.col("year_group", "school").cast(pl.Int32))

    assert_same_cells(counted(table(numbers, tmp_path)), counted(in_memory(years)))


def test_a_filtered_table_is_counted_as_it_stands(tmp_path: Path) -> None:
    whole = table(ORDINARY, tmp_path)
    elm = IbisAnswers(PUPIL, whole.table.filter(whole.table["school"] == "elm"))

    assert_same_cells(counted(elm), counted(in_memory(ORDINARY.filter(pl.col("school") == "elm"))))
