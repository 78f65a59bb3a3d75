"""The conformance test on Spark in local mode, through Ibis: `make check-engines`. Needs Java, so no part of pytest."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import ibis
import polars as pl
import pyspark
from pyspark.sql import SparkSession

from belonging.evaluation.answer_checks import InvalidAnswers
from belonging.evaluation.engines.ibis_engine import IbisAnswers
from tests.evaluation.engines.cases import (
    CASES,
    ITEMS,
    PUPIL,
    WITHOUT_MOST_COLUMNS,
    assert_same_cells,
    counted,
    in_memory,
    parquet,
)


def main() -> int:
    """0 when every case gives the cells that rows in memory give."""
    session = _session()
    sys.stdout.write(f"Spark {pyspark.__version__}, Ibis {ibis.__version__}, Polars {pl.__version__}\n")
    cases = {**CASES, "most columns missing": WITHOUT_MOST_COLUMNS}
    with tempfile.TemporaryDirectory() as folder:
        failed = [name for name, frame in cases.items() if not _agrees(session, name, frame, Path(folder))]
        failed += [] if _refuses(session, Path(folder)) else ["a wrong value"]
    session.stop()
    sys.stdout.write(f"{len(cases) + 1 - len(failed)} of {len(cases) + 1} cases agree\n")
    return 1 if failed else 0


def _session() -> SparkSession:
    builder = SparkSession.builder.master("local[2]").appName("check-engines")
    for setting, value in (
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.sql.shuffle.partitions", "2"),
        ("spark.driver.host", "127.0.0.1"),
        ("spark.driver.bindAddress", "127.0.0.1"),
    ):
        builder = builder.config(setting, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _answers(session: SparkSession, frame: pl.DataFrame, folder: Path) -> IbisAnswers:
    path = parquet(frame, folder, f"{len(list(folder.iterdir()))}.parquet")
    return IbisAnswers(PUPIL, ibis.pyspark.connect(session).read_parquet(path), name="answers")


def _agrees(session: SparkSession, name: str, frame: pl.DataFrame, folder: Path) -> bool:
    items = tuple(key for key in ITEMS if key in frame.columns)
    there, here = counted(_answers(session, frame, folder), items), counted(in_memory(frame), items)
    try:
        assert_same_cells(there, here)
    except AssertionError as difference:
        sys.stdout.write(f"  DIFFERS  {name}: {difference}\n")
        return False
    sys.stdout.write(f"  the same {name}: {len(here.forms)} cells of {int(here.forms.sum())} rows\n")
    return True


def _refuses(session: SparkSession, folder: Path) -> bool:
    wrong = CASES["ordinary"].with_columns(pl.lit(7, dtype=pl.Int8).alias("safe"))
    try:
        counted(_answers(session, wrong, folder))
    except InvalidAnswers as refusal:
        sys.stdout.write(f"  refused  {refusal}\n")
        return "7 rows of answers" in str(refusal)
    sys.stdout.write("  ACCEPTED a code that is none of the choices\n")
    return False


if __name__ == "__main__":
    sys.exit(main())
