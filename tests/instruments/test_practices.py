"""The library of practices as published: whole, honest about what is known, and something for every statement."""

from __future__ import annotations

from collections import Counter

import pytest

from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.framework import Reference
from belonging.instruments.load import load_audit, load_practices
from belonging.instruments.model import Text
from belonging.instruments.practices import Evidence, Practice
from belonging.instruments.practices_file import SETTINGS

LIBRARY = load_practices()
FROM_THE_REPORT = {
    *("breakfast_club", "free_after_school_clubs", "peer_mentoring", "friendship_ambassadors", "young_carers_group"),
    *("wellbeing_programme", "coffee_mornings", "family_workshops", "cultural_celebrations", "buddy_system"),
    *("visible_leadership", "safe_space", "pupil_focus_groups", "sensory_friendly_clubs", "transition_support"),
    *("staff_training", "pupil_leadership", "curriculum_review", "said_and_done"),
}
UNPROVEN = ("nobody has", "not been tested", "has not been tested", "have not been tested", "whether", "no comparisons")


def named(practice: Practice) -> str:
    return practice.key


def texts(practice: Practice) -> list[Text]:
    return [
        *(practice.name, practice.what, practice.watch_out, practice.send, practice.cost_words, practice.effort_words),
        *(practice.known, practice.for_pupils, practice.for_younger, practice.for_families, *practice.first_steps),
    ]


def test_the_library_is_found_by_its_name() -> None:
    assert LIBRARY.name == "practices_v1"
    assert LIBRARY.practice("names") is not None
    assert LIBRARY.practice("weather") is None
    with pytest.raises(UnknownInstrument, match="did you mean 'practices_v1'"):
        load_practices("practices_v9")


def test_all_that_the_report_names_is_there_and_says_so() -> None:
    assert {practice.key for practice in LIBRARY.practices if practice.from_report} == FROM_THE_REPORT


def test_every_statement_of_the_audit_has_something_to_do_about_it() -> None:
    answered = Counter(key for practice in LIBRARY.practices for key in practice.statements)

    assert {statement.key for statement in load_audit().statements} == set(answered)


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_kind_of_school_finds_enough(setting: str) -> None:
    assert sum(setting in practice.settings for practice in LIBRARY.practices) >= 30


@pytest.mark.parametrize("practice", LIBRARY.practices, ids=named)
def test_a_practice_can_be_read_by_a_tired_teacher(practice: Practice) -> None:
    assert len(str(practice.name)) <= 60
    assert len(str(practice.what).split()) <= 45
    assert 3 <= len(practice.first_steps) <= 5
    assert all(len(str(step).split()) <= 32 for step in practice.first_steps)
    assert len(str(practice.known).split()) <= 90
    assert all(str(text)[-1] in ".?!”" for text in texts(practice) if text is not practice.name)


@pytest.mark.parametrize("practice", LIBRARY.practices, ids=named)
def test_a_practice_is_told_to_pupils_and_families_in_one_plain_sentence(practice: Practice) -> None:
    for told in (practice.for_pupils, practice.for_younger, practice.for_families):
        assert str(told).count(".") == 1
        assert len(str(told)) <= 120
    assert 5 <= len(str(practice.for_younger).split()) <= 9
    assert max(len(word) for word in str(practice.for_younger).split()) <= 12


@pytest.mark.parametrize("practice", LIBRARY.practices, ids=named)
def test_what_is_known_is_no_more_than_what_was_tested(practice: Practice) -> None:
    known = str(practice.known).lower()

    assert "proven" not in known
    if practice.evidence is Evidence.PRACTICE:
        assert any(words in known for words in UNPROVEN)
    else:
        assert practice.references


def test_few_practices_are_called_tested_well() -> None:
    strong = {practice.key for practice in LIBRARY.practices if practice.evidence is Evidence.STRONG}

    assert strong == {"cooperative_learning", "bullying_response"}


def test_every_source_is_cited_and_a_year_in_a_key_is_its_own() -> None:
    cited: set[Reference] = {reference for practice in LIBRARY.practices for reference in practice.references}

    assert cited == set(LIBRARY.references)
    assert [each.key for each in LIBRARY.references] == sorted(each.key for each in LIBRARY.references)
    assert all(str(each.year) in each.key for each in LIBRARY.references)
