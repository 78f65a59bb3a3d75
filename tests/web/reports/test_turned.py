"""A statement to which agreeing is unfavourable is named by its positive answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.evaluation.released import Findings, Headline
from belonging.web.reports.presenters.minutes import two_minutes
from belonging.web.reports.presenters.turned import named, said_plainly
from tests.figures.tables import WHOLE

LONELY = replace(WHOLE, item="lonely", wording="I feel lonely at my school", reverse=True)
FINDINGS = Findings("pupil_v1", "", "pupil", "release", 1, "1", "", "", "school", (), (), (), (LONELY,))
STATEMENT = "“I feel lonely at my school” (where “Rarely” or “Never” is positive)"


@pytest.mark.parametrize(
    ("engine", "plain"),
    [
        (
            f"Most positive answers: {STATEMENT}. Between 90 and 95 in 100 pupils answered positively.",
            "Most positive answers: hardly ever lonely, between 90 and 95 in 100 pupils.",
        ),
        (
            f"Most positive answers: “I feel safe at school” and {STATEMENT}. 90 in 100 pupils answered positively to "
            "each of them.",
            "Most positive answers: “I feel safe at school” and hardly ever lonely. 90 in 100 pupils answered "
            "positively to each of them.",
        ),
        (
            "Fewer pupils answered “I feel lonely at my school” positively (where “Rarely” or “Never” is positive): "
            "80 in 100, down from 90.",
            "Fewer pupils are hardly ever lonely: 80 in 100, down from 90.",
        ),
        (
            "Answers of pupils with SEND were less positive than of others on 2 statements, most of all on “I feel "
            "lonely at my school”: 70 in 100, against 80.",
            "Answers of pupils with SEND were less positive than of others on 2 statements, most of all on being "
            "hardly ever lonely: 70 in 100, against 80.",
        ),
        ("More pupils answered “I feel safe at school” positively: 90 in 100, up from 80.", None),
    ],
)
def test_the_engines_sentences_say_it_as_families_are_told_it(engine: str, plain: str | None) -> None:
    assert said_plainly(FINDINGS, engine) == (plain or engine)


def test_the_two_minutes_say_it_so_and_elsewhere_its_own_words_stand_behind() -> None:
    text = f"Most positive answers: {STATEMENT}. 95 in 100 pupils answered positively."
    headline = Headline("headline-1", LONELY.id, "standing", text, ("x",))
    (strong, _) = two_minutes(replace(FINDINGS, headlines=(headline,)), (), "")
    assert [line.text for line in strong.lines] == ["Most positive answers: hardly ever lonely, 95 in 100 pupils."]
    assert named(FINDINGS, LONELY) == "Hardly ever lonely (“I feel lonely at my school”)"
    assert named(FINDINGS, WHOLE) == f"“{WHOLE.wording}”"


def test_a_statement_that_has_no_words_of_its_own_keeps_its_choices() -> None:
    assert named(FINDINGS, replace(LONELY, item="lonely")).startswith("Hardly ever")
    other = replace(LONELY, item="safe", wording="I worry")
    assert named(FINDINGS, other).startswith("“I worry” (positive: ")
