"""The benchmark's national estimates are the engine's own, on a nation small enough to look at."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from benchmarks.national import BY, COLUMNS, GROUPS, ITEMS, PARTS, WAVES, counts, estimates
from benchmarks.national_rows import INSTRUMENT, write_rows

from belonging.evaluation.cells import count_cells, tally
from belonging.evaluation.clusters import contrast
from belonging.instruments.model import Part
from tests.evaluation.engines.cases import assert_same_cells, in_memory


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nation") / "nation.parquet"
    write_rows(path, pupils=6_000)
    return path


def test_the_scan_of_a_nation_counts_what_rows_in_memory_count(nation: Path) -> None:
    rows = pl.read_parquet(nation).with_columns(pl.col(pl.Enum).cast(pl.String))

    assert rows.height == 12_000
    assert_same_cells(counts((nation,)), count_cells(in_memory(rows, INSTRUMENT), ITEMS, WAVES, BY))


def test_720_shares_and_360_changes_agree_with_the_engine_one_by_one(nation: Path) -> None:
    cells = counts((nation,))
    made = estimates(cells)
    girls = tally(cells, "gender")
    place, column = girls.groups.index("girl"), len(GROUPS["all"])

    assert made.shares.size == 720
    assert made.changes.size == made.errors.size == 360
    assert made.covariance.shape == (36, COLUMNS, COLUMNS)
    for row, (key, part) in enumerate((key, part) for key in ITEMS for part in PARTS):
        one = contrast(girls.forms[:, place], girls.part(key, part)[:, place], [-1, 1])
        assert made.changes[row, column] == pytest.approx(one.value, abs=1e-12)
        assert made.errors[row, column] == pytest.approx(one.error, rel=1e-10)
        assert made.dfs[column] == pytest.approx(one.df, rel=1e-10)


def test_the_same_file_twice_has_the_same_shares_of_twice_as_many(nation: Path) -> None:
    once, twice = counts((nation,)), counts((nation, nation))

    assert (twice.forms == 2 * once.forms).all()
    assert estimates(twice).shares.tolist() == estimates(once).shares.tolist()
    assert (
        tally(twice, "all").part("safe", Part.POSITIVE).sum()
        == 2 * tally(once, "all").part("safe", Part.POSITIVE).sum()
    )
