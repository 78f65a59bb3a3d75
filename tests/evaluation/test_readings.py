"""The written rule from an interval to words."""

from __future__ import annotations

import pytest

from belonging.evaluation.estimates import Estimate
from belonging.evaluation.multiplicity import holm
from belonging.evaluation.readings import Rule, change_text, gap_change_text, gap_text, read
from belonging.evaluation.released import Reading, Share

RULE = Rule(smallest_change=5, smallest_people=3)


def reading(change: Estimate, people: int = 200, rule: Rule = RULE) -> Reading:
    return read({"safe": change}, {"safe": people}, rule)["safe"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Estimate(9, 9, (3, 15), 8, 0.01), Reading.MORE),
        (Estimate(-9, -9, (-15, -3), 8, 0.01), Reading.FEWER),
        (Estimate(9, 9, (-1, 19), 8, 0.07), Reading.NO_CLEAR_CHANGE),
        (Estimate(4, 4, (1, 7), 8, 0.01), Reading.NO_CLEAR_CHANGE),
        (Estimate(5, 15, (0, 20), None, 0.001), Reading.NO_CLEAR_CHANGE),
        (Estimate(5, 15, (5, 20), None, 0.001), Reading.MORE),
        (Estimate(0, 10, (-25, 35), None, 1.0), Reading.TOO_FEW),
        (Estimate(0, 10, (-20, 35), None, 1.0), Reading.NO_CLEAR_CHANGE),
        (Estimate(30, 30), Reading.TOO_FEW),
    ],
)
def test_a_reading_needs_the_interval_beyond_zero_and_a_change_worth_a_sentence(
    change: Estimate, expected: Reading
) -> None:
    assert reading(change) is expected


def test_a_change_of_fewer_than_three_people_is_not_worth_a_sentence() -> None:
    change = Estimate(8, 8, (2, 14), 40, 0.01)

    assert reading(change, people=40) is Reading.MORE
    assert reading(change, people=30) is Reading.NO_CLEAR_CHANGE


def test_statements_are_read_together_but_the_primary_outcome_is_read_alone() -> None:
    just_clear = Estimate(9, 9, (1, 17), 8, 0.04)
    family = {"belong": just_clear, "safe": just_clear, "happy": just_clear}
    people = dict.fromkeys(family, 200)

    assert set(read(family, people, RULE).values()) == {Reading.NO_CLEAR_CHANGE}
    alone = read(family, people, Rule(5, 3, primary="belong"))
    assert alone["belong"] is Reading.MORE
    assert alone["safe"] is Reading.NO_CLEAR_CHANGE


def test_holm_stops_at_the_first_that_fails() -> None:
    assert holm({"a": 0.01, "b": 0.03, "c": 0.03}) == {"a"}


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (Reading.MORE, "More pupils: between 75 and 80 in 100, up from between 65 and 70"),
        (Reading.FEWER, "Fewer pupils: between 75 and 80 in 100, down from between 65 and 70"),
        (Reading.NO_CLEAR_CHANGE, "No clear change: between 75 and 80 in 100, between 65 and 70 before"),
        (Reading.TOO_FEW, "Too few to tell"),
    ],
)
def test_a_reading_is_said_with_its_two_shares(word: Reading, text: str) -> None:
    earlier, later = Share(65, 70, "between 65 and 70 in 100"), Share(75, 80, "between 75 and 80 in 100")

    assert change_text(word, earlier, later, "pupils") == text


def test_subgroups_are_read_together_by_the_share_of_false_claims() -> None:
    family = {key: Estimate(9, 9, (1, 17), 8, p) for key, p in {"safe": 0.02, "happy": 0.03, "fair": 0.04}.items()}
    people = dict.fromkeys(family, 200)

    assert set(read(family, people, RULE).values()) == {Reading.NO_CLEAR_CHANGE}
    assert set(read(family, people, Rule(5, 3, together="benjamini-hochberg")).values()) == {Reading.MORE}


def test_adjusted_p_values_take_the_guards_place() -> None:
    family = {key: Estimate(9, 9, (3, 15), 8, 0.001) for key in ("safe", "happy")}
    people = dict.fromkeys(family, 200)

    read_so = read(family, people, Rule(5, 3, adjusted={"safe": 0.04, "happy": 0.2}))

    assert read_so == {"safe": Reading.MORE, "happy": Reading.NO_CLEAR_CHANGE}


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (Reading.MORE, "More positive answers from boys (70 in 100) than from girls (60)"),
        (Reading.FEWER, "Fewer positive answers from boys (70 in 100) than from girls (60)"),
        (Reading.NO_CLEAR_CHANGE, "No clear difference: boys 70 in 100, girls 60"),
        (Reading.TOO_FEW, "Too few to tell"),
    ],
)
def test_a_gap_is_said_with_both_groups_shares(word: Reading, text: str) -> None:
    shares = Share(60, 60, "60 in 100"), Share(70, 70, "70 in 100")

    assert gap_text(word, ("from boys", "from girls"), shares) == text


def test_a_change_in_a_gap_says_which_way_it_went() -> None:
    phrases = "with SEND", "without"

    assert gap_change_text(Reading.FEWER, phrases) == "Positive answers rose less, or fell more, with SEND than without"
    assert gap_change_text(Reading.NO_CLEAR_CHANGE, phrases) == "No clear change in the difference"
    assert gap_change_text(Reading.TOO_FEW, phrases) == "Too few to tell"
