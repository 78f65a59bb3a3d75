"""What rows must hold before they are counted."""

from __future__ import annotations

import polars as pl
import pytest

from belonging.evaluation.answer_checks import InvalidAnswers, check_groups, weights_of


def line(row: int) -> str:
    return f"line {row + 1}"


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([1e155] * 3, "line 2, column 'weight': 1e\\+155 is not between 0.000001 and 1,000,000. Divide"),
        ([1.0, 1e-200], "line 3, column 'weight': 1e-200 is not between"),
        ([0.5, 900_000.0, 0.1], "line 3, column 'weight': 900000 is more than 1,000,000 times 0.1 \\(line 4\\)"),
    ],
)
def test_weights_out_of_all_range_are_refused_with_line_and_remedy(weights: list[float], said: str) -> None:
    with pytest.raises(InvalidAnswers, match=said):
        weights_of(pl.Series("weight", weights), line)


def test_weights_at_the_edge_are_taken_and_none_at_all_too() -> None:
    assert weights_of(pl.Series("weight", [1.0, 1_000_000.0]), line).to_list() == [1.0, 1_000_000.0]
    assert weights_of(pl.Series("weight", [], dtype=pl.Float64), line).is_empty()


@pytest.mark.parametrize("other", ["comparison", None])
@pytest.mark.parametrize("later", ["baseline", "endline"])
def test_a_school_in_both_arms_is_refused(other: str | None, later: str) -> None:
    arms = [other, "programme" if other else "comparison"]
    frame = pl.DataFrame(
        {"school": ["oak", "elm", "elm"], "wave": ["baseline", "baseline", later], "arm": [None, *arms]}
    )

    with pytest.raises(InvalidAnswers, match=r"line 4, column 'arm': school 'elm' is .* here and .* in line 3\. Give"):
        check_groups(frame, line)


def test_schools_in_an_arm_each_are_taken() -> None:
    arms = ["programme", None, "comparison"]
    check_groups(pl.DataFrame({"school": ["oak", "oak", "elm"], "wave": ["baseline"] * 3, "arm": arms}), line)
