"""The framework: what belonging is, what it rests on, and why each item is asked."""

from __future__ import annotations

import pytest

from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.framework import Reference
from belonging.instruments.load import load, load_framework, published
from tests.instruments.whole_files import FRAMEWORK, framework, with_change

CONSTRUCTS = (
    *("staff_and_pupils", "peers", "families", "safety"),
    *("inclusion", "being_oneself", "policy_and_practice", "pride"),
)


def test_the_constructs_are_those_of_the_programme() -> None:
    constructs = load_framework().constructs

    assert tuple(construct.key for construct in constructs) == CONSTRUCTS
    assert load_framework().construct("peers").title.in_language("en") == "Pupils and each other"
    with pytest.raises(KeyError, match="framework_v1 has no construct 'weather'"):
        load_framework().construct("weather")


def test_the_definition_is_quoted_from_its_source() -> None:
    definition = load_framework().definition

    assert "accepted, respected, included, and supported" in definition.text
    assert definition.reference.short == "Goodenow and Grady (1993)"


def test_each_pupil_item_has_a_reason_with_references_under_its_own_construct() -> None:
    reasons = load_framework().reasons

    assert [(reason.item, reason.construct) for reason in reasons] == [
        (item.key, item.construct) for item in load("pupil_v1").items
    ]
    assert all(reason.references for reason in reasons)
    assert load_framework().reason("weather") is None


def test_every_reference_is_used() -> None:
    whole = load_framework()
    used = {reference for reason in whole.reasons for reference in reason.references}

    assert used | {whole.definition.reference} == set(whole.references)


def test_pupils_families_and_staff_can_be_laid_side_by_side() -> None:
    asked = {name: {item.construct for item in load(name).items} for name in published()}

    assert asked["pupil_v1"] == set(CONSTRUCTS) - {"families"}
    assert asked["parent_v1"] == asked["staff_v1"] == set(CONSTRUCTS)


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ("Osterman, K. F.", "Osterman (2000)"),
        ("Goodenow, C.; Grady, K. E.", "Goodenow and Grady (2000)"),
        ("Allen, K.; Kern, M. L.; Hattie, J.", "Allen and others (2000)"),
    ],
)
def test_a_reference_is_short_in_a_sentence(authors: str, short: str) -> None:
    assert Reference("any", authors, 2000, "A title", "A journal").short == short


def test_a_reference_is_whole_in_a_list() -> None:
    reference = framework().references[0]

    assert str(reference) == "One, S., Two, S. (2001). On belonging. A Journal, 1(1), 1–2."


BROKEN = {
    "a reference that is not there": (
        '["someone_2001"]',
        '["someone_2010"]',
        20,
        "did you mean 'someone_2001'?",
    ),
    "a definition from nowhere": ('reference = "someone_2001"', 'reference = "hearsay"', 8, "use one of"),
    "a reason for no construct": (
        'construct = "safety"',
        'construct = "safty"',
        18,
        "did you mean 'safety'?",
    ),
    "a reason without references": ('references = ["someone_2001"]\n', "", 16, "add references"),
    "an item that cannot be a key": ('item = "safe"', 'item = "I feel safe"', 17, "small letters"),
    "a year that is text": ("year = 2001", 'year = "2001"', 25, "whole number up to 2100"),
    "a construct without words": ('description.en = "Nobody is hurt."\n', "", 11, "add description"),
    "a misspelt table": ("[[reasons]]", "[[raesons]]", 16, "did you mean 'reasons'?"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_framework_is_refused_with_file_line_and_remedy(case: str) -> None:
    old, new, line, remedy = BROKEN[case]

    with pytest.raises(InvalidInstrument) as refusal:
        framework(with_change(FRAMEWORK, old, new))

    assert str(refusal.value).startswith(f"framework_v3.toml, line {line}: ")
    assert remedy in refusal.value.remedy


@pytest.mark.parametrize(("table", "key"), [("reasons", "item"), ("constructs", "key"), ("references", "key")])
def test_a_row_that_comes_twice_is_refused(table: str, key: str) -> None:
    start = FRAMEWORK.index(f"[[{table}]]")
    end = FRAMEWORK.find("\n[[", start)
    row = FRAMEWORK[start : end if end > 0 else None]

    with pytest.raises(InvalidInstrument, match=rf"{key} '\w+' is used twice"):
        framework(FRAMEWORK + "\n" + row)
