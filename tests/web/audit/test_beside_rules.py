"""A rating set beside the voices: never more than the intervals allow."""

from __future__ import annotations

import pytest
from scipy.stats import beta

from belonging.evaluation.released import Reading, Withheld
from belonging.instruments.audit import Met, Pairing, Statement
from belonging.instruments.model import Text
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.voices import MOST, beside, is_high, is_low, met_beside, share_sentence
from tests.web.audit.hearing import TOO_SMALL, cell, findings, gap, said, table, third, voices


def statement(*items: str, audience: str = "pupil") -> Statement:
    wording, rest = Text({"en": "We keep watch"}), Text({"en": "…"})
    pairings = tuple(Pairing(audience, item) for item in items)
    return Statement("safe_places", "1.1", "inclusive_culture", wording, rest, rest, rest, pairings=pairings)


SAFE = statement("safe")


def words(met: Met | None, heard: SchoolVoices | None, asked: Statement = SAFE) -> str:
    return met_beside(met, asked, beside(asked, heard))


def test_a_rating_higher_than_what_pupils_with_send_say_is_named() -> None:
    heard = said(table("safe", cell(75)), table("safe", cell(35, 5, group="send")))

    assert words(Met.FULLY, heard) == (
        "You rated this fully met. Fewer than half of pupils with SEND (between 35 and 40 in 100) answer "
        "“All or most of the time” to “I feel safe at school”."
    )


def test_a_rating_that_people_share_says_so() -> None:
    assert words(Met.PARTIALLY, said(table("safe", cell(50, 5)))) == (
        "You rated this partially met, and what people say agrees. Fewer than two thirds of pupils "
        "(between 50 and 55 in 100) answer “All or most of the time” to “I feel safe at school”."
    )


def test_a_rating_lower_than_what_people_say_is_named_too() -> None:
    assert words(Met.NOT_YET, said(table("safe", cell(80, 5)))) == (
        "You rated this not yet met. Most pupils (between 80 and 85 in 100) already answer "
        "“All or most of the time” to “I feel safe at school”."
    )


def test_a_fully_met_that_people_bear_out_says_so() -> None:
    assert words(Met.FULLY, said(table("safe", cell(80, 5)))).endswith(
        "Most pupils (between 80 and 85 in 100) answer “All or most of the time” to “I feel safe at school”. "
        "Nothing clear stands against it."
    )


def test_what_cannot_be_told_is_said() -> None:
    unclear = said(table("safe", cell(65, 20)))
    refused = said(table("safe", withheld=(Withheld("baseline", TOO_SMALL),)))

    assert words(Met.FULLY, unclear) == (
        "You rated this fully met. Between 65 and 70 in 100 pupils answer “All or most of the time” to "
        "“I feel safe at school”. That is not sure enough to bear your rating out, or to stand against it."
    )
    assert words(Met.FULLY, refused).endswith("Too few answered to show what people say about it.")
    assert words(Met.FULLY, None).endswith("once a questionnaire about it is sealed and its report is made.")
    assert words(Met.FULLY, unclear, statement()).endswith("so nobody else’s view stands beside it.")


def test_a_low_share_that_is_not_sure_is_worth_a_look() -> None:
    heard = said(table("safe", cell(85, 5)), table("safe", third("about half", group="send")))

    assert words(Met.FULLY, heard) == (
        "You rated this fully met. About half of pupils with SEND answer “All or most of the time” to "
        "“I feel safe at school”. That is not sure, but worth a closer look."
    )
    assert words(Met.NOT_YET, heard).endswith("That is not sure, but it points the same way.")


def test_a_clear_gap_is_named_whatever_the_rating() -> None:
    heard = said(table("safe", cell(80)), table("safe", cell(65, group="send"), gaps=(gap(Reading.FEWER),)))

    for met in Met:
        assert "fewer positive answers with SEND (57 in 100) than without (72)." in words(met, heard)


def test_before_it_is_rated_only_a_low_voice_is_named() -> None:
    assert words(None, said(table("safe", cell(80)))) == "Not rated yet."
    assert words(None, said(table("safe", cell(30, 5)))).startswith("Not rated yet. Fewer than half of pupils (")


@pytest.mark.parametrize(
    ("word", "low", "high", "begins"),
    [
        ("few", True, False, "Few pupils answer"),
        ("about half", False, False, "About half of pupils answer"),
        ("most", False, False, "Most pupils answer"),
    ],
)
def test_thirds_speak_in_their_own_words(word: str, low: bool, high: bool, begins: str) -> None:
    heard = said(table("safe", third(word))).heard("pupil", "safe")

    assert heard is not None
    assert (is_low(heard), is_high(heard)) == (low, high)
    assert share_sentence(heard).startswith(begins)


def test_few_is_surely_not_most_even_at_ten_answers_and_most_is_not_surely_most() -> None:
    """Clopper and Pearson's 95 % interval, whatever number of answers the words may stand for."""
    for answers in range(10, 30):
        few = max(count for count in range(answers) if 3 * count < answers)
        assert 100 * beta.ppf(0.975, few + 1, answers - few) < MOST
        most = min(count for count in range(answers) if 3 * count >= 2 * answers)
        assert 100 * beta.ppf(0.025, most, answers - most + 1) < MOST


@pytest.mark.parametrize(
    ("low", "reach", "begins"),
    [
        (20, 5, "Few pupils (between 20 and 25 in 100) answer"),
        (40, 4, "Fewer than half of pupils (between 40 and 45 in 100) answer"),
        (40, 20, "Fewer than two thirds of pupils (between 40 and 45 in 100) answer"),
        (60, 20, "Between 60 and 65 in 100 pupils answer"),
        (75, 5, "Most pupils (between 75 and 80 in 100) answer"),
    ],
)
def test_the_words_are_the_strongest_that_the_whole_interval_allows(low: float, reach: float, begins: str) -> None:
    heard = said(table("safe", cell(low, reach))).heard("pupil", "safe")

    assert heard is not None
    assert share_sentence(heard).startswith(begins)


def test_families_are_called_families_of_children_with_send() -> None:
    asked = table("child_safe", cell(35, 5, group="send", item="child_safe"), audience="parent")
    heard = voices(findings(asked, audience="parent"))

    assert "parents and carers of children with SEND" in words(
        Met.FULLY, heard, statement("child_safe", audience="parent")
    )
