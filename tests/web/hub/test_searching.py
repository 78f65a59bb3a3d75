"""Finding a resource by words, however they are spelled, and by what it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from belonging.web.hub.models import Gram, Posting
from belonging.web.hub.queries.searching import results, search
from belonging.web.hub.rules.filters import Filters
from belonging.web.hub.services.resources import withdraw
from tests.web.actions.plans import text_of
from tests.web.conftest import NOW
from tests.web.hub.shelf import ACTOR, BENCH, COFFEE, HUB, NOISE, put, shelf

SEARCH = f"{HUB}search/"


def found(text: str, **filters: str) -> list[str]:
    wanted = Filters(**{name: frozenset({value}) for name, value in filters.items()})
    return [each.resource.slug for each in search(text, filters=wanted)]


@pytest.mark.django_db
class TestWords:
    @pytest.mark.parametrize(
        "typed", ["bench", "BENCHES", "friend", "frendship", "freindship bench", "playgroud", "recess", "play time"]
    )
    def test_the_bench_is_found_first(self, typed: str) -> None:
        shelf()

        assert found(typed)[0] == BENCH.slug

    @pytest.mark.parametrize(
        ("typed", "slug"),
        [("SEN checklist", NOISE.slug), ("sensary", NOISE.slug), ("noisy", NOISE.slug), ("mums and dads", COFFEE.slug)],
    )
    def test_other_words_for_the_same_thing_find_it(self, typed: str, slug: str) -> None:
        shelf()

        assert found(typed)[0] == slug

    def test_who_answers_all_words_comes_before_who_answers_one_well(self) -> None:
        put(BENCH)
        put(NOISE, slug="playground", title="Playground", summary="The playground.", statements=())

        assert found("bench playground")[0] == BENCH.slug

    def test_what_is_asked_in_vain_is_said(self) -> None:
        shelf()

        assert found("zzzzzz") == []
        page = results("bench zzzzzz", filters=Filters())
        assert page.unknown == ("zzzzzz",)
        assert page.total == 1

    def test_a_misspelled_word_is_read_as_another_and_that_is_said(self) -> None:
        shelf()

        assert results("frendship", filters=Filters()).meant == {"frendship": "friendship"}

    def test_letters_in_another_order_are_one_slip(self) -> None:
        put(body="At break.")

        assert results("brake", filters=Filters()).meant == {"brake": "break"}

    def test_a_misspelled_word_finds_what_the_right_one_finds(self) -> None:
        put()
        put(NOISE, title="Nobody lonely", slug="lonely")

        assert found("frendship") == found("friendship") == [BENCH.slug, "lonely"]

    def test_who_answers_few_of_the_words_is_left_out_where_others_answer_more(self) -> None:
        put()
        put(NOISE, summary="From the hall past the bench.", slug="hall", statements=())

        assert found("bench buddies") == [BENCH.slug]
        assert len(found("bench")) == 2

    def test_a_phrase_that_nothing_has_is_looked_for_word_by_word(self) -> None:
        put(title="The voice of every pupil")

        assert found("pupil voice") == [BENCH.slug]

    def test_words_that_say_nothing_break_nothing(self) -> None:
        shelf()

        assert results("the of", filters=Filters()).total == 0
        assert results("", filters=Filters()).total == 3
        assert results("%_'\"\\ \x00 ~break", filters=Filters()).total >= 1

    def test_what_is_withdrawn_is_found_no_more(self) -> None:
        withdraw(resource=put(), actor=ACTOR, now=NOW)

        assert found("bench") == []
        assert not Posting.objects.exists()

    def test_new_words_take_the_place_of_old_ones(self) -> None:
        put()
        put(title="A buddy seat", summary="A seat.", body="A seat.", slug=BENCH.slug)

        assert found("seat") == [BENCH.slug]
        assert found("bench") == []
        assert Gram.objects.filter(word="bench").exists()


@pytest.mark.django_db
class TestFilters:
    def test_within_a_group_either_across_groups_both(self) -> None:
        shelf()

        assert found("", phase="primary") == [BENCH.slug, NOISE.slug]
        assert found("", phase="primary", type="guide") == [BENCH.slug]
        assert found("", statement="breaks", time="hour") == [BENCH.slug, NOISE.slug]
        assert found("", area="school_activities", cost="free") == [NOISE.slug]

    def test_counts_say_what_a_choice_would_find_with_the_others_in_force(self) -> None:
        shelf()

        counted = results("", filters=Filters(phase=frozenset({"secondary"}))).counts

        assert counted["type"] == {"template": 1, "activity": 1}
        assert counted["phase"]["primary"] == 2

    def test_the_number_of_queries_does_not_grow(self, django_assert_num_queries: Any) -> None:
        put()
        results("bench frendship", filters=Filters())
        with django_assert_num_queries(7):
            assert results("bench plagro", filters=Filters()).total == 1
        shelf()
        with django_assert_num_queries(7):
            assert results("bench plagro", filters=Filters()).total == 1


class TestPage:
    def test_what_matched_is_marked_and_filters_stand_in_the_address(self, browser: Client) -> None:
        shelf()

        reply = browser.get(SEARCH, {"q": "benches", "phase": ["primary", "moon"], "page": "9"})

        html = reply.content.decode()
        assert "A friendship <mark>bench</mark> that works" in html
        assert "1 resource for “benches”" in html
        assert f'href="{SEARCH}?q=benches"' in html
        assert "Primary (1)" in html

    def test_a_word_that_is_read_as_another_is_told(self, browser: Client) -> None:
        shelf()

        page = browser.get(SEARCH, {"q": "frendship <b>"}).content.decode()

        assert "You see what has “friendship” instead of “frendship”." in page
        assert "<b>" not in page.replace("&lt;b&gt;", "")

    def test_what_was_meant_and_what_nothing_has_are_said_in_one_notice(self, browser: Client) -> None:
        shelf()

        page = text_of(browser.get(SEARCH, {"q": "frendship zzzzzz"}).content)

        assert "You see what has “friendship” instead of “frendship”. Nothing has “zzzzzz”." in page
        assert "Did you mean" not in page

    def test_nothing_helps_on(self, browser: Client) -> None:
        page = text_of(browser.get(SEARCH, {"q": "zzzzzz"}).content)

        assert "Nothing for “zzzzzz”" in page
        assert "Propose it" in page

    def test_many_are_paged(self, browser: Client) -> None:
        for number in range(13):
            put(slug=f"bench-{number}")

        page = browser.get(SEARCH, {"q": "bench"}).content.decode()

        assert "Page 1 of 2" in page
        assert f'href="{SEARCH}?q=bench&amp;page=2"' in page
