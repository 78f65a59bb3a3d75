"""Raking: what it meets, what it refuses, and post-stratification as its simplest case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.raking import EmptyMargin, Margin, RakingUnsettled, rake

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "weighting.json").read_text())


def test_one_margin_is_post_stratification() -> None:
    cells = R["cases"]["uneven"]["cells"][0]
    levels = np.unique(cells["sen"], return_inverse=True)[1].astype(np.intp)
    sums, hits = np.array(cells["sums"], dtype=float), np.array(cells["hits"], dtype=float)

    factor = rake(sums, [Margin(levels, np.bincount(levels, cells["on_roll"]).astype(np.float64))])

    expected = R["post_stratified"]
    assert (factor @ hits) / (factor @ sums) == pytest.approx(expected["share"], rel=1e-10)
    assert dict(zip(cells["sen"], factor, strict=True)) == pytest.approx(expected["factors"], rel=1e-10)


@given(st.integers(0, 2**32 - 1))
def test_margins_are_met_and_odds_ratios_are_kept(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sums = rng.uniform(1, 50, 12)
    row, column = np.repeat(np.arange(3), 4), np.tile(np.arange(4), 3)
    wanted = rng.uniform(10, 99, (3, 4))
    margins = [Margin(row, wanted.sum(axis=1)), Margin(column, wanted.sum(axis=0))]

    held = (sums * rake(sums, margins)).reshape(3, 4)

    assert held.sum(axis=1) == pytest.approx(wanted.sum(axis=1), rel=1e-9)
    assert held.sum(axis=0) == pytest.approx(wanted.sum(axis=0), rel=1e-9)
    before = sums.reshape(3, 4)
    assert held[0, 0] * held[1, 1] / held[0, 1] / held[1, 0] == pytest.approx(
        before[0, 0] * before[1, 1] / before[0, 1] / before[1, 0], rel=1e-6
    )


def test_weights_that_fit_already_are_left_alone() -> None:
    level = np.array([0, 0, 1])

    assert rake(np.array([2.0, 3.0, 4.0]), [Margin(level, np.array([5.0, 4.0]))]).tolist() == [1, 1, 1]


def test_people_on_roll_of_a_kind_that_nobody_answered_of_are_refused() -> None:
    with pytest.raises(EmptyMargin, match="Merge"):
        rake(np.array([5.0, 0.0]), [Margin(np.array([0, 1]), np.array([8.0, 3.0]))])


def test_margins_that_contradict_each_other_are_refused() -> None:
    same = np.array([0, 1])

    with pytest.raises(RakingUnsettled, match="fewer facts"):
        rake(np.array([5.0, 5.0]), [Margin(same, np.array([8.0, 3.0])), Margin(same, np.array([3.0, 8.0]))])
