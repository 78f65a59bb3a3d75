"""Replies get lost, networks fail, tabs are closed: nothing is doubled and nothing is lost."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.journeys.answering_steps import Round, button, heading, open_round, receipt
from tests.journeys.class_steps import KEPT, answer, begin_with, finish, send, waiting
from tests.journeys.conftest import Service

IN = "Your answers are in."
SOON = 25_000
"""Milliseconds in which what waits is tried again."""


@pytest.fixture
def pupils(service: Service) -> Round:
    return open_round(service, slips=3)


def ready_to_send(page: Page, here: Round) -> None:
    begin_with(page, here, here.codes[0])
    answer(page)


def bodies_sent(page: Page) -> list[str]:
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/send/"):
            sent.append(request.post_data or "")

    page.on("request", note)
    return sent


def test_a_reply_lost_after_the_answers_were_kept_is_asked_for_again(page: Page, pupils: Round) -> None:
    """The child is let go at once; the envelope gets the same receipt, and goes."""
    ready_to_send(page, pupils)
    sent = bodies_sent(page)

    def lose(route: Route) -> None:
        assert route.fetch().status == 200
        route.abort()

    page.route("**/send/", lose, times=1)
    send(page)
    mine = receipt(page)
    expect(page.get_by_text(IN)).to_be_visible(timeout=SOON)

    assert receipt(page) == mine
    assert [sorted(json.loads(body))[-1] for body in sent] == ["submission_id", "sealed"]
    assert len(pupils.rows()) == 1
    assert waiting(page) == []


def test_without_a_network_the_answers_wait_and_go_by_themselves(
    page: Page, phone: BrowserContext, pupils: Round
) -> None:
    ready_to_send(page, pupils)
    phone.set_offline(True)
    send(page)
    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.get_by_text("0800 1111").first).to_be_visible()
    [entry] = waiting(page)
    assert pupils.codes[0] not in str(entry)
    assert "a-safe" not in str(entry)
    phone.set_offline(False)

    expect(page.get_by_text(IN)).to_be_visible(timeout=SOON)
    assert len(pupils.rows()) == 1


def test_a_failing_server_loses_nothing(page: Page, pupils: Round) -> None:
    ready_to_send(page, pupils)
    page.route("**/send/", lambda route: route.fulfill(status=500, body="<h1>Sorry</h1>"), times=1)
    send(page)
    expect(page.get_by_text(IN)).to_be_visible(timeout=SOON)

    assert len(pupils.rows()) == 1


def test_an_open_link_makes_a_new_number_by_itself(page: Page, service: Service) -> None:
    parents = open_round(service, "parent_v1")
    sent = bodies_sent(page)
    page.goto(parents.address)
    page.locator("[data-start]").tap()
    while not page.locator("[data-send-button]").is_visible():
        page.locator("[data-skip]").tap()
    taken = json.dumps({"outcome": "used", "say": "Used."})
    page.route("**/send/", lambda route: route.fulfill(status=409, body=taken), times=1)
    send(page)

    expect(page.locator("[data-thanks]")).to_be_visible()
    numbers = [json.loads(body)["submission_id"] for body in sent]
    assert len(set(numbers)) == 2
    assert waiting(page) == []


def test_a_round_that_closed_for_good_says_so(page: Page, pupils: Round) -> None:
    ready_to_send(page, pupils)
    over = json.dumps({"outcome": "closed", "say": "This questionnaire is closed, so no more answers can be sent."})
    page.route("**/send/", lambda route: route.fulfill(status=410, body=over))
    page.locator("[data-send-button]").tap()
    expect(heading(page, "These questions are closed")).to_be_focused()
    button(page, "Clear this page").tap()

    expect(page.locator("#code")).to_have_value("")


def test_answers_of_the_child_before_still_go_when_the_next_one_comes(page: Page, pupils: Round) -> None:
    ready_to_send(page, pupils)
    page.route("**/send/", lambda route: route.abort())
    send(page)
    finish(page)
    begin_with(page, pupils, pupils.codes[1])
    expect(page.get_by_text("Answers that wait on this device: 1")).to_be_visible()
    page.unroute("**/send/")

    expect(page.get_by_text("Answers that wait on this device: 1")).to_be_hidden(timeout=SOON)
    assert len(pupils.rows()) == 1


def test_a_store_that_is_full_for_one_card_loses_no_card(page: Page, pupils: Round) -> None:
    page.add_init_script(
        "const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, text) {"
        " if (text.includes('a-safe') && !window.refused) { window.refused = true; throw new Error('full'); }"
        " set.call(this, key, text); };"
    )
    ready_to_send(page, pupils)
    assert page.evaluate("window.refused")
    page.reload()
    chosen = page.locator("input[name^='a-']:checked").count()
    assert chosen > 10
    send(page)

    answers = pupils.rows()[0]["answers"]
    assert isinstance(answers, dict)
    assert len(answers) == chosen


def test_whoever_opens_a_link_that_another_left_is_asked_first(page: Page, service: Service) -> None:
    parents = open_round(service, "parent_v1")
    page.goto(parents.address)
    page.locator("[data-start]").tap()
    page.locator("fieldset.card:visible label.choice").first.tap()
    page.locator("[data-next]").tap()
    second = page.locator("fieldset.card:visible h2").inner_text()
    for address in (page.url, parents.address):
        page.goto("about:blank")
        page.goto(address)
        expect(heading(page, "All your answers are still here")).to_be_visible()
        expect(page.locator("fieldset.card:visible")).to_have_count(0)
    button(page, "Go on").tap()
    expect(heading(page, second)).to_be_visible()
    page.reload()
    button(page, "Clear this page").locator("visible=true").tap()

    expect(page.locator("[data-start]")).to_be_visible()
    assert page.locator("input[name^='a-']:checked").count() == 0


def test_nothing_is_asked_of_any_other_address(page: Page, pupils: Round) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ready_to_send(page, pupils)
    send(page)
    receipt(page)

    elsewhere = [address for address in asked if not address.startswith((pupils.service.answering, "data:"))]
    assert elsewhere == []
    assert not [address for address in asked if pupils.codes[0] in address]
