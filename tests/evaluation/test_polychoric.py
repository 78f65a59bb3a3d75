"""Pair tables and their correlations: what must hold whatever the answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from belonging.evaluation import polychoric as module
from belonging.evaluation.polychoric import NoSpread, bivariate_normal, pair_tables, polychoric, thresholds

SEEDS = st.integers(0, 2**32 - 1)


def drawn(seed: int, people: int = 200, items: int = 4) -> NDArray[np.int8]:
    """Levels 1 to 4, a few missing; every level of every item occurs."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(people, 1))
    table = np.digitize(0.7 * common + 0.7 * rng.normal(size=(people, items)), [-1, 0, 1]) + 1
    table[rng.random(table.shape) < 0.05] = 0
    table[:4] = np.arange(1, 5)[:, None]
    return table.astype(np.int8)


def test_pair_tables_are_counts_of_complete_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = drawn(1)
    complete = levels[(levels > 0).all(axis=1)]
    monkeypatch.setattr(module, "CHUNK", 7)

    tables = pair_tables(levels, 4)

    assert tables.people == len(complete)
    assert tables.counts[1, 3, 0, 2] == ((complete[:, 1] == 1) & (complete[:, 3] == 3)).sum()
    assert tables.covariance() == pytest.approx(np.cov(complete.T), rel=1e-12)
    assert tables.without(np.array([False, True, False, False])).covariance() == pytest.approx(
        np.cov(complete[:, [0, 2, 3]].T), rel=1e-12
    )


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_turning_an_item_round_turns_its_correlations_round(seed: int) -> None:
    levels = drawn(seed)
    turned = levels.copy()
    turned[:, 0] = np.where(turned[:, 0] > 0, 5 - turned[:, 0], 0)

    before, after = polychoric(pair_tables(levels, 4)), polychoric(pair_tables(turned, 4))

    assert after[0, 1:] == pytest.approx(-before[0, 1:], abs=1e-9)
    assert after[1:, 1:] == pytest.approx(before[1:, 1:], abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.floats(-4, 4), st.floats(-4, 4), st.floats(-0.999, 0.999))
def test_normal_probability_halves_add_up(h: float, k: float, r: float) -> None:
    together, apart = bivariate_normal(h, k, r), bivariate_normal(h, -k, -r)

    assert float(together + apart) == pytest.approx(float(bivariate_normal(h, np.inf, r)), abs=1e-14)


def test_normal_probability_at_the_centre_is_sheppards() -> None:
    r = np.array([-0.9, 0.0, 0.5])

    assert bivariate_normal(0, 0, r) == pytest.approx(0.25 + np.arcsin(r) / (2 * np.pi), abs=1e-15)


def test_a_level_that_nobody_chose_changes_nothing() -> None:
    levels = drawn(3)
    wider = np.where(levels > 1, levels + 1, levels)

    assert polychoric(pair_tables(wider, 5)) == pytest.approx(polychoric(pair_tables(levels, 4)), abs=1e-9)


def test_answers_that_always_agree_correlate_as_far_as_is_estimated() -> None:
    levels = drawn(4)[:, [0, 0, 1]]

    assert polychoric(pair_tables(levels, 4))[0, 1] == pytest.approx(1, abs=1e-4)


def test_an_item_that_all_answer_alike_is_refused() -> None:
    levels = drawn(5)
    levels[:, 2] = 3

    with pytest.raises(NoSpread, match="Leave that item out"):
        thresholds(pair_tables(levels, 4))
