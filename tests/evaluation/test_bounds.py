"""Worst and best case, checked against every answer that the silent could have given."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.bounds import RollUnknown, Turnout, change_bounds, tipping_point


@st.composite
def turnouts(draw: st.DrawFn) -> Turnout:
    answered = draw(st.integers(1, 8))
    return Turnout(answered + draw(st.integers(0, 6)), answered, draw(st.integers(0, answered)))


def every_share(turnout: Turnout) -> list[float]:
    """What the share of everyone on roll can be, by trying all answers of the silent."""
    return [(turnout.positive + hidden) / turnout.on_roll for hidden in range(turnout.silent + 1)]


@given(turnouts(), turnouts())
def test_bounds_are_the_least_and_the_greatest_of_everything_possible(earlier: Turnout, later: Turnout) -> None:
    changes = [after - before for before, after in itertools.product(every_share(earlier), every_share(later))]

    assert earlier.bounds == pytest.approx((min(every_share(earlier)), max(every_share(earlier))))
    assert change_bounds(earlier, later) == pytest.approx((min(changes), max(changes)))


@given(turnouts())
def test_everyone_answering_leaves_a_point(turnout: Turnout) -> None:
    whole = Turnout(turnout.answered, turnout.answered, turnout.positive)

    assert whole.bounds == (whole.share, whole.share)


def test_more_answers_than_people_on_roll_count_as_everyone() -> None:
    assert Turnout(90, 100, 60).bounds == (0.6, 0.6)


@given(turnouts(), turnouts())
def test_silent_who_differ_by_the_tipping_point_undo_the_change(earlier: Turnout, later: Turnout) -> None:
    needed = tipping_point(earlier, later)

    before, after = (Fraction(wave.positive, wave.answered) for wave in (earlier, later))
    least, most = (Fraction(later.positive + hidden, later.on_roll) for hidden in (0, later.silent))
    if needed is None:
        assert before == after or not later.silent or not least <= before <= most
    else:
        assert least <= before <= most
        assert (later.positive + later.silent * (later.share + needed)) / later.on_roll == pytest.approx(earlier.share)


def test_no_change_has_nothing_to_undo() -> None:
    assert tipping_point(Turnout(100, 50, 25), Turnout(80, 40, 20)) is None


def test_everyone_answering_leaves_nobody_who_could_undo_a_change() -> None:
    assert tipping_point(Turnout(100, 50, 25), Turnout(40, 40, 30)) is None


def test_a_roll_that_is_unknown_in_one_school_is_refused() -> None:
    with pytest.raises(RollUnknown):
        Turnout.of_schools([100, None], [80, 40], [50, 30])


def test_a_school_that_took_no_part_needs_no_roll() -> None:
    assert Turnout.of_schools([100, None, 30], [80, 0, 35], [50, 0, 30]) == Turnout(135, 115, 80)


def test_a_wave_without_any_answer_is_refused() -> None:
    with pytest.raises(RollUnknown):
        Turnout.of_schools([100], [0], [0])


def test_more_positive_than_answered_cannot_be() -> None:
    with pytest.raises(ValueError, match="of 10 answers"):
        Turnout(100, 10, 11)
