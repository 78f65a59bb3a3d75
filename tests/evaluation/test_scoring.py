"""Scores: who gets one, which way round items count, and that the order of rows leaves no trace."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.scoring import (
    NoCommonScale,
    common_levels,
    item_use,
    least_answered,
    level_table,
    levels_of,
    school_sums,
    score_among_schools,
    score_cells,
)
from belonging.instruments.load import load
from belonging.instruments.model import Item
from tests.evaluation.rows import PUPIL

BELONG, LONELY = PUPIL.item("belong"), PUPIL.item("lonely")
THREE = (BELONG, PUPIL.item("safe"), LONELY)
Row = tuple[str, str, tuple[int | None, int | None, int | None]]
CODES = st.sampled_from([1, 2, 3, 4, 9, None])


def frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "school": [school for school, _, _ in rows],
            "send": ["send"] * len(rows),
            "wave": [wave for _, wave, _ in rows],
            **{
                item.key: pl.Series([codes[place] for *_, codes in rows], dtype=pl.Int8)
                for place, item in enumerate(THREE)
            },
        }
    )


def sums(table: pl.DataFrame) -> tuple[list[int], list[float]]:
    cells = score_cells(table, THREE, ("school", "send", "wave"))
    axes = [("school", ("elm", "oak")), ("send", ("send",)), ("wave", ("baseline", "endline"))]
    found = school_sums(cells, axes)
    return found.people.ravel().tolist(), found.score.ravel().tolist()


def test_the_favourable_answer_counts_most_whichever_way_an_item_is_worded() -> None:
    assert levels_of(BELONG) == {1: 1, 2: 2, 3: 3, 4: 4}
    assert levels_of(LONELY) == {1: 4, 2: 3, 3: 2, 4: 1}


def test_a_score_needs_two_thirds_of_the_items() -> None:
    assert [least_answered(items) for items in (1, 2, 3, 4, 12, 13)] == [1, 2, 2, 3, 8, 9]


def test_a_pupil_who_declined_one_of_three_is_scored_on_two() -> None:
    people, score = sums(frame([("elm", "baseline", (4, 9, 4)), ("elm", "endline", (4, 9, None))]))

    assert people == [1, 0, 0, 0]
    assert score == [2.5, 0, 0, 0]  # "always" belonging is 4, "always" lonely 1


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["elm", "oak"]), st.sampled_from(["baseline", "endline"]), st.tuples(CODES, CODES, CODES)
    ),
    max_size=30,
)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_order_of_rows_leaves_no_trace_in_any_bit(seed: int) -> None:
    """Twelve items, so that five kinds of fraction are added up, in whatever order they come."""
    rng = np.random.default_rng(seed)
    chosen = rng.choice([1, 2, 3, 4, 9], size=(300, 12)).astype(np.int8)
    table = pl.DataFrame({"school": ["elm"] * 300}).with_columns(
        pl.Series(item.key, column) for item, column in zip(PUPIL.items, chosen.T, strict=True)
    )
    shuffled = table.sample(fraction=1, shuffle=True, seed=seed)

    one, other = (
        school_sums(score_cells(rows, PUPIL.items, ("school",)), [("school", ("elm",))]) for rows in (table, shuffled)
    )

    assert one.score.tolist() == other.score.tolist()


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_sums_are_those_of_row_by_row_arithmetic(rows: list[Row]) -> None:
    table = frame(rows)
    levels = level_table(table, THREE)
    expected = {("elm", "baseline"): [0, 0.0], ("elm", "endline"): [0, 0.0]}
    expected |= {("oak", "baseline"): [0, 0.0], ("oak", "endline"): [0, 0.0]}
    for school, wave, row in zip(table["school"], table["wave"], levels, strict=True):
        chosen = row[row > 0]
        if len(chosen) >= 2:
            expected[school, wave][0] += 1
            expected[school, wave][1] += chosen.mean()

    people, score = sums(table)

    assert people == [entry[0] for entry in expected.values()]
    assert score == pytest.approx([entry[1] for entry in expected.values()])


def test_a_mean_score_stands_on_the_scales_own_points() -> None:
    people = np.array([[30], [40], [20], [35], [25], [30]])

    estimate = score_among_schools(people, people * [[3.0], [3.2], [2.9], [3.1], [3.3], [3.0]], [1.0])

    assert estimate.low == pytest.approx((90 + 128 + 58 + 108.5 + 82.5 + 90) / 180)
    assert estimate.interval is not None
    assert 2.9 < estimate.interval[0] < estimate.low < estimate.interval[1] < 3.3


def test_use_of_an_item_is_floor_ceiling_and_missing() -> None:
    use = item_use(np.array([[1, 4], [1, 0], [3, 0], [4, 0]], dtype=np.int8), answers=4)

    assert (use[0].missing, use[0].floor, use[0].ceiling) == (0, 0.5, 0.25)
    assert (use[1].missing, use[1].floor, use[1].ceiling) == (0.75, 0, 1)


def test_items_with_different_answers_have_no_common_score() -> None:
    staff: Item = load("staff_v1").items[0]

    assert common_levels(THREE) == 4
    with pytest.raises(NoCommonScale, match="one scale"):
        common_levels((BELONG, staff))
