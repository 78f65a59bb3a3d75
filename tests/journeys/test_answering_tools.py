"""Hear it, see it one's own way, move it one's own way; and a browser of 2018.

A headless browser has no voice, so the device's voice is a stub that notes what it is told.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from belonging.web.surveys.rules.spoken import spoken_name
from tests.journeys.answering_steps import Round, answer_all, begin, button, heading, open_round, past_practice, receipt
from tests.journeys.conftest import Service

VOICE = """(() => {
  const said = (window.said = []);
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const stub = new EventTarget();
  stub.getVoices = () => [
    { lang: "en-GB", localService: false, name: "far" },
    { lang: "en-GB", localService: true, name: "here" },
    { lang: "fr-FR", localService: true, name: "ici" },
  ];
  stub.speak = (words) => { said.push(words); };
  stub.cancel = () => {};
  Object.defineProperty(window, "speechSynthesis", { value: stub });
})()"""
LACKED = """(() => {
  const lacked = [
    [Array.prototype, "at flat flatMap findLast findLastIndex toSorted toReversed toSpliced with"],
    [String.prototype, "at replaceAll matchAll trimStart trimEnd"],
    [Element.prototype, "replaceChildren toggleAttribute checkVisibility"],
    [Document.prototype, "replaceChildren startViewTransition"],
    [DocumentFragment.prototype, "replaceChildren"],
    [HTMLFormElement.prototype, "requestSubmit"],
    [SubmitEvent.prototype, "submitter"],
    [Blob.prototype, "arrayBuffer text stream"],
    [Object, "fromEntries hasOwn groupBy"],
    [Promise, "allSettled any withResolvers"],
    [AbortSignal, "timeout any"],
    [Crypto.prototype, "randomUUID"],
    [window, "BigInt queueMicrotask ResizeObserver WeakRef AggregateError structuredClone BroadcastChannel Highlight"],
  ];
  for (const [owner, names] of lacked) names.split(" ").forEach((name) => { delete owner[name]; });
})()"""
FIRST = "I feel like I belong at my school"
CARDS = 13


@pytest.fixture(scope="module")
def here(service: Service) -> Round:
    return open_round(service, slips=8)


@pytest.fixture
def recorded(here: Round) -> Iterator[None]:
    """Somebody has begun to read English words into files."""
    folder = here.service.home / "audio" / "en"
    folder.mkdir(parents=True)
    time.sleep(1.1)  # a page that was looked at within a second goes out as it was
    yield
    folder.rmdir()


def last_said(page: Page) -> str:
    return str(page.evaluate("said.length ? said[said.length - 1].text : ''"))


def finish(page: Page) -> None:
    page.evaluate("said[said.length - 1].onend()")
    page.evaluate("new Promise((resolve) => setTimeout(resolve))")  # the next piece begins in a turn of its own


def choose(page: Page, group: str, choice: str) -> None:
    if page.locator("[data-look-panel]").is_hidden():
        button(page, "Look and sound").click()
    page.get_by_role("group", name=group).get_by_role("button", name=choice, exact=True).click()


def test_a_card_is_read_word_by_word_when_it_is_asked_for(page: Page, here: Round) -> None:
    page.add_init_script(VOICE)
    begin(page, here, here.codes[0])
    assert last_said(page) == ""
    button(page, "Listen").click()
    assert last_said(page) == FIRST
    assert page.evaluate("said[0].voice.name") == "here"
    expect(page.locator(".now-read")).to_have_text(FIRST)
    page.evaluate("said[0].onboundary({ name: 'word', charIndex: 12 })")
    expect(page.locator("mark")).to_have_text("I")
    heard: list[str] = []
    while page.locator("[data-reading]").count() and len(heard) < 20:
        heard.append(last_said(page))
        finish(page)
    card = ["I don’t understand", "All of the time", "Most of the time", "Rarely", "Never", "I don’t want to say"]
    assert heard[1:9] == [*card, "Skip", "Next"]
    assert any("Childline" in each for each in heard)
    expect(page.locator("mark, .now-read")).to_have_count(0)
    expect(page.locator("h2:visible").first).to_have_text(FIRST)


def test_every_card_is_read_once_a_child_has_asked_for_that(page: Page, here: Round) -> None:
    page.add_init_script(VOICE)
    begin(page, here, here.codes[1])
    choose(page, "Read every card to me", "On")
    button(page, "Close").click()
    button(page, "Next").click()
    expect(page.locator(".now-read")).to_have_text("Most of my teachers are interested in me")
    button(page, "Stop").click()
    expect(page.locator(".now-read")).to_have_count(0)


def test_where_there_is_neither_a_voice_nor_a_recording_nothing_offers_to_read(page: Page, here: Round) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/audio/" in request.url else None)
    page.goto(here.address)
    button(page, "Look and sound").click()
    expect(page.get_by_role("group", name="Colours")).to_be_visible()
    expect(page.get_by_role("group", name="Read every card to me")).to_be_hidden()
    expect(button(page, "Listen")).to_be_hidden()
    assert asked == []


def test_a_voice_that_the_device_finds_late_brings_listening(page: Page, here: Round) -> None:
    page.add_init_script(VOICE)
    page.add_init_script(
        "const all = speechSynthesis.getVoices; speechSynthesis.getVoices = () => [];"
        "window.found = () => { speechSynthesis.getVoices = all;"
        " speechSynthesis.dispatchEvent(new Event('voiceschanged')); };"
    )
    page.goto(here.address)
    expect(button(page, "Look and sound")).to_be_visible()
    expect(button(page, "Listen")).to_be_hidden()
    page.evaluate("found()")
    expect(button(page, "Listen")).to_be_visible()


@pytest.mark.usefixtures("recorded")
def test_without_a_voice_of_the_device_audio_is_asked_for_by_its_text(page: Page, here: Round) -> None:
    asked: list[str] = []

    def nothing(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=404, body="")

    page.route("**/audio/**", nothing)
    page.goto(here.address)
    button(page, "Yes, I’d like to").click()
    page.locator("[data-start]").evaluate("(one) => one.scrollIntoView()")
    button(page, "Listen").click()
    unheard = page.get_by_text("This device can’t read aloud here.")
    expect(unheard).to_be_visible()
    assert f"{here.service.answering}/audio/en/{spoken_name('Your answers are private')}.mp3" in asked
    assert len(asked) == 4
    page.locator("#code").press("A")
    expect(unheard).to_be_hidden()


@pytest.mark.usefixtures("recorded")
def test_a_class_tablet_without_a_voice_fetches_what_it_will_need(page: Page, here: Round) -> None:
    asked: list[str] = []

    def sound(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="sound")

    page.route("**/audio/**", sound)
    page.add_init_script("localStorage.setItem('belonging:class', 'open')")
    page.clock.install()
    page.goto(here.address)
    expect(button(page, "Listen")).to_be_visible()
    assert asked == []
    page.clock.run_for(5100)
    for text in (FIRST, "I feel safe at school", "All of the time", "Skip"):
        address = f"{here.service.answering}/audio/en/{spoken_name(text)}.mp3"
        assert until(page, asked, address), text


def until(page: Page, asked: list[str], address: str) -> bool:
    for _ in range(100):
        if address in asked:
            return True
        page.evaluate("fetch('/help/', { method: 'HEAD' }).then(() => true)")
    return False


def test_the_open_panel_stands_clear_of_what_follows(page: Page, here: Round) -> None:
    page.goto(here.address)
    adult = page.locator("summary").first
    expect(adult).to_be_visible()
    beside = page.locator("[data-look-open]").bounding_box()
    first = adult.bounding_box()
    assert beside
    assert first
    assert first["y"] < beside["y"] + beside["height"], "on a phone it stands beside the bar"
    button(page, "Look and sound").click()
    panel, then = page.locator("[data-look-panel]").bounding_box(), adult.bounding_box()
    assert panel
    assert then
    assert then["y"] >= panel["y"] + panel["height"]


def test_looks_stay_with_a_person_and_go_with_them(page: Page, here: Round) -> None:
    begin(page, here, here.codes[2])
    choose(page, "Colours", "Dark")
    choose(page, "Size of the words", "Bigger")
    choose(page, "Space between words", "More")
    choose(page, "Letters", "Plain")
    page.keyboard.press("Escape")
    expect(page.locator("[data-look-panel]")).to_be_hidden()
    expect(page.locator("[data-look-open]")).to_be_focused()
    page.reload()
    root = page.locator("html")
    expect(root).to_have_attribute("data-colours", "dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(233, 241, 241)"
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == pytest.approx(25.6)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    answer_all(page, CARDS)
    button(page, "Send my answers").click()
    receipt(page)
    expect(root).to_have_attribute("data-colours", "dark")
    button(page, "Finish").click()
    expect(button(page, "Yes, I’d like to")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.colours || ''") == ""
    assert "belonging:look" not in page.evaluate("Object.keys(sessionStorage)")


def test_one_button_steps_and_chooses(page: Page, here: Round) -> None:
    page.clock.install()
    begin(page, here, here.codes[3])
    choose(page, "One button", "On")
    lit = page.locator(".scanned")
    expect(page.locator("[data-look-panel]")).to_be_hidden()
    expect(lit).to_have_text("I don’t understand")
    page.clock.run_for(2600)
    expect(lit).to_contain_text("All of the time")
    page.clock.run_for(2600)
    page.mouse.click(10, 600)
    expect(page.locator("input:visible:checked")).to_have_value("3")
    expect(lit).to_have_text("Next")
    page.clock.run_for(500)
    page.keyboard.press("Space")
    expect(heading(page, "Most of my teachers are interested in me")).to_be_focused()
    page.keyboard.press("Escape")
    expect(lit).to_have_count(0)


@pytest.mark.usefixtures("recorded")
def test_a_browser_of_2018_answers_whole(page: Page, here: Round) -> None:
    page.add_init_script(LACKED)
    page.goto(f"{here.address}younger/#{here.codes[4]}")
    page.locator("[data-yes]").click()
    page.locator("[data-start]").click()
    past_practice(page)
    button(page, "Listen").click()
    choose(page, "Colours", "White")
    button(page, "Close").click()
    for _ in range(CARDS):
        page.locator("fieldset.card:visible label.choice").first.click()
        page.locator("[data-next]").click()
    page.locator("[data-send-button]").click()
    symbols = receipt(page)
    assert len(symbols) == 10
    assert any(row.get("receipt", symbols) == symbols for row in here.rows())


def test_no_card_speaks_of_films_where_there_are_none(page: Page, here: Round) -> None:
    page.goto(here.address)
    expect(page.locator("video")).to_have_count(0)
