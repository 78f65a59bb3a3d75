"""Big files: counted in parts, refused by row, whatever way they are cut."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.engines.scan import AnswerScan
from tests.evaluation.engines.cases import CASES, PUPIL, assert_same_cells, counted, in_memory, many, parquet, rows

ORDINARY = CASES["ordinary"]


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), size=st.integers(0, 60), cut=st.integers(0, 60), part=st.integers(1, 70))
def test_two_files_of_a_cut_one_give_the_same_cells_in_any_order_of_rows(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int, cut: int, part: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    frame = many(seed, size)
    shuffled = frame.sample(fraction=1.0, shuffle=True, seed=seed)
    halves = (parquet(shuffled.head(cut), folder, "a.parquet"), parquet(shuffled.slice(cut), folder, "b.parquet"))

    assert_same_cells(counted(AnswerScan(PUPIL, halves, rows_at_once=part)), counted(in_memory(frame)))


def test_a_group_larger_than_packed_counters_hold_is_counted_all_the_same(tmp_path: Path) -> None:
    frame = pl.concat([ORDINARY.head(1)] * 1_500)

    cells = counted(AnswerScan(PUPIL, (parquet(frame, tmp_path),)))

    assert cells.forms.tolist() == [1_500]
    assert cells.answers["safe"].tolist() == [[1_500], [0], [0], [0], [0]]
    assert_same_cells(cells, counted(in_memory(frame)))


def test_cells_that_come_again_in_every_part_are_made_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("belonging.evaluation.engines.scan.CELLS_AT_ONCE", 6)
    frame = pl.concat([ORDINARY] * 30)

    assert_same_cells(
        counted(AnswerScan(PUPIL, (parquet(frame, tmp_path),), rows_at_once=7)), counted(in_memory(frame))
    )


def test_files_may_hold_different_columns(tmp_path: Path) -> None:
    first, second = ORDINARY.drop("lonely", "gender"), ORDINARY.drop("safe", "sen")
    scan = AnswerScan(PUPIL, (parquet(first, tmp_path, "a.parquet"), parquet(second, tmp_path, "b.parquet")))

    assert scan.items == ("safe", "lonely")
    assert_same_cells(counted(scan), counted(in_memory(pl.concat([first, second], how="diagonal"))))


def test_progress_is_told_after_each_part_and_ends_at_all_rows(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    paths = (parquet(ORDINARY, tmp_path, "a.parquet"), parquet(ORDINARY.head(2), tmp_path, "b.parquet"))

    counted(AnswerScan(PUPIL, paths, progress=lambda done, of: told.append((done, of)), rows_at_once=3))

    assert told == [(3, 9), (6, 9), (7, 9), (9, 9)]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("gender", "female", ["column 'gender': 'female' is not known", "leave it empty"]),
        ("wave", "spring", ["column 'wave': 'spring' is not known"]),
        ("sen", "SEN", ["column 'sen': 'SEN'", "N, K, E"]),
        ("safe", 7, ["column 'safe': 7 is not one of its choices (4, 3, 2, 1, 9)"]),
        ("safe", -1, ["column 'safe': -1 is not one of its choices"]),
        ("school", None, ["column 'school' is empty"]),
        ("wave", "", ["column 'wave' is empty"]),
    ],
)
def test_a_wrong_value_is_named_with_file_and_row(tmp_path: Path, column: str, value: object, says: list[str]) -> None:
    place = pl.int_range(pl.len()) == 4
    frame = ORDINARY.with_columns(pl.when(place).then(pl.lit(value)).otherwise(pl.col(column)).alias(column))
    scan = AnswerScan(PUPIL, (parquet(frame, tmp_path),), rows_at_once=2)

    with pytest.raises(InvalidAnswers) as refused:
        counted(scan)

    assert str(refused.value).startswith("answers.parquet, row 5, ")
    assert all(part in str(refused.value) for part in says), str(refused.value)


def test_a_column_of_anything_but_whole_numbers_is_refused(tmp_path: Path) -> None:
    scan = AnswerScan(PUPIL, (parquet(ORDINARY.with_columns(pl.col("safe").cast(pl.Float64)), tmp_path),))

    with pytest.raises(InvalidAnswers, match=r"answers\.parquet: Column 'safe' holds Float64.*whole numbers"):
        counted(scan)


def test_a_file_that_is_no_parquet_or_has_no_school_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.parquet"
    text.write_text("school,wave\n")

    with pytest.raises(InvalidAnswers, match=r"text\.parquet is not a Parquet file"):
        counted(AnswerScan(PUPIL, (text,)))
    with pytest.raises(InvalidAnswers, match="'school' is missing"):
        counted(AnswerScan(PUPIL, (parquet(ORDINARY.drop("school"), tmp_path),)))


def test_a_school_that_nobody_answered_for_changes_nothing(tmp_path: Path) -> None:
    path = parquet(pl.concat([ORDINARY, rows()]), tmp_path)

    assert_same_cells(counted(AnswerScan(PUPIL, (path,))), counted(in_memory(ORDINARY)))
