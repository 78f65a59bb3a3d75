"""What the team may type around figures, and what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.reports.presenters.programme.content import Sentence, Words
from belonging.web.reports.presenters.programme.parts import GONE, rendered
from belonging.web.reports.presenters.programme.places import Place
from belonging.web.reports.rules.figure_words import loose_figures, passages, places_in, stray_braces

SAFE = "pupil.safe.all.now"
PLACES = {SAFE: Place(SAFE, "Pupils", "pupils, now", "80 in 100", ("pupil:safe-by-all:all:endline",))}


@pytest.mark.parametrize(
    "text",
    [
        "{pupil.safe.all.now} feel safe.",
        "From 2025 to 2026, in Years 7 to 11 and Key Stage 2, at the 2nd wave, with the 360° audit.",
        "The school year 2025–26 was the first of two.",
        "Pupils said “It took me 3 years to say so” and we listened.",
        "One in a class was the first to say so; two of them followed in the third wave, at half-term.",
        "Write to team@programme.example or see https://programme.example/2/ or ring 020 7946 0018.",
    ],
)
def test_words_with_places_years_and_quotations_may_stand(text: str) -> None:
    assert loose_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Now 80 in 100 feel safe.", ("80", "100")),
        ("It rose by 9%.", ("9%",)),
        ("Eighty-one of them said so, and thirty did not.", ("Eighty-one", "thirty")),
        ("It doubled in a year.", ("doubled",)),
        ("They said “80 in 100 feel safe” to us.", ("80", "100")),
        ("“71%” and “66 out of a hundred”.", ("71%", "66", "hundred")),
        ("Half of pupils agree.", ("Half of",)),
        ("In 2025 it was 71.", ("71",)),
        ("Nine in ten pupils now feel safe.", ("Nine in ten",)),
        ("Two thirds of them, up from a third.", ("Two thirds", "a third")),
        ("It is now four out of five, and rose by nine points.", ("four out of five", "nine points")),
        ("About ⅘ and 5² agree.", ("⅘", "5²")),
        ("Year 95 and 2095 feel safe.", ("95", "2095")),
        ("They said “95 of us feel safe”.", ("95",)),
        ("They said “nine in ten of us feel safe”.", ("nine in ten",)),
    ],
)
def test_a_figure_that_stands_in_no_place_is_found(text: str, found: tuple[str, ...]) -> None:
    assert loose_figures(text) == found


@given(st.integers(0, 1899), st.sampled_from(["{} of them", "rose by {} points", "{}% of pupils", "about {}"]))
def test_no_number_gets_past_as_a_number(value: int, words: str) -> None:
    assert loose_figures(words.format(value)) != ()


def test_places_are_found_once_and_what_looks_like_one_is_told() -> None:
    assert places_in("{a.b} and {a.b} and {c}") == ("a.b", "c")
    assert stray_braces("{Pupil safe}")
    assert not stray_braces("{pupil.safe.all.now}")


def test_blank_lines_part_paragraphs_and_dashes_make_lists() -> None:
    found = passages("One. Two.\n\nThree:\n- a\n- b\n")
    assert [(one.kind, one.sentences) for one in found] == [
        ("paragraph", ("One.", "Two.")),
        ("paragraph", ("Three:",)),
        ("list", ("a", "b")),
    ]


def said(text: str, then: dict[str, str] | None) -> Sentence:
    (block,) = rendered(text, PLACES, then)
    assert isinstance(block, Words)
    return block.sentences[0]


def test_a_place_shows_todays_figure_and_names_its_finding() -> None:
    told = said("{pupil.safe.all.now} feel safe.", {SAFE: "80 in 100"})
    assert told == Sentence("80 in 100 feel safe.", ("pupil:safe-by-all:all:endline",))


def test_a_figure_that_has_changed_marks_its_sentence_and_only_for_the_team() -> None:
    told = said("As many as {pupil.safe.all.now} feel safe.", {SAFE: "71 in 100"})
    assert told.text == "As many as 80 in 100 feel safe."
    assert told.changed == "“71 in 100” stood here when this was written; now it is “80 in 100”."
    assert said("As many as {pupil.safe.all.now} feel safe.", None).changed == ""


def test_a_place_that_is_gone_is_not_passed_over() -> None:
    told = said("Now {pupil.gone.all.now} feel safe.", {})
    assert GONE in told.text
    assert told.changed
