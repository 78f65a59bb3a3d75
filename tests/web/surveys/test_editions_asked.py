"""The answering page in every edition and language: the same statements, worded and answered otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from types import MappingProxyType
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from belonging.instruments.load import load
from belonging.instruments.words import draft, english, worded
from belonging.web.enrolment.models import Choices
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response
from belonging.web.surveys.presenters.answering import filled_html, page_of
from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.cards import cards_of
from belonging.web.surveys.presenters.refusals import KEYS
from belonging.web.surveys.rules.editions import EDITIONS, WITH_PICTURES, planned_edition
from belonging.web.surveys.rules.words import FOR_THE_SCRIPT, filled, table, words_for
from belonging.web.surveys.services.rounds import close_round
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import Answering, open_link, open_slips

PUPILS = load("pupil_v1")
FAVOURABLE = {"younger": ["13", "12", "11"], "pictures": ["23", "22", "21"], "pictures_two": ["23", "21"]}
URDU = MappingProxyType({key: f"اردو {key}" for key in english("answering_v1")})


@pytest.fixture
def slips(in_maple: School, cohort: Cohort, answering_process: None) -> Iterator[Answering]:
    with time_machine.travel(NOW, tick=False):
        yield open_slips(in_maple, cohort, NOW)


def seen(page: Any) -> str:
    return unescape(page.content.decode())


class TestEveryEdition:
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_a_slip_answers_in_it_without_script_and_it_is_kept(self, slips: Answering, edition: str) -> None:
        address = slips.address if edition == "standard" else f"{slips.address}{edition}/"
        page = seen(slips.browser.get(address))
        item = PUPILS.item("friendly")
        assert str(item.wording[edition]) in page.replace("’", "'")
        code = item.scale_of(edition).options[0].code
        sent = {"code": slips.codes[0], "edition": edition, "language": "en", "help": "read", "a-friendly": str(code)}
        assert f'action="{address}"' in page
        assert slips.browser.post(address, sent).status_code == 200
        kept = Response.objects.get()
        assert (kept.edition, kept.language, kept.help) == (edition, "en", "read")
        assert kept.answers["friendly"] == code

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_where_there_are_pictures_the_practice_card_says_who_you_are_in_them(self, edition: str) -> None:
        [practice] = [card for card in cards_of(Asking(PUPILS, edition=edition)) if card.practice]
        assert ("The one in yellow is you." in practice.hint) == (edition in WITH_PICTURES)
        assert practice.hint.endswith((table("pupil")["practice_hint"], table("younger")["practice_hint"]))

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_each_card_has_what_its_reader_needs(self, edition: str) -> None:
        cards = [card for card in cards_of(Asking(PUPILS, edition=edition)) if card.counted]
        assert len(cards) == 12
        for card in cards:
            assert card.plainer
            assert (card.picture is not None) == (edition in WITH_PICTURES)
            assert card.choices[-1].quiet
            assert card.choices[-1].value == "9"

    def test_the_smile_is_always_the_good_side_and_first(self) -> None:
        cards = {card.key: card for card in cards_of(Asking(PUPILS, edition="younger"))}
        for key, codes in (("safe", FAVOURABLE["younger"]), ("lonely", FAVOURABLE["younger"][::-1])):
            amounts = cards[key].choices[:3]
            assert [choice.value for choice in amounts] == codes
            assert [re.findall(r"(\w+)\.\w*\.?svg", choice.sign)[0] for choice in amounts] == ["good", "middle", "bad"]

    @pytest.mark.parametrize("edition", ["pictures", "pictures_two"])
    def test_a_tick_always_means_yes(self, edition: str) -> None:
        for card in cards_of(Asking(PUPILS, edition=edition)):
            if card.counted:
                assert [choice.value for choice in card.choices if not choice.quiet] == FAVOURABLE[edition]
                assert "yes" in card.choices[0].sign

    @pytest.mark.parametrize("place", ["nothing/", "younger/xx/", "standard/ur/"])
    def test_what_is_not_offered_is_not_there(self, slips: Answering, place: str) -> None:
        assert slips.browser.get(f"{slips.address}{place}").status_code == 404


class TestEveryLanguage:
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_no_english_is_left_around_the_questions(self, edition: str) -> None:
        asked = worded(PUPILS, "ur", {key: f"اردو {key}" for key in english("pupil_v1.editions")})
        page = page_of(Asking(asked, edition=edition, language="ur", texts=URDU, slips=True))
        assert (page["lang"], page["direction"]) == ("ur", "rtl")
        words = words_for("pupil", edition, URDU)
        assert all(said.startswith("اردو") for said in words.values())

    @pytest.mark.parametrize("audience", ["pupil", "parent", "staff", "training", "lead"])
    def test_the_script_finds_its_words_and_refusals_have_theirs(self, audience: str) -> None:
        words = words_for(audience)
        assert {*FOR_THE_SCRIPT, *KEYS.values()} <= set(words)

    def test_every_hole_is_kept_by_the_words_of_the_youngest(self) -> None:
        holes = re.compile(r"\{\w+\}")
        for key, said in table("younger").items():
            assert set(holes.findall(said)) <= set(holes.findall(table("pupil")[key])), key

    def test_staff_are_promised_what_is_true_of_staff(self) -> None:
        assert "leaders and colleagues" in words_for("staff")["promise_groups"]
        assert "The school can’t see" in words_for("parent")["promise_groups"]

    def test_answers_are_deleted_in_ones_own_language(
        self, in_maple: School, cohort: Cohort, answering_process: None
    ) -> None:
        Choices.objects.create(school=in_maple, cohort=cohort, accepts_drafts=True)
        parents = open_link(in_maple, cohort, NOW)
        with time_machine.travel(NOW, tick=False):
            asked = seen(parents.browser.get(f"{parents.address}standard/ur/"))
            [address] = re.findall(r'href="([^"]*/delete/[^"]*)"', asked)
            page = seen(parents.browser.post(address, {"receipt": "KT7X"}))
        assert 'dir="rtl"' in page
        words = draft("answering_v1", "ur")
        assert words is not None
        assert words["pupil.receipt_mistyped"] in page

    def test_what_is_wrong_and_what_is_over_is_said_in_ones_own_language(
        self, in_maple: School, cohort: Cohort, answering_process: None
    ) -> None:
        Choices.objects.create(school=in_maple, cohort=cohort, accepts_drafts=True)
        parents = open_link(in_maple, cohort, NOW)
        words = draft("answering_v1", "ar")
        assert words is not None
        with time_machine.travel(NOW, tick=False):
            sent = {"language": "ar", "edition": "standard", "c-what_helps": "a" * 2001, "a-made_up": "1"}
            wrong = seen(parents.browser.post(parents.address, sent))
            close_round(round_=parents.round, actor="test", now=NOW)
            over = seen(parents.browser.get(f"{parents.address}standard/ar/"))
        assert filled(words["pupil.comment_long"], typed=2001, length=2000) in wrong
        assert words["pupil.answers_strange"] in wrong
        assert 'dir="rtl"' in over
        assert words["pupil.closed_title"] in over


class TestHelp:
    def test_the_page_holds_both_promises_and_shows_one(self) -> None:
        page = page_of(Asking(PUPILS, slips=True))
        lines: Any = [*page["promise"], *page["promise_more"]]  # type: ignore[misc]  # a template's context
        only = {line.only: line.text for line in lines if line.only}
        assert "The person helping you will see your answers." in [line.text for line in lines if line.only == "helped"]
        assert set(only) == {"alone", "helped"}


class TestNotToday:
    def test_a_no_is_as_big_as_a_yes_and_sends_nothing(self, slips: Answering) -> None:
        page = seen(slips.browser.get(slips.address))
        yes, no = re.findall(r'<button class="([^"]*)" type="button" data-(?:yes|no)>', page)
        assert yes == no
        quiet = page.partition('id="quiet"')[2].partition("</section>")[0]
        assert "name=" not in quiet
        assert len(re.findall("<li>", quiet)) == 12

    def test_adults_choose_by_pressing_start(self, in_maple: School, cohort: Cohort, answering_process: None) -> None:
        parents = open_link(in_maple, cohort, NOW)
        with time_machine.travel(NOW, tick=False):
            page = seen(parents.browser.get(parents.address))
        assert "data-yes" not in page
        assert "Please don’t name a child" in page


@pytest.mark.parametrize(
    ("own", "year", "planned"),
    [
        ("", "R", "younger"),
        ("", "4", "younger"),
        ("", "5", "standard"),
        ("", "13", "sixth_form"),
        ("pictures", "9", "pictures"),
        ("", "", "standard"),
    ],
)
def test_the_planned_edition(own: str, year: str, planned: str) -> None:
    assert planned_edition(edition=own, year_group=year) == planned
    assert planned_edition(edition=own, year_group=year, offered=("standard",)) == "standard"


@given(st.text(), st.dictionaries(st.from_regex(r"\A[a-z]+\Z"), st.text()))
def test_filling_is_escaped_whatever_stands_there(text: str, values: dict[str, str]) -> None:
    assert "<" not in filled_html(text, **values)
    assert "{" not in filled("{a}", a="b")
