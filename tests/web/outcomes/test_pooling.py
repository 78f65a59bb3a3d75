"""Schools together: three or more, none that is nearly all of it, and nobody to be had by subtraction."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.outcomes.rules.counts import PAIRS, Counts, Group
from belonging.web.outcomes.rules.pooling import BASES, LEAST_SCHOOLS, pooled
from belonging.web.outcomes.rules.showing import LEAST, PUPILS
from tests.web.outcomes.test_showing import LARGE, NO_SEND, SCHOOLS, SEND

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


def test_two_schools_beyond_a_pair_are_not_had_by_subtraction() -> None:
    only_all = {Group.ALL: LARGE}
    found = pooled({1: WHOLE, 2: WHOLE, 3: WHOLE, 4: only_all, 5: only_all})
    assert "missed" in found[Group.ALL]
    assert "missed" not in found[Group.SEND]


def test_a_school_that_gave_the_pair_and_not_the_whole_takes_the_pair_away() -> None:
    only_pair = {Group.SEND: SEND, Group.NO_SEND: NO_SEND}
    found = pooled({1: WHOLE, 2: WHOLE, 3: WHOLE, 4: only_pair})
    assert len(found[Group.ALL]["missed"].schools) == 3
    assert "missed" not in found[Group.SEND]


def test_a_school_that_does_not_say_how_many_pupils_it_has_is_not_counted_in() -> None:
    nobody_knows = {Group.ALL: replace(LARGE, on_roll=None)}
    assert pooled({1: WHOLE, 2: WHOLE, 3: WHOLE, 4: nobody_knows})[Group.ALL]["missed"].schools == {1, 2, 3}


def test_nearly_all_of_them_is_as_telling_as_few() -> None:
    calm = {Group.ALL: Counts(on_roll=40, possible=5_600, missed=200, persistent=38)}
    assert "persistent" not in pooled({1: calm, 2: calm, 3: calm})[Group.ALL], "six came"


SEVERAL = st.lists(SCHOOLS, min_size=3, max_size=7)
FEW = range(1, LEAST)


@settings(max_examples=150, deadline=None)
@given(SEVERAL)
def test_every_pool_is_wide_enough(given_schools: list[dict[Group, Counts]]) -> None:
    of_schools = dict(enumerate(given_schools))
    for group, pools in pooled(of_schools).items():
        for name, pool in pools.items():
            behind = [of_schools[school][group] for school in pool.schools]
            bases = [found.of(BASES[name]) or 0 for found in behind]
            assert len([base for base in bases if base]) >= LEAST_SCHOOLS
            assert max(bases) * 100 <= 80 * sum(bases)
            assert (pool.number, pool.base) == (sum(found.of(name) or 0 for found in behind), sum(bases))
            assert pool.pupils == sum(found.on_roll or 0 for found in behind) >= LEAST
            assert name == "missed" or pool.number not in FEW
            assert name not in PUPILS or pool.base - pool.number not in FEW


@settings(max_examples=300, deadline=None)
@given(SEVERAL)
def test_a_pair_taken_from_the_whole_leaves_nobody_or_enough(given_schools: list[dict[Group, Counts]]) -> None:
    found = pooled(dict(enumerate(given_schools)))
    for pair, name in product(PAIRS, BASES):
        pools = [found[group][name] for group in pair if name in found[group]]
        assert len(pools) in (0, 2), "both or none"
        whole = found[Group.ALL].get(name)
        if not pools or whole is None:
            continue
        assert pools[0].schools == pools[1].schools <= whole.schools
        assert len(whole.schools - pools[0].schools) not in (1, 2)
        pupils = whole.pupils - sum(pool.pupils for pool in pools)
        number = whole.number - sum(pool.number for pool in pools)
        assert pupils not in FEW
        assert name == "missed" or number not in FEW
        assert name not in PUPILS or pupils - number not in FEW
