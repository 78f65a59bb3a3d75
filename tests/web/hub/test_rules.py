"""Stems, slips of the finger, markup and marks: decided without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.hub.presenters.body import body_of
from belonging.web.hub.presenters.cards import phase_words, time_words
from belonging.web.hub.presenters.marking import marked
from belonging.web.hub.rules.concepts import pieces_of
from belonging.web.hub.rules.markup import blocks_of, text_of
from belonging.web.hub.rules.spelling import distance, grams_of, words_in
from belonging.web.hub.rules.stems import stem

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


class TestStems:
    @pytest.mark.parametrize(
        "alike",
        [
            ("belong", "belongs", "belonged", "belonging"),
            ("organise", "organised", "organising", "organisation"),
            ("bully", "bullies", "bullying"),
            ("include", "includes", "included", "including"),
            ("exclusion", "exclusions"),
            ("family", "families"),
            ("club", "clubs"),
            ("hop", "hopping", "hopped"),
        ],
    )
    def test_forms_of_a_word_have_one_stem(self, alike: tuple[str, ...]) -> None:
        assert len({stem(word) for word in alike}) == 1

    @pytest.mark.parametrize(
        ("word", "root"),
        # From the published examples of Porter's steps, and what becomes of them at the end.
        [
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("agreed", "agre"),
            ("hopping", "hop"),
            ("falling", "fall"),
            ("filing", "file"),
            ("relational", "relat"),
            ("hopefulness", "hope"),
            ("electrical", "electr"),
            ("adjustment", "adjust"),
            ("controll", "control"),
            ("sky", "sky"),
        ],
    )
    def test_published_examples(self, word: str, root: str) -> None:
        assert stem(word) == root

    @given(WORDS)
    def test_a_stem_is_never_empty_nor_longer_than_a_letter_more(self, word: str) -> None:
        assert 0 < len(stem(word)) <= len(word) + 1


class TestSlips:
    @pytest.mark.parametrize(
        ("one", "other", "slips"), [("friend", "freind", 1), ("bench", "bench", 0), ("noise", "nose", 1), ("a", "", 1)]
    )
    def test_how_far(self, one: str, other: str, slips: int) -> None:
        assert distance(one, other) == slips

    @given(WORDS, WORDS)
    def test_it_is_the_same_both_ways_and_nought_for_the_same_word_alone(self, one: str, other: str) -> None:
        assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
        assert (distance(one, other) == 0) is (one == other)

    @given(WORDS)
    def test_a_word_has_as_many_threes_as_letters_at_most(self, word: str) -> None:
        assert 1 <= len(grams_of(word)) <= len(word)

    def test_accents_and_apostrophes_fall_away_and_dashes_part_words(self) -> None:
        assert words_in("Café’s  don't after-school–club") == ["cafes", "dont", "after", "school", "club"]


class TestConcepts:
    def test_the_longest_phrase_is_taken_together(self) -> None:
        pieces = pieces_of("TAs and teaching assistants at break time")

        assert [piece.concept for piece in pieces] == [
            "~teaching_assistant",
            "",
            "~teaching_assistant",
            "",
            "~break",
        ]


class TestMarkup:
    def test_headings_lists_bold_and_links(self) -> None:
        html = body_of("Hello\nthere\n\n## Do\n1. **One** thing\n2. Two\n- [site](https://a.org/x_(y))\n\n### Why")

        assert html == (
            '<p class="govuk-body">Hello there</p><h2 class="govuk-heading-m">Do</h2>'
            '<ol class="govuk-list govuk-list--number govuk-list--spaced"><li><strong>One</strong> thing</li>'
            '<li>Two</li></ol><ul class="govuk-list govuk-list--bullet govuk-list--spaced"><li>'
            '<a class="govuk-link" href="https://a.org/x_(y)" rel="noreferrer">site</a></li></ul>'
            '<h3 class="govuk-heading-s">Why</h3>'
        )

    @pytest.mark.parametrize("evil", ["<script>", '"><img src=x>', "[x](javascript:alert(1))", "[x](https://a'\"<b>)"])
    def test_html_stands_as_it_was_typed(self, evil: str) -> None:
        html = body_of(f"{evil} **{evil}**\n- {evil}")

        assert "<script" not in html
        assert "<img" not in html
        assert "href=" not in html

    @given(st.text(max_size=200))
    def test_any_text_is_read_and_no_word_is_lost(self, text: str) -> None:
        headings, others = text_of(text)
        letters = {sign for sign in text if sign.isalpha()}

        assert letters <= set(headings + others + "".join(block.kind for block in blocks_of(text)) + text)
        assert {sign for sign in headings + others if sign.isalpha()} <= letters


class TestMarks:
    def test_each_word_by_which_it_was_found_and_nothing_else(self) -> None:
        by = frozenset({stem("benches"), "~break"})

        assert marked("A bench <b> at break time", by) == (
            "A <mark>bench</mark> &lt;b&gt; at <mark>break</mark> <mark>time</mark>"
        )


class TestWords:
    @pytest.mark.parametrize(
        ("minutes", "words"),
        [(0, ""), (1, "1 minute"), (90, "90 minutes"), (120, "2 hours"), (150, "2 hours 30 minutes")],
    )
    def test_time(self, minutes: int, words: str) -> None:
        assert time_words(minutes) == words

    def test_kinds_of_school(self) -> None:
        assert phase_words(["special", "primary"]) == "Primary and special"
        assert phase_words(["primary", "secondary", "special", "ap"]) == "All schools"
        assert phase_words(["ap"]) == "Alternative provision"
        assert phase_words([]) == ""
