"""Further methods' results for others: rounded by fixed rules, or refused with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.disclosure.supplements import Base, release_supplement
from belonging.evaluation.released import Measure, Supplement

BASE = Base(10, {"all": (1200, 850), "send": (180, 130)})
CHANGE = Measure(
    "x:safe:all:change", "Change", "safe", "all", 6.052, "points", -0.31, 12.4, 6.4, 850, 10, "Up by 6.052."
)


def released(*measures: Measure, base: Base = BASE, scope: str = "programme") -> Supplement:
    supplement = Supplement("x", "X", "What?", "x", measures, ("All schools count alike.", "The p-value is 0.041."))
    return release_supplement(supplement, base, scope)


def only(measure: Measure) -> Measure:
    return released(measure).measures[0]


def test_points_of_many_are_whole_and_their_ends_are_rounded_outward() -> None:
    shown = only(CHANGE)

    assert (shown.value, shown.low, shown.high, shown.df, shown.n) == (6, -1, 13, 6, 850)
    assert shown.text == "Change: 6 points (95% interval −1 to 13)."


def test_points_of_fewer_than_three_hundred_are_in_fives() -> None:
    shown = only(replace(CHANGE, n=190, group="-"))

    assert (shown.value, shown.low, shown.high) == (5, -5, 15)


def test_coefficients_have_two_decimals_and_one_for_fewer() -> None:
    coefficient = replace(CHANGE, unit="coefficient", value=0.1234, low=0.0512, high=0.2011)

    assert (only(coefficient).value, only(coefficient).low, only(coefficient).high) == (0.12, 0.05, 0.21)
    assert only(replace(coefficient, n=100)).value == 0.1


def test_p_values_small_bases_few_schools_and_near_neighbours_are_refused() -> None:
    cases = {
        "p-value": replace(CHANGE, unit="p", value=0.041),
        "small-group": replace(CHANGE, n=59),
        "difference": replace(CHANGE, n=845),
    }
    for code, measure in cases.items():
        shown = only(measure)
        assert shown.refusal is not None
        assert shown.refusal.code == code
        assert (shown.value, shown.low, shown.high, shown.n, shown.text) == (None, None, None, None, "")
    assert only(replace(CHANGE, schools=2)).refusal is not None


def test_people_are_rounded_to_five_and_fewer_than_ten_are_not_counted_out() -> None:
    people = Measure("x:-:all:pupils", "Linked pupils", None, "all", 683, "people")

    assert only(people).value == 685
    assert only(replace(people, value=9)).refusal is not None


def test_sentences_and_notes_of_the_exact_figures_never_come_through() -> None:
    shown = released(CHANGE)

    assert shown.notes == ("All schools count alike.",)
    assert "6.052" not in repr(shown)


@pytest.mark.parametrize(("base", "scope"), [(replace(BASE, schools=9), "programme"), (BASE, "school")])
def test_small_programmes_and_single_schools_get_the_reason_only(base: Base, scope: str) -> None:
    shown = released(CHANGE, base=base, scope=scope)

    assert shown.measures == ()
    assert shown.refusal is not None


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(0.1, 30))
def test_the_printed_interval_holds_the_exact_one(middle: float, reach: float) -> None:
    shown = only(replace(CHANGE, value=middle, low=middle - reach, high=middle + reach))

    assert shown.low is not None
    assert shown.high is not None
    assert shown.low <= middle - reach + 1e-6
    assert middle + reach <= shown.high + 1e-6


def test_figures_of_single_schools_are_left_out_with_the_names_in_their_labels() -> None:
    one_school = replace(CHANGE, id="x:safe:elm:share", label="Elm, steadied", group="elm", schools=1)

    both, alone = released(CHANGE, one_school), released(one_school)

    assert [measure.id for measure in both.measures] == [CHANGE.id]
    assert alone.measures == ()
    assert alone.refusal is not None
    assert alone.refusal.code == "schools-apart"
