"""What the report says in words about groups holds in the simulated pilot too, for every seed.

"Slightly" is read as less than eight points apart.
"""

from __future__ import annotations

import pytest

from tests.simulation.counting import (
    ITEMS,
    SEEDS,
    WAVES,
    Who,
    boys,
    change,
    girls,
    primary,
    secondary,
    share,
    sixth_form,
    with_send,
    without_send,
)

SLIGHTLY = 8


@pytest.fixture(params=SEEDS)
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.mark.parametrize("wave", WAVES)
def test_boys_feel_slightly_more_that_they_belong_than_girls(seed: int, wave: str) -> None:
    gap = share(seed, "belong", "positive", wave, boys) - share(seed, "belong", "positive", wave, girls)

    assert 0 < gap < SLIGHTLY


@pytest.mark.parametrize("wave", WAVES)
def test_boys_are_more_negative_than_girls_about_teachers_interest(seed: int, wave: str) -> None:
    item = "teachers_interested"

    assert share(seed, item, "negative", wave, boys) > share(seed, item, "negative", wave, girls)


@pytest.mark.parametrize("wave", WAVES)
def test_boys_feel_slightly_less_safe_than_girls(seed: int, wave: str) -> None:
    gap = share(seed, "safe", "positive", wave, girls) - share(seed, "safe", "positive", wave, boys)

    assert 0 < gap < SLIGHTLY


@pytest.mark.parametrize("wave", WAVES)
def test_girls_are_slightly_more_negative_about_friendliness(seed: int, wave: str) -> None:
    gap = share(seed, "friendly", "negative", wave, girls) - share(seed, "friendly", "negative", wave, boys)

    assert 0 < gap < SLIGHTLY


@pytest.mark.parametrize("wave", WAVES)
def test_girls_are_more_negative_about_being_included(seed: int, wave: str) -> None:
    assert share(seed, "included", "negative", wave, girls) > share(seed, "included", "negative", wave, boys)


@pytest.mark.parametrize("who", [boys, girls])
@pytest.mark.parametrize("item", ["belong", "teachers_interested", "safe", "friendly", "included"])
def test_both_boys_and_girls_improve_where_the_report_says_so(seed: int, item: str, who: Who) -> None:
    assert change(seed, item, "positive", who) > 0
    assert change(seed, item, "negative", who) < 0


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("others", [primary, sixth_form])
def test_secondary_pupils_are_lonelier_than_others(seed: int, wave: str, others: Who) -> None:
    lonely = share(seed, "lonely", "negative", wave, secondary)

    assert lonely > share(seed, "lonely", "negative", wave, others)


@pytest.mark.parametrize("item", ["adult_to_talk_to", "fair"])
def test_pupils_with_send_improve_less_than_others_where_the_report_says_so(seed: int, item: str) -> None:
    assert 0 < change(seed, item, "positive", with_send) < change(seed, item, "positive", without_send)
    assert 0 > change(seed, item, "negative", with_send) > change(seed, item, "negative", without_send)


def test_pupils_with_send_improve_more_modestly_on_happiness_but_fewer_are_never_happy(seed: int) -> None:
    assert 0 < change(seed, "happy", "positive", with_send) < change(seed, "happy", "positive", without_send)
    assert round(share(seed, "happy", "never", "baseline", with_send)) == 13
    assert round(share(seed, "happy", "never", "endline", with_send)) == 6


def test_being_liked_as_they_are_is_the_biggest_gain_of_pupils_with_send(seed: int) -> None:
    gains = {item: change(seed, item, "positive", with_send) for item in ITEMS}

    assert max(gains, key=lambda item: gains[item]) == "liked_as_i_am"


def test_about_88_in_100_are_rarely_or_never_lonely_at_baseline(seed: int) -> None:
    assert 87.5 <= share(seed, "lonely", "positive", "baseline") < 88.5


@pytest.mark.parametrize("item", ["belong", "safe", "friendly", "included", "respected_as_i_am"])
def test_pupils_with_send_start_from_a_more_negative_place(seed: int, item: str) -> None:
    assert share(seed, item, "negative", "baseline", with_send) > share(seed, item, "negative", "baseline")
