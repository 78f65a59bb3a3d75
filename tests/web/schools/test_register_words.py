"""Names as people spell them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.schools.rules.register_types import setting_of
from belonging.web.schools.rules.register_words import LONGEST_WORD, MOST_WORDS, asked_words, kept_words, same_name

ST_MARYS = kept_words(
    "St Mary's and St John's CofE Primary School, Stow-on-the-Wold", ("900001", "9012345"), "GL54 1AA"
)


def finds(typed: str, kept: set[str]) -> bool:
    """As the search does: every word asked for is the beginning of a kept one, or the whole of it."""
    return all(
        any(word == each.word if each.whole else word.startswith(each.word) for word in kept)
        for each in asked_words(typed)
    )


@pytest.mark.parametrize(
    "typed",
    [
        "St Mary's",
        "st marys",
        "Saint Mary’s and Saint John's",
        "St. Mary's & St. John's C. of E. Primary",
        "st mary c of e",
        "ST MARYS CE SCHOOL",
        "St Mary's Church of England Primary School",
        "mary john church of eng",
        "Stow on the Wold",
        "stow-on-the-wold mar",
        "stowonthewold",
        "gl54 1aa",
        "GL541AA",
        "gl54",
        "900001",
        "901/2345",
        "901 2345",
        "9012345",
    ],
)
def test_it_is_found_however_it_is_spelled(typed: str) -> None:
    assert finds(typed, ST_MARYS)


@pytest.mark.parametrize("typed", ["St Luke's", "marys academy", "gl54 1ab", "900002", "John Smith"])
def test_another_is_not_found(typed: str) -> None:
    assert not finds(typed, ST_MARYS)


def test_short_forms_stand_for_themselves_once_more_is_typed() -> None:
    assert finds("st", kept_words("Stanley Park", (), ""))
    assert not finds("st park", kept_words("Stanley Park", (), ""))


def test_accents_and_catholic_schools() -> None:
    school = kept_words("Élan Vital Roman Catholic Primary School", (), "")
    assert all(finds(typed, school) for typed in ("elan", "ÉLAN vital", "elan rc", "elan r.c.", "roman catholic elan"))


@pytest.mark.parametrize("typed", ["", "  ", "the", "School", "of the & and", "!?"])
def test_words_that_tell_nothing_apart_are_no_question(typed: str) -> None:
    assert asked_words(typed) == []


def test_a_half_typed_school_is_left_out() -> None:
    assert finds("hazel bank scho", kept_words("Hazel Bank Primary", (), ""))


def test_names_are_the_same_up_to_spelling() -> None:
    assert same_name("St. Mary's C of E Primary School", "Saint Marys CofE Primary")
    assert not same_name("St Mary's", "St Luke's")


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=80))
def test_whatever_is_typed_gives_a_few_plain_words(typed: str) -> None:
    asked = asked_words(typed)
    assert len(asked) <= MOST_WORDS
    for each in asked:
        assert 0 < len(each.word) <= LONGEST_WORD
        assert each.word.isascii()
        assert each.word.isalnum()


@settings(deadline=None)
@given(st.text("abcemnoprsty '’-&.é", max_size=60))
def test_every_name_finds_itself(name: str) -> None:
    assert finds(name, kept_words(name, (), ""))


@pytest.mark.parametrize(
    ("type_code", "phase", "ages", "setting"),
    [
        (1, 2, (4, 11), "primary"),
        (34, 4, (11, 18), "secondary"),
        (35, 7, (4, 18), "all_through"),
        (5, 3, (8, 12), "primary"),
        (5, 5, (9, 13), "secondary"),
        (7, 0, (3, 19), "special"),
        (44, 0, (None, None), "special"),
        (36, 7, (4, 19), "special"),
        (14, 0, (5, 16), "alternative_provision"),
        (42, None, (11, 16), "alternative_provision"),
        (15, 1, (2, 5), ""),
        (1, 1, (3, 5), ""),
        (32, 0, (16, 25), ""),
        (45, 6, (16, 19), ""),
        (18, 0, (16, 99), ""),
        (11, 0, (3, 11), "primary"),
        (11, 0, (3, 13), "primary"),
        (11, 0, (11, 18), "secondary"),
        (11, 0, (10, 16), "secondary"),
        (11, 0, (3, 18), "all_through"),
        (11, 0, (16, 19), ""),
        (11, 0, (None, 18), ""),
    ],
)
def test_the_type_decides_then_the_phase_then_the_ages(
    type_code: int, phase: int | None, ages: tuple[int | None, int | None], setting: str
) -> None:
    low, high = ages
    assert setting_of(type_code=type_code, phase_code=phase, low_age=low, high_age=high) == setting
