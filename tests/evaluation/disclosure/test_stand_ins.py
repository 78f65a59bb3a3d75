"""Worlds made by arithmetic: they fit what they stand in for, and owe nothing to the answers."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.disclosure.coding import rung_for
from belonging.evaluation.disclosure.pools import Pools, Table
from belonging.evaluation.disclosure.stand_ins import stand_ins
from belonging.evaluation.disclosure.worlds import holds
from belonging.evaluation.released import Rung

SIZES = st.lists(st.integers(1, 40), min_size=4, max_size=4).filter(
    lambda sizes: min(sizes[0] + sizes[1], sizes[2] + sizes[3]) >= 10
)


def pools_of(sizes: list[int]) -> Pools:
    groups = ((0, 1), (2, 3))
    rung = rung_for(min(sizes[0] + sizes[1], sizes[2] + sizes[3])) or Rung.WORDS
    send = Table("send", groups, (rung, rung), of_all=False)
    total = Table("all", ((0, 1, 2, 3),), (rung_for(sum(sizes)) or Rung.WORDS,), of_all=True)
    return Pools(tuple(sizes), (total, send), np.array([], dtype=np.intp))


@settings(deadline=None, max_examples=80)
@given(SIZES, st.data())
def test_stand_ins_fit_the_coarse_publication(sizes: list[int], data: st.DataObject) -> None:
    pools = pools_of(sizes)
    world = np.array([data.draw(_split(size)) for size in sizes])
    for tables, groups in ((pools.tables[:1], ((0, 1, 2, 3),)), (pools.tables, pools.tables[1].groups)):
        coarse = pools.published(world, tables)
        made = stand_ins(coarse, groups)
        assert all((other >= 0).all() and other.sum(axis=1).tolist() == sizes for other in made)
        assert made == [] or any(holds(coarse, other) for other in made)


def _split(size: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, size), min_size=3, max_size=3).map(
        lambda walls: np.diff([0, *sorted(walls), size]).tolist()
    )


def test_the_least_even_come_first_and_where_nothing_is_printed_the_most_even() -> None:
    pools = pools_of([20, 20, 20, 20])
    world = np.array([[15, 1, 1, 3]] * 4)

    first = stand_ins(pools.published(world, pools.tables[:1]), ((0, 1, 2, 3),))[0]
    of_nothing = stand_ins(pools.published(world, ()), ((0, 1, 2, 3),))[0]

    assert np.ptp(first[:, 0]) >= 19
    assert np.ptp(of_nothing[:, 0]) <= 2


def test_they_are_the_same_for_all_answers_that_are_printed_alike() -> None:
    pools = pools_of([20, 20, 20, 20])
    one = pools.published(np.array([[15, 1, 1, 3]] * 4), pools.tables[:1])
    other = pools.published(np.array([[18, 0, 0, 2], [12, 2, 2, 4], [15, 1, 1, 3], [15, 1, 1, 3]]), pools.tables[:1])

    assert one == other
    assert [world.tolist() for world in stand_ins(one, ((0, 1, 2, 3),))] == [
        world.tolist() for world in stand_ins(other, ((0, 1, 2, 3),))
    ]
