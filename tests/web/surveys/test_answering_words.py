"""What the answering page says to somebody whose ticket or typing is wrong, and what it asks at which school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
import time_machine

from belonging.instruments.load import load
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import SealedAnswers
from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.cards import Card, cards_of
from belonging.web.surveys.rules.rounds import by_number
from belonging.web.surveys.rules.year_groups import YEARS, only_phase, phases_of, years_of
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import ACTOR, ID, OTHER_ID, Answering, open_link, open_slips
from tests.web.surveys.given import AFTER, answer, closed

ALL = frozenset({*YEARS, *(year for years in YEARS.values() for year in years)})
SETTINGS = ("primary", "secondary", "all_through", "special", "alternative_provision")


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def slips(in_maple: School, cohort: Cohort, answering_process: None) -> Answering:
    return open_slips(in_maple, cohort, NOW)


def markup(page: Any) -> str:
    """What a person may see: the script's words wait in a template."""
    return re.sub(r"<template.*?</template>", "", unescape(page.content.decode()), flags=re.DOTALL)


class TestATicketThatIsRefused:
    def test_answers_are_called_kept_only_where_there_are_any(self, slips: Answering) -> None:
        code = slips.codes[0]
        slips.send({"code": code, "submission_id": ID, "a-safe": "4"})

        bare = slips.send({"code": code, "submission_id": OTHER_ID, "a-safe": ""}).json()["say"]
        full = slips.send({"code": code, "submission_id": OTHER_ID, "a-safe": "1"}).json()["say"]
        assert bare == "This ticket has been used. Please ask for another one."
        assert full == f"{bare} Your answers are still here."
        for sent, is_said in (({}, False), ({"a-safe": "1"}, True)):
            page = slips.browser.post(slips.address, {"code": code, **sent})
            assert ("Your answers are still here." in markup(page)) is is_said

    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("", "Type the code from your ticket."),
            ("- -", "Type the code from your ticket."),
            ("KT7X", "A code has 8 letters and numbers. You typed 4."),
            ("22222222", "We don’t know this code."),
        ],
    )
    def test_the_summary_leads_to_the_field_and_the_field_says_the_same(
        self, slips: Answering, code: str, said: str
    ) -> None:
        page = markup(slips.browser.post(slips.address, {"code": code, "a-safe": "4"}))

        assert re.search(rf'<a href="#code">{re.escape(said)}', page)
        assert re.search(rf'id="code-wrong" data-code-wrong>{re.escape(said)}', page)
        assert re.search(r'<input class="code" id="code"[^>]* aria-invalid="true"', page)

    def test_a_page_without_a_mistake_marks_nothing(self, slips: Answering) -> None:
        page = markup(slips.browser.get(slips.address))
        assert "aria-invalid" not in page
        assert "data-code-wrong hidden></p>" in page

    def test_a_comment_too_long_is_led_to(self, in_maple: School, cohort: Cohort, answering_process: None) -> None:
        parents = open_link(in_maple, cohort, NOW)
        page = markup(parents.browser.post(parents.address, {"c-what_helps": "a" * 2001}))
        assert '<a href="#c-what_helps">What you wrote is 2001 letters long.' in page
        assert 'id="c-what_helps"' in page


class TestTheCards:
    def test_the_dots_stand_for_the_statements_that_are_counted(self) -> None:
        cards = cards_of(Asking(load("pupil_v1"), known_facts=frozenset({"year_group", "sen"}), years=ALL))
        assert [card.place for card in cards if card.counted] == [f"{place} of 12" for place in range(1, 13)]
        assert [card.place for card in cards if not card.counted] == ["Try one first", "About you"]

    def test_one_apostrophe_is_used_throughout(self, slips: Answering) -> None:
        page = markup(slips.browser.get(slips.address))
        body = re.sub(r"<[^>]+>", " ", page)
        assert "I don’t want to say" in body
        assert "can’t see your answers" in body
        assert not re.findall(r"\w'\w", body)


class TestWhatASchoolHas:
    @pytest.mark.parametrize(
        ("setting", "sixth", "years"),
        [
            ("primary", False, "R 1 2 3 4 5 6"),
            ("secondary", False, "7 8 9 10 11"),
            ("secondary", True, "7 8 9 10 11 12 13"),
            ("all_through", False, "R 1 2 3 4 5 6 7 8 9 10 11 12 13"),
            ("special", False, "R 1 2 3 4 5 6 7 8 9 10 11 12 13 X"),
            ("alternative_provision", False, "R 1 2 3 4 5 6 7 8 9 10 11 12 13 X"),
        ],
    )
    def test_the_years_follow_the_setting(self, setting: str, sixth: bool, years: str) -> None:
        assert " ".join(years_of(setting, has_sixth_form=sixth)) == years

    @pytest.mark.parametrize("setting", SETTINGS)
    @pytest.mark.parametrize("sixth", [False, True])
    def test_a_phase_is_settled_only_where_it_is_the_only_one(self, setting: str, sixth: bool) -> None:
        settled = only_phase(setting, has_sixth_form=sixth)
        assert (settled != "") == (len(phases_of(setting, has_sixth_form=sixth)) == 1)

    def test_parents_are_asked_for_the_phases_of_the_school(self) -> None:
        offered = frozenset({"secondary", "sixth_form"})
        labels = [choice.label for choice in phase_card(offered).choices]
        assert labels == ["Years 7 to 11", "Years 12 and 13", "I’d rather not say"]

    def test_parents_of_a_primary_school_are_not_asked_and_counted_as_primary(
        self, in_maple: School, cohort: Cohort, answering_process: None
    ) -> None:
        parents = open_link(in_maple, cohort, NOW)
        page = markup(parents.browser.get(parents.address))
        assert "Which part of the school" not in page
        assert parents.browser.post(parents.address, {"a-phase": "2"}).status_code == 400
        for _ in range(10):
            answer(parents.round, answers={"child_safe": 5, "sen": 1})
        seal_round(round_=closed(parents.round), actor=ACTOR, now=AFTER)
        assert [row.answers["phase"] for row in SealedAnswers.objects.all()] == [1] * 10


def phase_card(offered: frozenset[str]) -> Card:
    return next(card for card in cards_of(Asking(load("parent_v1"), years=offered)) if card.name == "a-phase")


def test_labels_are_sorted_as_people_count() -> None:
    labels = ["Year 10", "year 7", "12", "Year 9", "7B", "Oak", "Year 7 red", "Reception"]
    assert sorted(labels, key=by_number) == [
        "7B",
        "12",
        "Oak",
        "Reception",
        "year 7",
        "Year 7 red",
        "Year 9",
        "Year 10",
    ]
