"""No number gets onto a page that was not released, in whatever way it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.replies.rules.numbers import counts_said, shares_said, unreleased
from belonging.web.replies.rules.shares import Printed

UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELT = [*UNITS, *TEENS, *TENS, *(f"{ten}{dash}{unit}" for ten in TENS for unit in UNITS for dash in "- ")]
NUMBERS = st.one_of(st.sampled_from(SPELT), st.integers(1, 400).map(str), st.sampled_from(["a dozen", "a couple"]))
PEOPLE = st.sampled_from(["of you", "pupils", "children", "of our pupils", "of the girls", "young people", "of us"])
SIXTY_EIGHT = Printed("between 65 and 70 in 100", 65, 70)


@given(NUMBERS, PEOPLE)
def test_people_are_never_counted(number: str, people: str) -> None:
    said = f"{number} {people} told us that they feel unsafe.".capitalize()

    assert counts_said(said)
    assert unreleased(said, [SIXTY_EIGHT])


@given(st.sampled_from([*SPELT, "68", "100"]), st.sampled_from(["%", " %", " per cent", " percent", "％"]))
def test_a_percentage_is_a_share_however_it_is_written(number: str, sign: str) -> None:
    said = f"{number}{sign} of children say so."

    assert shares_said(said)
    assert unreleased(said, [SIXTY_EIGHT])


def test_a_percentage_that_is_printed_may_be_spelt() -> None:
    assert unreleased("Sixty-eight per cent of you feel safe.", [Printed("68 in 100", 68, 68)]) == []


@given(st.sampled_from(["a", "one", "two", "three", "3"]), st.sampled_from(["third", "quarter", "fifth", "tenth"]))
def test_a_part_is_a_share_with_people_and_without(many: str, part: str) -> None:
    for rest in (" feel safe", " of you feel safe", " of the children feel safe"):
        said = f"{many} {part}{'s' if many not in ('a', 'one') else ''}{rest}"
        assert shares_said(said), said
        assert unreleased(said, [SIXTY_EIGHT]), said


@pytest.mark.parametrize(
    "said",
    [
        "½ of you feel safe.",
        "1/2 of you feel safe.",
        "Half feel safe.",
        "Two-thirds feel safe.",
        "Everyone is happy.",
        "Nearly everyone feels safe.",
        "Everybody feels safe.",
        "Every child feels safe.",
        "All of you feel safe.",
        "All feel safe.",
        "Nobody feels safe.",
        "No one feels safe.",
        "No-one is happy.",
        "None of you like it.",
        "No child feels safe.",
        "Not one of you feels safe.",
        "A small minority feel safe.",
        "Few of you feel safe.",
        "Seven\u00a0in\u00a0nine of you feel safe.",
        "T\u200bhree of you feel safe.",
        "Three hundred of you feel safe.",
        "Dozens of you feel safe.",
    ],
)
def test_what_two_in_three_do_not_bear_out_is_refused(said: str) -> None:
    assert unreleased(said, [SIXTY_EIGHT]), said
    assert shares_said(said) + counts_said(said), said


@pytest.mark.parametrize("said", ["Most of you feel safe.", "The majority feel safe.", "Not everyone feels safe."])
def test_most_is_said_of_more_than_half(said: str) -> None:
    assert unreleased(said, [SIXTY_EIGHT]) == []
    assert unreleased("Most of you feel safe.", [Printed("50 in 100", 50, 50)]) == ["Most"]


def test_of_no_finding_most_is_not_said_either() -> None:
    assert counts_said("Most of you told us that lunch is loud.")
    assert counts_said("The majority said so.")


@pytest.mark.parametrize(
    "said",
    [
        "Thank you, everyone who answered.",
        "We want everyone to feel safe.",
        "We did it so that nobody is alone.",
        "Nobody should be alone.",
        "All of you are welcome.",
        "You asked for three benches.",
        "In Years 5 and 6 pupils asked for shade.",
        "Year Five pupils asked for shade.",
        "A quarter of an hour more play after half-term.",
        "Each one of you matters.",
        "Some of you asked for shade. A few of you said why.",
        "Tell an adult you trust. Or call Childline, free: 0800 1111.",
    ],
)
def test_what_counts_nobody_is_let_through(said: str) -> None:
    assert shares_said(said) + counts_said(said) == []
