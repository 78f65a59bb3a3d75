"""What the three questionnaires ask, against the pilot's report."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from belonging.instruments import facts
from belonging.instruments.load import load, published
from belonging.instruments.model import Audience, Part

PUBLISHED_RESULTS = Path(__file__).parents[1] / "oracles" / "published-pupil-results.csv"
"""The figures and statements that the pilot's summary report prints, one row per figure."""


def test_the_pupil_items_are_those_of_the_report_word_for_word() -> None:
    with PUBLISHED_RESULTS.open(encoding="utf-8", newline="") as file:
        printed = [(row["item"], row["wording"], row["reverse_coded"] == "yes") for row in csv.DictReader(file)]

    asked = [(item.key, str(item.wording["standard"]), item.reverse) for item in load("pupil_v1").items]

    assert asked == list(dict.fromkeys(printed))


def test_the_pupil_scale_is_the_frequency_scale_of_four_points() -> None:
    scale = load("pupil_v1").items[0].scale

    assert [(option.code, str(option.label), option.part) for option in scale.options] == [
        (4, "All of the time", Part.POSITIVE),
        (3, "Most of the time", Part.POSITIVE),
        (2, "Rarely", Part.NEGATIVE),
        (1, "Never", Part.NEGATIVE),
        (9, "I don't want to say", Part.DECLINED),
    ]
    assert not scale.has_middle


def test_never_lonely_is_a_favourable_answer() -> None:
    lonely = load("pupil_v1").item("lonely")

    assert (lonely.part_of(1), lonely.part_of(4), lonely.part_of(9)) == (
        Part.POSITIVE,
        Part.NEGATIVE,
        Part.DECLINED,
    )


def test_a_slash_is_never_read_aloud() -> None:
    for name in published():
        for item in load(name).items:
            assert "/" not in str(item.spoken or item.wording["standard"])


def test_every_item_has_a_plainer_wording_that_is_not_the_same() -> None:
    for name in published():
        for item in load(name).items:
            assert item.plainer is not None
            assert str(item.plainer).rstrip(".") != str(item.wording["standard"])


def test_the_plainer_wordings_for_pupils_are_short_words_in_short_sentences() -> None:
    for item in load("pupil_v1").items:
        for sentence in str(item.plainer).rstrip(".").split(". "):
            words = sentence.replace(",", "").split()
            assert len(words) <= 15
            assert all(len(word) <= 10 for word in words)


def test_pupils_are_asked_year_gender_and_extra_help_in_the_values_of_the_answer_file() -> None:
    asked = {question.key: question for question in load("pupil_v1").about_me}

    assert list(asked) == ["year_group", "gender", "sen"]
    for key, question in asked.items():
        assert question.fact == key
        assert tuple(option.value for option in question.options) == facts.ASKED[key]
    assert asked["year_group"].value_of(7) == "7"
    assert str(asked["year_group"].options[-1].label) == "Not by year"


@pytest.mark.parametrize(
    ("name", "audience", "facts_asked"),
    [
        ("pupil_v1", Audience.PUPIL, ["year_group", "gender", "sen"]),
        ("parent_v1", Audience.PARENT, ["phase", "sen"]),
        ("staff_v1", Audience.STAFF, ["role"]),
    ],
)
def test_each_audience_is_asked_twelve_items_and_little_about_itself(
    name: str, audience: Audience, facts_asked: list[str]
) -> None:
    instrument = load(name)

    assert instrument.audience is audience
    assert len(instrument.items) == 12
    assert [question.fact for question in instrument.about_me] == facts_asked
    assert "12 short" in str(instrument.introduction)
    assert f"about {instrument.minutes} minutes" in str(instrument.introduction)


def test_adults_have_a_middle_answer_and_comment_boxes_and_pupils_neither() -> None:
    for name in published():
        instrument = load(name)
        adults = instrument.audience is not Audience.PUPIL
        assert all(item.scale.has_middle is adults for item in instrument.items)
        assert len(instrument.comment_boxes) == (2 if adults else 0)
        assert all("do not name" in str(box.hint) for box in instrument.comment_boxes)


def test_only_wording_that_is_not_ours_needs_permission() -> None:
    needed = {name: load(name).rights.permission_needed for name in published()}

    assert needed == {"parent_v1": False, "pupil_v1": True, "staff_v1": False}
    assert load("parent_v1").rights.licence == load("staff_v1").rights.licence == "Apache-2.0"
    assert "Permission to use it has not been recorded yet" in load("pupil_v1").rights.note
