"""Contrasts of shares in both frames: what must hold of them whatever the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.change import Sample, change_of_roll, contrast_among_schools, contrast_of_roll
from belonging.evaluation.clusters import EmptyGroup

shares = st.tuples(st.integers(0, 95), st.sampled_from([0, 5, 10]))
bases = st.integers(10, 400)


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    low, width = draw(shares)
    n = draw(bases)
    return Sample(low, min(100, low + width), n, draw(st.none() | st.integers(n, 2 * n)))


@settings(deadline=None, max_examples=50)
@given(samples(), samples(), samples(), samples())
def test_a_contrast_of_the_roll_holds_every_value_that_its_bands_allow(
    a: Sample, b: Sample, c: Sample, d: Sample
) -> None:
    made = contrast_of_roll([a, b], [c, d])

    assert (made.low, made.high) == (a.low + b.low - c.high - d.high, a.high + b.high - c.low - d.low)
    assert made.interval is not None
    assert made.interval[0] <= made.low <= made.high <= made.interval[1]
    if made.low <= 0 <= made.high:
        assert made.p == 1.0


@settings(deadline=None, max_examples=50)
@given(samples(), samples())
def test_taking_the_waves_the_other_way_round_turns_the_sign(earlier: Sample, later: Sample) -> None:
    forth, back = change_of_roll(earlier, later), change_of_roll(later, earlier)

    assert (back.low, back.high) == (-forth.high, -forth.low)
    assert back.p == pytest.approx(forth.p)
    assert back.df == pytest.approx(forth.df)


def test_a_roll_that_answered_in_full_leaves_nothing_to_be_unsure_of() -> None:
    made = change_of_roll(Sample(40, 40, 100, 100), Sample(50, 50, 90, 90))

    assert made.interval == pytest.approx((10, 10))
    assert (made.df, made.p) == (100 + 90 - 2, 0)


def test_two_shares_more_make_the_interval_wider() -> None:
    a, b = Sample(40, 40, 50, None), Sample(60, 60, 50, None)
    two, four = change_of_roll(a, b).interval, contrast_of_roll([b, a], [a, b]).interval

    assert two is not None
    assert four is not None
    assert four[1] - four[0] > two[1] - two[0]


def test_one_school_in_a_wave_gives_the_point_and_says_why_there_is_no_interval() -> None:
    made = contrast_among_schools([[40, 30, 1], [0, 5, 0]], [[20, 15, 0], [0, 2, 0]], [-1, 1, 0])

    assert made.low == pytest.approx(100 * (17 / 35 - 0.5))
    assert made.interval is None
    assert made.refusal is not None
    assert made.refusal.code == "one-school"


def test_a_group_without_people_cannot_be_contrasted() -> None:
    with pytest.raises(EmptyGroup):
        contrast_among_schools([[40, 0], [30, 0]], [[20, 0], [15, 0]], [-1, 1])
