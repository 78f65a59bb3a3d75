"""Schools together: three or more, none that is nearly all of it, and nobody to be had by subtraction."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.outcomes.rules.counts import Counts, Group
from belonging.web.outcomes.rules.pooling import BASES, LEAST_SCHOOLS, pooled
from tests.web.outcomes.test_showing import LARGE, NO_SEND, SEND, schools

WHOLE = {Group.ALL: LARGE, Group.SEND: SEND, Group.NO_SEND: NO_SEND}


def test_three_alike_are_counted_together() -> None:
    found = pooled({1: WHOLE, 2: WHOLE, 3: WHOLE})
    assert found[Group.ALL]["missed"].number == 3 * 6_300
    assert found[Group.SEND]["persistent"].base == 330
    assert found[Group.ALL]["missed"].schools == {1, 2, 3}


def test_two_are_not_and_neither_are_three_of_which_one_is_nearly_all() -> None:
    assert not any(pooled({1: WHOLE, 2: WHOLE}).values())
    small = {Group.ALL: Counts(on_roll=40, possible=5_600, missed=200, persistent=20)}
    found = pooled({1: WHOLE, 2: small, 3: small})
    assert not found[Group.ALL]


def test_a_pair_stands_from_the_schools_that_gave_both() -> None:
    only_all = {Group.ALL: LARGE}
    found = pooled({1: WHOLE, 2: WHOLE, 3: WHOLE, 4: only_all, 5: only_all, 6: only_all})
    assert len(found[Group.ALL]["missed"].schools) == 6
    assert found[Group.SEND]["missed"].schools == found[Group.NO_SEND]["missed"].schools == {1, 2, 3}
    assert "missed" not in pooled({1: WHOLE, 2: WHOLE, 3: WHOLE, 4: only_all})[Group.SEND]


def test_few_suspensions_of_all_are_not_shown() -> None:
    calm = {Group.ALL: replace(LARGE, suspensions=3, suspended=2)}
    assert "suspensions" not in pooled({1: calm, 2: calm, 3: calm})[Group.ALL]
    assert pooled(dict.fromkeys(range(6), calm))[Group.ALL]["suspensions"].number == 18


@settings(max_examples=40, deadline=None)
@given(st.lists(schools(), min_size=3, max_size=5))
def test_every_pool_is_wide_enough(given_schools: list[dict[Group, Counts]]) -> None:
    of_schools = dict(enumerate(given_schools))
    found = pooled(of_schools)
    for group, pools in found.items():
        for name, pool in pools.items():
            bases = [of_schools[school][group].of(BASES[name]) or 0 for school in pool.schools]
            assert len([base for base in bases if base]) >= LEAST_SCHOOLS
            assert max(bases) <= 0.8 * sum(bases)
            assert name == "missed" or pool.number not in range(1, 10)
