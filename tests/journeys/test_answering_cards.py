"""A pupil answers on a phone: by touch, by keyboard, with mistakes, and leaves nothing behind."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from belonging.web.surveys.rules.codes import new_code
from tests.journeys.answering_steps import Round, answer_all, begin, button, heading, open_round, receipt
from tests.journeys.conftest import Service

CARDS = 13
"""12 statements and gender: the slips say year group and SEN status."""


@pytest.fixture(scope="module")
def pupils(service: Service) -> Round:
    return open_round(service, slips=20)


@pytest.fixture
def code(pupils: Round) -> str:
    return pupils.codes.pop()


def test_a_pupil_answers_by_touch(page: Page, pupils: Round, code: str) -> None:
    begin(page, pupils, code)
    expect(heading(page, "I feel like I belong at my school")).to_be_focused()
    expect(page.get_by_text("1 of 12").first).to_be_visible()
    for choice in page.locator("label.choice:visible").all():
        box = choice.bounding_box()
        assert box is not None
        assert box["height"] >= 64
    page.get_by_text("All of the time").locator("visible=true").tap()
    skip, onwards = button(page, "Skip").bounding_box(), button(page, "Next").bounding_box()
    assert skip is not None
    assert onwards is not None
    assert (skip["width"], skip["height"]) == (onwards["width"], onwards["height"])
    button(page, "Next").tap()
    button(page, "Skip").tap()
    expect(page.get_by_text("3 of 12").first).to_be_visible()
    page.get_by_text("I don’t understand").locator("visible=true").tap()
    expect(page.get_by_text("When I am learning at school, people help me.")).to_be_visible()
    answer_all(page, CARDS - 2, choice=1)
    expect(page.locator(".chosen li")).to_have_count(CARDS)
    expect(page.locator(".chosen li").nth(1)).to_contain_text("Skipped")
    page.locator(".chosen li").nth(1).get_by_role("button").tap()
    page.get_by_text("Never", exact=True).locator("visible=true").tap()
    button(page, "Next").tap()
    expect(page.locator(".chosen li").nth(1)).to_contain_text("Never")
    button(page, "Send my answers").tap()
    assert len(receipt(page)) == 10
    row = pupils.rows()[0]
    assert row["answers"]["belong"] == 4  # type: ignore[index]  # JSON
    assert row["answers"]["teachers_interested"] == 1  # type: ignore[index]  # JSON


def test_a_pupil_answers_by_keyboard_alone(page: Page, pupils: Round, code: str) -> None:
    page.goto(pupils.address)
    button(page, "Yes, I’d like to").focus()
    page.keyboard.press("Enter")
    page.locator("#code").focus()
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    expect(heading(page, "I like rain")).to_be_focused()
    while not button(page, "Next").evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(heading(page, "I feel like I belong at my school")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This school feels like my school.")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Most of the time").locator("visible=true")).to_be_checked()
    page.keyboard.press("Enter")
    expect(heading(page, "Most of my teachers are interested in me")).to_be_focused()
    for _ in range(CARDS - 1):
        words = page.locator("fieldset.card:visible h2").inner_text()
        while not button(page, "Skip").evaluate("node => node === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("fieldset.card:visible h2").filter(has_text=words)).to_have_count(0)
    expect(heading(page, "Ready to send?")).to_be_focused()
    while not button(page, "Send my answers").evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    receipt(page)
    assert {"belong": 3} in [row["answers"] for row in pupils.rows()]


def test_the_code_leaves_the_address_and_the_history_at_once(page: Page, pupils: Round, code: str) -> None:
    page.goto(f"{pupils.service.answering}/help/")
    page.goto(f"{pupils.address}#{code}")
    button(page, "Yes, I’d like to").tap()
    expect(page.get_by_text("Your ticket is ready")).to_be_visible()

    assert page.url == pupils.address
    assert page.evaluate("document.documentElement.outerHTML").find(code) < 0
    page.go_back()
    page.go_back()
    page.go_forward()
    assert page.url == pupils.address
    button(page, "Yes, I’d like to").tap()
    expect(page.get_by_text("Your ticket is ready")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the code from your ticket."),
        ("KT7X", "You typed 4"),
        ("KO7X4MPC", "never have O"),
        ("KT7X4MPD", "One letter or number looks wrong"),
    ],
)
def test_the_page_itself_catches_a_slip_of_the_finger(page: Page, pupils: Round, typed: str, said: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pupils.address)
    button(page, "Yes, I’d like to").tap()
    page.locator("#code").fill(typed)
    button(page, "Start").tap()

    expect(page.locator("#code-wrong")).to_contain_text(said)
    expect(page.locator("#code")).to_be_focused()
    assert not [address for address in asked if address.endswith("/check/")]


def test_an_unknown_code_is_said_before_the_cards_begin(page: Page, pupils: Round) -> None:
    page.goto(f"{pupils.address}#{new_code()}")
    button(page, "Yes, I’d like to").tap()
    button(page, "Start").tap()

    expect(page.locator("#code-wrong")).to_contain_text("We don’t know this code")
    expect(page.locator("#code")).to_be_visible()


def test_a_reload_goes_on_where_the_pupil_was(page: Page, pupils: Round, code: str) -> None:
    begin(page, pupils, code)
    page.get_by_text("Rarely").locator("visible=true").tap()
    button(page, "Next").tap()
    page.reload()

    expect(heading(page, "Most of my teachers are interested in me")).to_be_visible()
    button(page, "Back").tap()
    expect(page.get_by_label("Rarely").locator("visible=true")).to_be_checked()
    page.go_back()
    expect(heading(page, "Most of my teachers are interested in me")).to_be_visible()


def test_help_is_one_tap_away_and_takes_nothing(page: Page, pupils: Round, code: str) -> None:
    begin(page, pupils, code)
    page.get_by_text("Rarely").locator("visible=true").tap()
    page.get_by_role("link", name="Help", exact=True).tap()
    expect(page.get_by_role("link", name="0800 1111")).to_be_in_viewport()
    button(page, "Next").tap()

    expect(heading(page, "Most of my teachers are interested in me")).to_be_focused()
    assert page.url == pupils.address


@pytest.mark.parametrize("wide", [320, 360, 768, 1280])
def test_help_is_seen_to_be_there_at_every_width(page: Page, pupils: Round, code: str, wide: int) -> None:
    page.set_viewport_size({"width": wide, "height": 740})
    begin(page, pupils, code)
    box = page.locator("#help")
    before = box.evaluate("node => getComputedStyle(node).backgroundColor")
    for _ in range(2):
        page.get_by_role("link", name="Help", exact=True).tap()
        expect(box).to_be_focused()
        expect(box).to_be_in_viewport(ratio=0.9)
        assert box.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
        assert box.evaluate("node => getComputedStyle(node).backgroundColor") != before
        page.locator("fieldset.card:visible h2").focus()


def test_nothing_covers_a_choice_where_the_card_is_taller_than_the_phone(page: Page, pupils: Round, code: str) -> None:
    begin(page, pupils, code)
    page.get_by_text("I don’t understand").locator("visible=true").tap()
    top_at = """node => {
        const box = node.getBoundingClientRect();
        return [1, box.height / 2, box.height - 1].every((down) => {
            const at = box.top + down;
            return at < 0 || at > innerHeight || node.contains(document.elementFromPoint(box.left + 20, at));
        });
    }"""
    for scrolled in range(0, 400, 40):
        page.evaluate("to => scrollTo(0, to)", scrolled)
        for choice in page.locator("label.choice:visible").all():
            assert choice.evaluate(top_at), scrolled


def test_the_dots_are_as_many_as_the_words_say(page: Page, pupils: Round, code: str) -> None:
    begin(page, pupils, code)
    beads = page.locator("[data-beads] i")
    expect(beads).to_have_count(12)
    expect(page.locator("[data-beads] i.now")).to_have_count(1)
    for _ in range(12):
        button(page, "Skip").tap()
    expect(page.locator("[data-place-now]")).to_have_text("About you")
    expect(page.locator("[data-beads] i.full")).to_have_count(12)
    expect(page.locator("[data-beads] i.now")).to_have_count(0)


def test_finish_leaves_nothing_of_the_last_child(page: Page, pupils: Round, code: str) -> None:
    page.goto(f"{pupils.service.answering}/help/")
    begin(page, pupils, code)
    answer_all(page, CARDS, choice=3)
    button(page, "Send my answers").tap()
    number = receipt(page)
    shown = page.locator("[data-receipt]").inner_text()
    assert page.evaluate("JSON.stringify({...sessionStorage})").find("belong") > 0
    assert not re.search(r"a-belong|" + code, page.evaluate("JSON.stringify(Object.values(sessionStorage))"))
    with page.expect_event("load"):
        button(page, "Finish").tap()
    expect(page.locator("#code")).to_have_value("")
    for _ in range(4):
        page.go_back()
        if "/r/" not in page.url:
            break
        expect(page.get_by_role("heading", name="How school feels")).to_be_visible()
        assert page.locator("input[type=radio]:checked").count() == 0
        assert shown not in page.locator("body").inner_text()
    assert number not in page.evaluate("JSON.stringify(Object.values(sessionStorage))")
    assert code not in page.evaluate("JSON.stringify(Object.values(sessionStorage))")


def test_the_next_ticket_on_the_same_tab_begins_anew(page: Page, pupils: Round, code: str) -> None:
    begin(page, pupils, code)
    page.get_by_text("Never", exact=True).locator("visible=true").tap()
    button(page, "Next").tap()
    begin(page, pupils, pupils.codes.pop())

    expect(heading(page, "I feel like I belong at my school")).to_be_focused()
    assert page.locator("input[type=radio]:checked").count() == 0


def test_two_tabs_with_one_ticket_keep_one_answer_and_offer_another_ticket(
    page: Page, phone: BrowserContext, pupils: Round, code: str
) -> None:
    second = phone.new_page()
    for tab, choice in ((page, 0), (second, 3)):
        tab.bring_to_front()
        begin(tab, pupils, code)
        answer_all(tab, CARDS, choice=choice)
    page.bring_to_front()
    button(page, "Send my answers").tap()
    receipt(page)
    second.bring_to_front()
    button(second, "Send my answers").tap()
    expect(heading(second, "You need a new ticket")).to_be_focused()
    expect(second.locator("[data-trouble-words]")).to_contain_text("Your answers are still here")
    before = len(pupils.rows())
    second.get_by_label("Your new code").fill(pupils.codes.pop())
    button(second, "Send with this ticket").tap()
    receipt(second)
    assert len(pupils.rows()) == before + 1
