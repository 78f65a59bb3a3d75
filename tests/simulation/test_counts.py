"""Whole numbers of pupils behind printed percentages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.simulation.counts import (
    NoSuchCounts,
    Percents,
    Tally,
    counts_rounding_to,
    rounded_percent,
    shared_out,
    split_by_send,
)


@pytest.mark.parametrize(("count", "n", "printed"), [(1, 200, 1), (1, 201, 0), (0, 7, 0), (7, 7, 100), (57, 114, 50)])
def test_a_half_is_rounded_up(count: int, n: int, printed: int) -> None:
    assert rounded_percent(count, n) == printed


@given(st.integers(0, 100), st.integers(1, 3000))
def test_counts_of_a_percentage_are_all_the_counts_that_print_it(percent: int, n: int) -> None:
    assert counts_rounding_to(percent, n) == [c for c in range(n + 1) if rounded_percent(c, n) == percent]


@given(st.integers(0, 500), st.lists(st.floats(0.01, 5), min_size=1, max_size=8))
def test_shared_out_keeps_the_total_and_each_part_within_one(total: int, shares: list[float]) -> None:
    counts = shared_out(total, shares)

    assert sum(counts) == total
    assert all(abs(c - total * s / sum(shares)) < 1 + 1e-9 for c, s in zip(counts, shares, strict=True))


def test_the_split_meets_both_percentages_where_rounding_leaves_little_room() -> None:
    send, others = split_by_send(Percents(65, 34), Percents(50, 43), 1214, 266)

    assert (send.n, others.n) == (266, 948)
    assert (rounded_percent(send.positive, 266), rounded_percent(send.negative, 266)) == (50, 43)
    assert rounded_percent(send.positive + others.positive, 1214) == 65
    assert rounded_percent(send.negative + others.negative, 1214) == 34


def test_a_split_that_cannot_be_says_what_to_change() -> None:
    with pytest.raises(NoSuchCounts, match="change one of the two numbers"):
        split_by_send(Percents(65, 34), Percents(50, 43), 1214, 600)


def test_a_tally_less_more_than_it_holds_is_not_possible() -> None:
    assert not Tally(3, 1, 0).less(Tally(2, 1, 1)).is_possible
