"""Asking to talk, on the pages of the answering process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.instruments.words import draft
from belonging.web.enrolment.models import Choices
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.safeguarding.models import Call
from belonging.web.surveys.rules.words import filled
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import Answering

SATURDAY = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
TYPED = {"name": "Maya", "group": "4 Elm", "wish": "Mr Ali", "about": "", "words": "It is about break time."}


@pytest.fixture(autouse=True)
def process(answering_process: None) -> None:
    """Every page here is the answering process's."""


@pytest.fixture
def morning() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(minutes=7), tick=False):
        yield


def words(page: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def ask(here: Answering, **typed: str) -> Any:
    return Client().post(f"{here.address}talk/", {**TYPED, **typed})


def test_a_child_asks_from_the_questionnaire_and_somebody_should_come(pupils: Answering, morning: None) -> None:
    page = words(pupils.browser.get(pupils.address))
    assert "I want to talk to someone" in page
    form = words(pupils.browser.get(f"{pupils.address}talk/"))
    assert "You don’t have to say why" in form
    assert "0800 1111" in form
    assert form.index("Your class or form") < form.index("Is it about one of these people?") < form.index("Say more")
    assert form.index("Who reads this") < form.rindex("I want to talk Does something worry you?")
    assert " checked" not in pupils.browser.get(f"{pupils.address}talk/").content.decode()

    after = words(ask(pupils))

    assert "An adult at your school should come to find you by 11:07am." in after
    assert "tell the adult with you now" in after.lower()
    assert "0800 1111" in after
    call = Call.objects.get()
    assert (call.name, call.group, call.wish, call.words) == ("Maya", "4 Elm", "Mr Ali", "It is about break time.")
    assert call.asked_at == NOW
    assert call.school == pupils.round.school


def test_nothing_has_to_be_filled_in_but_then_nobody_is_promised(pupils: Answering, morning: None) -> None:
    after = words(ask(pupils, name="", group="", wish="", words=""))

    assert "Please tell the adult with you now" in after
    assert "nobody can come to find you" in after
    assert "kept what you wrote" not in after
    assert "We have kept what you wrote. We don’t know who you are" in words(ask(pupils, name=""))
    assert "should come" not in after
    assert Call.objects.count() == 2


@pytest.mark.parametrize("name", ["Maya", ""])
def test_outside_school_hours_nothing_is_promised_and_everything_is_kept(pupils: Answering, name: str) -> None:
    with time_machine.travel(SATURDAY, tick=False):
        after = words(ask(pupils, name=name))

    assert "Please tell the adult with you now" in after
    assert not re.search(r"\bsent\b|should come|will come|passed it on", after)
    assert "0800 1111" in after
    assert Call.objects.get().words == TYPED["words"]


def test_a_parent_reads_words_for_adults(parents: Answering, morning: None) -> None:
    form = words(parents.browser.get(f"{parents.address}talk/"))
    after = words(ask(parents, group="07700 900123"))
    page = parents.browser.get(f"{parents.address}talk/").content.decode()
    assert "<p data-no-network>There is no internet here.</p>" in page
    assert "<p>Please ring the school, or try again later: what you typed is still on this page.</p>" in page

    assert "How can they reach you?" in form
    assert "What you wrote is kept" in after
    assert "come to find you" not in after


@pytest.mark.parametrize("language", ["ar", "pl"])
def test_a_child_asks_and_is_answered_in_the_language_of_the_page(
    pupils: Answering, morning: None, language: str
) -> None:
    Choices.objects.create(school=pupils.round.host, cohort=pupils.round.cohort, accepts_drafts=True)
    said = draft("answering_v1", language)
    assert said is not None
    asked = pupils.browser.get(f"{pupils.address}standard/{language}/").content.decode()
    [address] = re.findall(r'href="([^"]*/talk/[^"]*)"', asked)

    form = pupils.browser.get(address)
    long = Client().post(address, {**TYPED, "words": "a" * 501})
    after = Client().post(address, TYPED)
    nameless = Client().post(address, {**TYPED, "name": ""})

    for page in (form, long, after):
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page.content.decode()
    assert all(said[f"pupil.{key}"] in words(form) for key in ("talk", "talk_lead", "talk_about_head", "talk_act"))
    assert filled(said["pupil.talk_long"], typed=501, length=500) in words(long)
    assert filled(said["pupil.talk_kept"], time="11:07") in words(after)
    assert said["pupil.talk_nameless"] in words(nameless)
    assert f"talk/?language={language}" in nameless.content.decode()


def test_pressing_twice_is_one_call_and_more_words_are_another(pupils: Answering, morning: None) -> None:
    token = "a" * 32
    for typed in ({}, {}, {"words": "And about lunch."}):
        ask(pupils, token=token, **typed)

    assert Call.objects.count() == 2


def test_what_is_too_long_comes_back_with_all_that_was_typed(pupils: Answering, morning: None) -> None:
    page = ask(pupils, words="a" * 501, about="head")

    shown = page.content.decode()
    assert page.status_code == 400
    assert "What you wrote is 501 letters long. Please make it 500 or fewer." in words(page)
    assert 'value="Maya"' in shown
    assert "a" * 501 in shown
    assert re.search(r'value="head" checked', shown)
    assert Call.objects.count() == 0


@pytest.mark.parametrize("strange", ["nobody knows", "programme", "\x00"])
def test_a_choice_that_is_none_turns_nobody_away(pupils: Answering, morning: None, strange: str) -> None:
    page = ask(pupils, about=strange)

    assert page.status_code in {200, 400}
    assert Call.objects.filter(about="").count() == (page.status_code == 200)


def test_keeping_a_call_writes_one_row_and_reads_none_back(pupils: Answering, morning: None) -> None:
    entries = Entry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask(pupils)

    touching = [each["sql"] for each in queries if "safeguarding_call" in each["sql"]]
    assert len(touching) == 1
    assert touching[0].startswith("INSERT")
    assert "RETURNING" not in touching[0]
    assert Entry.objects.count() == entries
    assert OutgoingMail.objects.count() == 0
    assert not any("surveys_response" in each["sql"] for each in queries)


def test_the_table_of_calls_has_no_hidden_order(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a hidden rowid is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'safeguarding_call'")
        assert cursor.fetchone()[0].rstrip().endswith("WITHOUT ROWID")


def test_it_can_be_asked_until_the_round_is_sealed(pupils: Answering) -> None:
    closes = NOW + timedelta(days=1)
    close_round(round_=pupils.round, actor="test", now=closes)
    with time_machine.travel(closes, tick=False):
        assert "I want to talk to someone" in words(pupils.browser.get(pupils.address))
        assert ask(pupils).status_code == 200
        seal_round(round_=pupils.round, actor="test", now=closes, early=True)
        assert ask(pupils).status_code == 410
        assert "I want to talk to someone" not in words(pupils.browser.get(pupils.address))
        assert "0800 1111" in words(pupils.browser.get(pupils.address))
