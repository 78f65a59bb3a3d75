"""Differences between groups against R: `tests/oracles/dif.R` made the values, with its versions beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from belonging.evaluation.clusters import Clustered
from belonging.evaluation.dif import item_dif
from belonging.evaluation.multilevel import Binomial, arrange, clustered_slope, fit_fixed

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "dif.json").read_text())
CLOSE = 1e-6
CASES = ("uneven", "balanced")


def columns(name: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    rows = R[name]["rows"]
    items = np.array([values for key, values in rows.items() if key.startswith("item")]).T
    return np.array(rows["school"]), np.array(rows["group"]), items


def agrees(found: Clustered, expected: dict[str, float]) -> None:
    assert found.value == pytest.approx(expected["estimate"], abs=CLOSE)
    assert found.error == pytest.approx(expected["se"], rel=CLOSE)
    assert found.df == pytest.approx(expected["df"], rel=CLOSE)


@pytest.mark.parametrize("name", CASES)
def test_logistic_slope_has_clubsandwichs_error_and_degrees_of_freedom(name: str) -> None:
    school, group, items = columns(name)
    rest = items.sum(axis=1) - items[:, 2]
    one = np.ones(len(items))
    model, _ = arrange(school, np.column_stack([rest, group]), Binomial.of(one, items[:, 2] >= 3))

    found = clustered_slope(model, fit_fixed(model), 1)

    agrees(found, R[name]["logistic"])
    assert found.error == pytest.approx(R[name]["logistic"]["as_glm"]["se"], rel=0.01)
    assert found.df == pytest.approx(R[name]["logistic"]["as_glm"]["df"], rel=0.01)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("item", [0, 2])
def test_cumulative_logit_has_the_estimates_of_ordinal_and_the_errors_of_the_definition(name: str, item: int) -> None:
    school, group, items = columns(name)
    expected = R[name]["cumulative"][f"item{item + 1}"]

    found = item_dif(items, item, school, group)

    agrees(found.uniform, expected["uniform"])
    agrees(found.non_uniform, expected["non_uniform"])
