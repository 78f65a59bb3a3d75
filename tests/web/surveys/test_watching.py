"""What rounded counts say is true of every exact count that they may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.surveys.rules.rounds import shown_count
from belonging.web.surveys.rules.watching import Days, Pace, Sat, by_year, how_far, needed_a_day, pace_of


@pytest.mark.parametrize("slips", range(1, 61))
def test_how_far_a_class_is_holds_for_every_count_behind_it(slips: int) -> None:
    for exact in range(slips + 1):
        _refuse_a_false_word(exact, slips)


def _refuse_a_false_word(exact: int, slips: int) -> None:
    sat = how_far(used=shown_count(exact, out_of=slips), slips=slips)
    assert (sat is Sat.UNTOLD) == (slips < 5)
    if sat is Sat.NOT_YET:
        assert exact < 5
    if sat is Sat.MOST:
        assert 2 * exact > slips
    if exact == slips >= 10:
        assert sat is Sat.MOST


@given(packs=st.lists(st.tuples(st.sampled_from(["", "R", "4"]), st.integers(0, 40), st.integers(1, 40)), max_size=6))
def test_a_year_is_made_of_what_its_classes_show_and_nothing_else(packs: list[tuple[str, int, int]]) -> None:
    shown = [(year, shown_count(min(used, slips), out_of=slips), slips) for year, used, slips in packs]
    for year, tally in by_year(shown).items():
        told = [(used, slips) for of, used, slips in shown if of == year and slips >= 5]
        assert (tally.used, tally.slips, tally.packs) == (
            sum(used for used, _ in told), sum(slips for _, slips in told), len(told),
        )  # fmt: skip


@given(answered=st.integers(0, 400), whole=st.integers(1, 400), gone=st.integers(0, 20), left=st.integers(0, 20))
def test_the_pace_never_scolds_at_the_start_or_when_nearly_all_are_done(
    answered: int, whole: int, gone: int, left: int
) -> None:
    days = Days(whole=gone + left, gone=gone, left=left)
    pace = pace_of(answered=answered, whole=whole, days=days)
    if gone == 0 or answered >= 0.9 * whole:
        assert pace is not Pace.BEHIND
    need = needed_a_day(answered=answered, whole=whole, days=days)
    assert need % 5 == 0
    if left and whole > answered:
        assert need * left >= whole - answered > (need - 5) * left
