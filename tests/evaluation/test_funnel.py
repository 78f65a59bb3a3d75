"""Funnel limits against R (`tests/oracles/funnel.R`), and what the picture must not give away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.funnel import TooFewSchools, funnel

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "funnel.json").read_text())
CLOSE = 1e-10
SCHOOLS = st.lists(st.tuples(st.integers(10, 300), st.floats(0, 1)), min_size=5, max_size=30)


@pytest.mark.parametrize("name", ["apart", "alike"])
def test_funnel_is_that_of_the_paper(name: str) -> None:
    expected = R[name]

    found = funnel(expected["n"], expected["positive"], seed=1)

    assert found.target == pytest.approx(expected["target"], abs=CLOSE)
    assert found.inflation == pytest.approx(expected["inflation"], abs=CLOSE)
    assert found.between == pytest.approx(expected["between"], abs=CLOSE)
    assert sorted(point.z for point in found.points) == pytest.approx(sorted(expected["z"]), abs=CLOSE)
    assert found.limits_at(40, 0.95) == pytest.approx(expected["at_40"], abs=CLOSE)
    assert found.limits_at(200, 0.998) == pytest.approx(expected["at_200"], abs=CLOSE)


def test_schools_that_differ_no_more_than_chance_have_no_variance_between_them() -> None:
    assert funnel(R["alike"]["n"], R["alike"]["positive"], seed=1).between == 0


@settings(max_examples=50, deadline=None)
@given(SCHOOLS)
def test_limits_narrow_with_size_and_stay_shares(schools: list[tuple[int, float]]) -> None:
    n = np.array([size for size, _ in schools])
    found = funnel(n, np.rint(n * [share for _, share in schools]), seed=1)

    for limits in found.limits:
        assert all(0 <= low <= found.target <= high <= 1 for low, high in zip(limits.low, limits.high, strict=True))
        assert list(limits.low) == sorted(limits.low)
        assert list(limits.high) == sorted(limits.high, reverse=True)
        assert (limits.sizes[0], limits.sizes[-1]) == (n.min(), n.max())


def test_points_stand_in_order_of_size_whatever_was_answered() -> None:
    n = [50, 20, 90, 20, 20, 60]
    one = funnel(n, [40, 2, 50, 18, 10, 33], seed=4)
    other = funnel(n, [10, 18, 50, 10, 2, 33], seed=4)

    assert [point.n for point in one.points] == sorted(n)
    assert [point.name for point in one.points] == ["1", "2", "3", "4", "5", "6"]
    places = [[2, 18, 10].index(round(20 * point.share)) for point in one.points[:3]]
    assert [[18, 10, 2].index(round(20 * point.share)) for point in other.points[:3]] == places


def test_another_seed_mixes_schools_of_one_size_anew() -> None:
    n, positive = [20] * 8, [2, 4, 6, 8, 10, 12, 14, 16]

    orders = {tuple(point.share for point in funnel(n, positive, seed).points) for seed in range(5)}

    assert len(orders) > 1
    assert tuple(sorted(positive)) != tuple(20 * share for share in orders.pop())


def test_an_outlier_does_not_make_room_for_itself() -> None:
    n, alike = [100] * 12, [70, 72, 68, 71, 69, 70, 72, 68, 71, 69, 70, 70]

    found = funnel(n, [*alike[:-1], 20], seed=1)

    assert found.between == 0
    assert min(point.z for point in found.points) < -5


def test_four_schools_are_too_few() -> None:
    with pytest.raises(TooFewSchools, match="needs 5"):
        funnel([20, 30, 40, 50, 0], [10, 20, 30, 20, 0], seed=1)
