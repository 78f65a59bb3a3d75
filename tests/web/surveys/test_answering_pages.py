"""Answering without JavaScript: one page, one Send, one receipt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from belonging.instruments.load import load
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response, Round
from belonging.web.surveys.services.rounds import close_round
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import ACTOR, ID, Answering, all_of_the_time, open_link, open_slips


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def slips(in_maple: School, cohort: Cohort, answering_process: None) -> Answering:
    return open_slips(in_maple, cohort, NOW)


@pytest.fixture
def parents(in_maple: School, cohort: Cohort, answering_process: None) -> Answering:
    return open_link(in_maple, cohort, NOW)


def words(page: Any) -> str:
    text = page.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_page_asks_every_statement_and_what_the_slip_does_not_say(slips: Answering) -> None:
    page = slips.browser.get(slips.address)

    shown = words(page)
    for item in load("pupil_v1").items:
        assert str(item.wording["standard"]) in shown
        assert str(item.plainer) in shown
    assert "Which of these are you?" in shown
    assert "Which year are you in?" not in shown
    assert "Some pupils get extra help" not in shown


def test_who_says_not_today_reads_a_heading_and_twelve_lines_of_which_none_is_the_heading(slips: Answering) -> None:
    page = slips.browser.get(slips.address).content.decode()
    [lines] = re.findall(r'<ol class="quiet__lines">(.*?)</ol>', page)
    assert lines.startswith("<li>Breathe in slowly. Breathe out slowly.</li><li>How many sounds")
    assert lines.count("<li>") == 12
    assert "A quiet time for you" not in lines


def test_no_page_may_be_kept_and_none_asks_for_anything_from_elsewhere(slips: Answering) -> None:
    for address in ("/", "/help/", slips.address, f"{slips.address}delete/", "/r/NOWHERE/", "/nowhere"):
        page = slips.browser.get(address)
        assert "no-store" in page["Cache-Control"], address
        assert "default-src 'none'" in page["Content-Security-Policy"], address
        assert page["Referrer-Policy"] == "no-referrer", address
        assert not page.cookies, address
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page.content.decode()), address
        assert "0800 1111" in words(page), address


def test_help_leads_from_every_page_but_itself(slips: Answering) -> None:
    assert 'href="/help/"' in slips.browser.get("/").content.decode()
    assert 'href="/help/"' not in slips.browser.get("/help/").content.decode()


def test_answers_are_kept_and_a_receipt_is_given(slips: Answering) -> None:
    page = slips.browser.post(
        slips.address, {"code": slips.codes[0], "submission_id": ID, "a-belong": "4", "a-safe": ""}
    )

    assert page.status_code == 200
    assert re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", words(page))
    row = Response.objects.get()
    assert row.answers == {"belong": 4}
    assert (row.edition, row.language, row.help) == ("standard", "en", "")


def test_a_code_is_read_however_it_is_typed(slips: Answering) -> None:
    code = slips.codes[0].lower()

    assert slips.browser.post(slips.address, {"code": f" {code[:4]} - {code[4:]}"}).status_code == 200


def test_a_reloaded_send_gives_the_same_receipt_once(slips: Answering) -> None:
    sent = {"code": slips.codes[0], "submission_id": ID, "a-belong": "4"}
    first, again = (slips.browser.post(slips.address, sent) for _ in range(2))

    assert words(again) == words(first)
    assert Response.objects.count() == 1


def test_a_used_ticket_leaves_the_answers_on_the_page(slips: Answering) -> None:
    slips.browser.post(slips.address, {"code": slips.codes[0], "submission_id": ID, "a-belong": "4"})

    page = slips.browser.post(slips.address, {"code": slips.codes[0], "submission_id": ID, "a-belong": "1"})

    assert page.status_code == 409
    assert "This ticket has been used" in words(page)
    assert re.search(r'name="a-belong" value="1" checked', page.content.decode())
    assert ID not in page.content.decode()
    assert Response.objects.get().answers == {"belong": 4}


@pytest.mark.parametrize("code", ["", "KT7X", "KT7X-4MPO", "22222223"])
def test_a_slip_of_the_finger_is_said_kindly_and_not_counted(slips: Answering, code: str) -> None:
    page = slips.browser.post(slips.address, {"code": code, "a-happy": "3"})

    assert page.status_code == 400
    assert "Please look at" in words(page)
    assert re.search(r'name="a-happy" value="3" checked', page.content.decode())
    assert not page.cookies


def test_what_is_not_asked_is_not_taken(slips: Answering) -> None:
    for strange in ({"a-belong": "5"}, {"a-year_group": "5"}, {"a-mood": "1"}, {"c-what_helps": "hello"}):
        assert slips.browser.post(slips.address, {"code": slips.codes[0], **strange}).status_code == 400
    assert Response.objects.count() == 0


def test_parents_answer_by_the_link_and_may_write(parents: Answering) -> None:
    answers = {f"a-{key}": str(code) for key, code in all_of_the_time("parent_v1").items()}
    page = parents.browser.post(parents.address, {**answers, "c-what_helps": "Kind\r\nteachers", "submission_id": ID})

    assert page.status_code == 200
    assert Response.objects.get().comments == {"what_helps": "Kind\nteachers"}


def test_a_comment_too_long_is_given_back_whole(parents: Answering) -> None:
    page = parents.browser.post(parents.address, {"c-what_helps": "é" * 2001, "submission_id": ID})

    assert page.status_code == 400
    assert "Please shorten it to 2000" in words(page)
    assert "é" * 2001 in page.content.decode()


def test_the_page_is_the_same_for_everybody_and_holds_no_key(slips: Answering) -> None:
    pages = [slips.browser.get(slips.address) for _ in range(2)]

    assert pages[0].content == pages[1].content
    assert not re.search(r"[0-9a-f]{32}", pages[0].content.decode())


def test_without_a_ticket_each_visit_has_its_number_so_that_a_form_sent_twice_is_kept_once(parents: Answering) -> None:
    pages = [parents.browser.get(parents.address).content.decode() for _ in range(2)]
    numbers = [re.findall(r'name="submission_id" value="([0-9a-f]{32})"', page) for page in pages]

    assert [len(found) for found in numbers] == [1, 1]
    assert numbers[0] != numbers[1]
    assert pages[0].replace(numbers[0][0], "") == pages[1].replace(numbers[1][0], "")


def test_a_ticket_s_form_sent_twice_is_kept_once_though_it_has_no_number(slips: Answering) -> None:
    sent = {"code": slips.codes[0], "a-belong": "4"}
    first, again = (slips.browser.post(slips.address, sent) for _ in range(2))
    other = slips.browser.post(slips.address, {**sent, "a-belong": "1"})

    assert (again.status_code, words(again)) == (200, words(first))
    assert other.status_code == 409
    assert Response.objects.get().answers == {"belong": 4}


def test_a_receipt_deletes_the_answers_and_again_says_the_same(slips: Answering) -> None:
    receipt = words(slips.browser.post(slips.address, {"code": slips.codes[0], "submission_id": ID, "a-belong": "4"}))
    symbols = re.findall(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b", receipt)[0]

    for _ in range(2):
        page = slips.browser.post(f"{slips.address}delete/", {"receipt": symbols.lower()})
        assert page.status_code == 200
        assert "Your answers are gone" in words(page)
    row = Response.objects.get()
    assert (row.answers, row.withdrawn) == ({}, True)
    assert "You took these answers back" in words(
        slips.browser.post(slips.address, {"code": slips.codes[0], "a-belong": "1"})
    )


def test_no_ticket_brings_back_what_its_person_deleted(slips: Answering) -> None:
    sent = {"code": slips.codes[0], "submission_id": ID, "a-belong": "4"}
    receipt = slips.send(sent).json()["receipt"]
    slips.browser.post(f"{slips.address}delete/", {"receipt": receipt})

    for code in slips.codes[:2]:
        told = slips.send({**sent, "code": code})
        assert (told.status_code, told.json()["outcome"]) == (409, "deleted")
        page = slips.browser.post(slips.address, {**sent, "code": code})
        assert page.status_code == 409
        assert "Your answers are gone" in words(page)
        assert "a-belong" not in page.content.decode()
    assert Response.objects.get().answers == {}


def test_a_wrong_receipt_deletes_nothing(slips: Answering) -> None:
    slips.browser.post(slips.address, {"code": slips.codes[0], "submission_id": ID, "a-belong": "4"})

    for wrong, status, said in (
        ("", 400, "Type the 10 letters and numbers of your receipt."),
        ("hello", 400, "Type the 10 letters and numbers of your receipt."),
        ("22222-22222", 404, "We can’t find answers with this receipt."),
    ):
        page = slips.browser.post(f"{slips.address}delete/", {"receipt": wrong})
        assert page.status_code == status
        assert said in words(page)
    assert Response.objects.get().answers == {"belong": 4}


def test_a_closed_round_takes_late_sends_but_nobody_new(slips: Answering) -> None:
    close_round(round_=slips.round, actor=ACTOR, now=NOW)
    sent = {"code": slips.codes[0], "submission_id": ID}

    assert slips.browser.get(slips.address).status_code == 410
    assert slips.browser.post(slips.address, sent).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=72), tick=False):
        page = slips.browser.post(slips.address, {"code": slips.codes[1]})
    assert page.status_code == 410
    assert "closed" in words(page)


def test_a_round_not_open_yet_says_so(draft: Round, answering_process: None) -> None:
    page = Client().get(f"/r/{draft.handle}/")

    assert page.status_code == 403
    assert "not open yet" in words(page)


@pytest.mark.parametrize("typed", ["{handle}", " /r/{handle}/ ", "https://example.org/r/{handle}/#KT7X4MPC"])
def test_the_front_door_understands_the_short_address(slips: Answering, typed: str) -> None:
    typed = typed.format(handle=slips.round.handle.lower())

    page = slips.browser.post("/", {"address": typed})

    assert (page.status_code, page["Location"]) == (302, slips.address)


def test_the_front_door_is_kind_about_a_wrong_address(answering_process: None, db: None) -> None:
    page = Client().post("/", {"address": "nonsense"})

    assert page.status_code == 404
    assert "can’t find that one" in words(page)
