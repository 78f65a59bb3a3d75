"""Every engine makes the same whole numbers. Spark's part is spark_conformance.py (`make check-engines`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ibis
import polars as pl
import pytest

from belonging.evaluation.cells import Source, tally
from belonging.evaluation.engines.counted import Counted
from belonging.evaluation.engines.ibis_engine import IbisAnswers
from belonging.evaluation.engines.scan import AnswerScan
from tests.evaluation.engines.cases import (
    CASES,
    PUPIL,
    WITHOUT_MOST_COLUMNS,
    assert_same_cells,
    counted,
    in_memory,
    parquet,
)

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis's own call of DuckDB

Engine = Callable[[pl.DataFrame, Path], Source]


def scan(frame: pl.DataFrame, folder: Path) -> Source:
    return AnswerScan(PUPIL, (parquet(frame, folder),))


def scan_in_small_parts(frame: pl.DataFrame, folder: Path) -> Source:
    return AnswerScan(PUPIL, (parquet(frame, folder),), rows_at_once=3 if frame.height < 100 else 700)


def scan_of_named_values(frame: pl.DataFrame, folder: Path) -> Source:
    named = frame.with_columns(pl.col(pl.String).exclude("school").cast(pl.Categorical))
    return AnswerScan(PUPIL, (parquet(named, folder),))


def duckdb(frame: pl.DataFrame, folder: Path) -> Source:
    return IbisAnswers(PUPIL, ibis.duckdb.connect().read_parquet(parquet(frame, folder)))


def counted_once(frame: pl.DataFrame, folder: Path) -> Source:
    return Counted.of(scan(frame, folder))


ENGINES = [scan, scan_in_small_parts, scan_of_named_values, duckdb, counted_once]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES)
def test_every_engine_makes_the_cells_that_rows_in_memory_make(engine: Engine, case: str, tmp_path: Path) -> None:
    frame = CASES[case]

    assert_same_cells(counted(engine(frame, tmp_path)), counted(in_memory(frame)))


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_that_the_rows_do_not_bring_are_not_said(engine: Engine, tmp_path: Path) -> None:
    there, here = counted(engine(WITHOUT_MOST_COLUMNS, tmp_path), ("safe",)), in_memory(WITHOUT_MOST_COLUMNS)

    assert_same_cells(there, counted(here, ("safe",)))
    assert tally(there, "gender").totals[:3].sum() == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_that_mean_nothing_to_us_are_left_alone(engine: Engine, tmp_path: Path) -> None:
    frame = CASES["ordinary"]
    wider = frame.with_columns(pl.lit(1.7).alias("height"), pl.lit("x").alias("comment"))

    assert_same_cells(counted(engine(wider, tmp_path)), counted(in_memory(frame)))


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_text_is_not_said(engine: Engine, tmp_path: Path) -> None:
    frame = CASES["ordinary"]
    blank = frame.with_columns(pl.col("gender", "sen", "joined", "edition", "arm").fill_null(""))

    assert_same_cells(counted(engine(blank, tmp_path)), counted(in_memory(frame)))
