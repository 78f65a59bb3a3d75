"""The network goes, and the class goes on: answers wait locked up on the tablet, and each arrives once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.answering_steps import Round, agree, button, heading, open_round, receipt
from tests.journeys.class_steps import (
    KEPT,
    a_class,
    answer,
    begin_with,
    finish,
    lost_replies,
    open_class,
    put_away,
    room_of,
    send,
    tap,
    through_outages,
    waiting,
)
from tests.journeys.conftest import Service

pytestmark = pytest.mark.usefixtures("browser")
SLOW_TO_KEEP = """
    const put = Cache.prototype.put;
    Cache.prototype.put = async function (asked, reply) {
        const slow = String(asked).endsWith("/class/pictures/");
        if (slow) {
            console.log("Keeping the pictures");
            await new Promise((resolve) => setTimeout(resolve, 700));
        }
        await put.call(this, asked, reply);
        if (slow) console.log("Kept the pictures");
    };
"""


WAITS_TOLD = """
    const real = window.setTimeout;
    window.waits = [];
    window.setTimeout = (act, wait, ...rest) => {
        const triesAgain = act.name === "flush" && navigator.onLine;
        if (triesAgain) window.waits.push(wait);
        return real(act, triesAgain ? 50 : wait, ...rest);
    };
"""
"""How long the outbox would wait before it tries again; here it need not."""


@pytest.fixture
def tablet(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 768, "height": 1024}, has_touch=True, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def pupils(service: Service) -> Round:
    return open_round(service, slips=4)


def all_gone(page: Page, here: Round) -> None:
    page.goto(f"{here.address}class/")
    expect(page.get_by_text("No answers wait here.")).to_be_visible(timeout=20_000)


def test_once_the_class_is_open_it_goes_on_without_a_network(tablet: BrowserContext, pupils: Round) -> None:
    """By square, by typed code and by pictures, in two editions, in tabs that were never open before."""
    room = a_class(pupils, 2)
    page = tablet.new_page()
    open_class(page, room)
    tablet.set_offline(True)

    begin_with(page, pupils, pupils.codes[0])
    answer(page)
    send(page)
    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.get_by_text("are in.")).to_be_hidden()
    finish(page)
    page.goto(f"{pupils.service.answering}/help/")  # in its last moment a page reaches the network; this sends nothing
    page.close()

    page = tablet.new_page()
    page.goto(f"{pupils.address}younger/")
    answer(page, code=pupils.codes[1])
    send(page)
    finish(page)
    tap(page, room, room.pictures[0])
    answer(page)
    send(page)
    finish(page)
    expect(heading(page, "Tap your five pictures")).to_be_visible()
    page.goto(room.address)
    expect(page.get_by_text("3 sets of answers not gone yet.")).to_be_visible()
    assert pupils.rows() == []

    tablet.set_offline(False)
    expect(page.get_by_text("No answers wait here.")).to_be_visible(timeout=20_000)
    assert len(pupils.rows()) == 3
    assert waiting(page) == []


def test_each_child_of_an_open_class_begins_in_the_edition_of_its_slips(tablet: BrowserContext, pupils: Round) -> None:
    """Without a network nobody can say what a typed code opens."""
    page = tablet.new_page()
    open_class(page, a_class(pupils, 2))
    tablet.set_offline(True)
    page.get_by_role("link", name="Begin with a code in letters").click()
    for code in pupils.codes[:2]:
        expect(page.locator("body.in-younger")).to_be_visible()
        answer(page, code=code)
        send(page)
        finish(page)
    assert page.url == f"{pupils.address}younger/"
    page.locator("[data-no]").click()
    for _ in range(12):
        page.locator(".quiet [data-with-script] button").last.click()
    finish(page)
    expect(page.locator("body.in-younger [data-yes]")).to_be_visible()
    assert page.url == f"{pupils.address}younger/"
    tablet.set_offline(False)


def test_a_language_that_was_opened_on_the_tablet_has_its_letters_in_every_edition(
    tablet: BrowserContext, service: Service
) -> None:
    here = open_round(service, slips=2, drafts=True)
    page = tablet.new_page()
    open_class(page, a_class(here, 1))
    page.goto(f"{here.address}standard/bn/#{here.codes[0]}")
    with page.expect_response("**/class/kept/") as listed:
        agree(page)
    until_kept(page, listed.value.json()["languages"]["bn"])
    page.close()
    tablet.set_offline(True)

    page = tablet.new_page()
    page.goto(f"{here.address}pictures/bn/")
    expect(page.locator("html")).to_have_attribute("lang", "bn")
    assert page.evaluate("async () => (await document.fonts.load('20px \"Noto Sans Bengali\"', 'ক')).length") == 1
    tablet.set_offline(False)


def until_kept(page: Page, addresses: list[str]) -> None:
    """All of them stand on the shelf of the tablet, or half a minute has gone."""
    page.evaluate(
        """async (addresses) => {
          const [shelf, last] = [await caches.open("belonging"), Date.now() + 30000];
          for (const address of addresses) {
            while (!(await shelf.match(address)) && Date.now() < last) {
              await new Promise((resolve) => setTimeout(resolve, 50));
            }
          }
        }""",
        addresses,
    )


def test_a_tab_that_is_killed_in_the_middle_of_sending_loses_nothing(tablet: BrowserContext, pupils: Round) -> None:
    page = tablet.new_page()
    begin_with(page, pupils, pupils.codes[0])
    answer(page)
    page.route("**/send/", lambda _route: None)
    with page.expect_request("**/send/"):  # before they first leave they are locked up
        page.locator("[data-send-button]").click()
    expect(page.locator("[data-send-button]")).to_have_attribute("aria-disabled", "true")
    assert waiting(page)
    page.close(run_before_unload=False)

    again = tablet.new_page()
    again.clock.install()
    all_gone_later(again, pupils)
    assert len(pupils.rows()) == 1


def all_gone_later(page: Page, here: Round) -> None:
    """The turn of the tab that is gone has run out."""
    page.goto(f"{here.address}class/")
    page.clock.run_for(60_000)
    expect(page.get_by_text("No answers wait here.")).to_be_visible(timeout=20_000)


def test_two_tabs_that_send_the_same_answers_are_kept_once(tablet: BrowserContext, pupils: Round) -> None:
    page = tablet.new_page()
    begin_with(page, pupils, pupils.codes[0])
    answer(page)
    other = tablet.new_page()  # not before: a tab that is hidden is drawn once a second, and each click waits for it
    other.goto(pupils.address)
    tablet.set_offline(True)
    send(page)
    tablet.set_offline(False)

    all_gone(other, pupils)
    page.reload()
    assert len(pupils.rows()) == 1


def test_a_ticket_found_used_later_asks_for_another_and_nobody_sees_the_answers(
    tablet: BrowserContext, pupils: Round
) -> None:
    page = tablet.new_page()
    begin_with(page, pupils, pupils.codes[0])
    answer(page)
    send(page)
    finish(page)
    begin_with(page, pupils, pupils.codes[1])
    answer(page, choice=1)
    tablet.set_offline(True)
    swap_ticket(page, pupils.codes[0])
    send(page)
    mine = receipt(page)
    finish(page)
    tablet.set_offline(False)

    page.goto(f"{pupils.address}class/")
    expect(page.get_by_text("One of them needs another ticket.")).to_be_visible(timeout=20_000)
    page.get_by_label("Another ticket for one of them").fill(pupils.codes[0])
    page.get_by_role("button", name="Send them with this ticket").click()
    expect(page.get_by_text("That ticket has been used.")).to_be_visible()
    page.get_by_label("Another ticket for one of them").fill(pupils.codes[2])
    page.get_by_role("button", name="Send them with this ticket").click()
    expect(page.get_by_text("No answers wait here.")).to_be_visible()
    assert len(pupils.rows()) == 2
    page.goto(f"{pupils.address}delete/")
    page.locator("input[name=receipt]").fill(mine)
    page.get_by_role("button", name="Delete my answers").click()
    expect(heading(page, "Your answers are gone")).to_be_visible()


def swap_ticket(page: Page, code: str) -> None:
    """A child types a friend's code while nobody can look it up."""
    page.evaluate(
        """([handle, code]) => {
          const key = `belonging:${handle}`;
          const state = { ...JSON.parse(sessionStorage.getItem(key)), code, checked: "" };
          sessionStorage.setItem(key, JSON.stringify(state));
        }""",
        [page.locator("form[data-handle]").get_attribute("data-handle"), code],
    )


def test_what_comes_after_the_round_is_over_is_said_to_be_too_late(tablet: BrowserContext, pupils: Round) -> None:
    page = tablet.new_page()
    begin_with(page, pupils, pupils.codes[0])
    answer(page)
    tablet.set_offline(True)
    send(page)
    finish(page)
    pupils.service.make("sealed", handle=pupils.handle)
    tablet.set_offline(False)

    page.goto(f"{pupils.service.answering}/help/")
    page.goto(pupils.address)
    expect(heading(page, "These questions are closed")).to_be_visible()
    expect(page.get_by_text("1 set of answers came too late")).to_be_visible(timeout=25_000)
    page.get_by_role("button", name="Clear them").click()
    expect(page.get_by_text("1 set of answers came too late")).to_be_hidden()
    assert waiting(page) == []


def test_a_browser_that_cannot_lock_answers_up_takes_nobody_else_until_they_are_gone(
    tablet: BrowserContext, pupils: Round
) -> None:
    """Plain http, or a browser of long ago."""
    page = tablet.new_page()
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })")
    begin_with(page, pupils, pupils.codes[0])
    answer(page)
    page.route("**/send/", lambda route: route.abort())
    page.locator("[data-send-button]").click()
    expect(heading(page, "Your answers have not gone yet")).to_be_visible()
    page.goto(f"{pupils.address}#{pupils.codes[1]}")
    expect(page.get_by_text("They are safe here")).to_be_visible()
    assert waiting(page) == []
    page.unroute("**/send/")
    page.get_by_role("button", name="Try again").click()

    receipt(page)
    assert len(pupils.rows()) == 1


def test_while_some_arrive_a_tablet_never_waits_longer_for_the_others(tablet: BrowserContext, service: Service) -> None:
    """A network that loses one reply in five is a poor one, and no reason to keep a class's answers for minutes."""
    here = open_round(service, slips=16)
    page = tablet.new_page()
    open_class(page, a_class(here, 1))
    kept = page.evaluate("async (address) => (await fetch(address)).json()", f"{room_of(here)}kept/")
    dropped = lost_replies(page)
    tablet.set_offline(True)
    page.goto(here.address)
    put_away(page, here.handle, here.codes, kept["files"])
    page.add_init_script(WAITS_TOLD)
    page.goto(room_of(here))
    expect(page.get_by_text("16 sets of answers not gone yet.")).to_be_visible()
    tablet.set_offline(False)
    expect(page.get_by_text("No answers wait here.")).to_be_visible(timeout=60_000)
    assert len(dropped) >= 3
    assert set(page.evaluate("window.waits")) == {4000}
    assert len(here.rows()) == 16


def test_many_offline_answers_over_several_outages_none_lost_none_doubled(
    tablet: BrowserContext, service: Service
) -> None:
    """In full, 1,000 answers over 50 outages, in tests/journeys/soak.py."""
    through_outages([tablet], service, children=16, outages=2)


def test_an_ended_class_takes_no_pictures_and_what_was_begun_to_be_told_goes_with_its_child(
    tablet: BrowserContext, pupils: Round
) -> None:
    room = a_class(pupils, 2)
    page, talk = tablet.new_page(), tablet.new_page()
    open_class(page, room)
    talk.goto(f"{pupils.address}talk/")
    talk.get_by_label("Your name").fill("Maya")
    page.bring_to_front()
    tap(page, room, room.pictures[0])
    expect(heading(talk, "Help")).to_be_visible()

    page.add_init_script(SLOW_TO_KEEP)
    told, at_the_end = list[str](), list[str]()
    page.on("console", lambda said: told.append(said.text))
    page.on("request", lambda asked: at_the_end.extend(told) if asked.method == "POST" else None)
    with page.expect_console_message(lambda said: said.text == "Keeping the pictures"):
        page.goto(room.address)
    button(page, "End the class on this device").click()
    expect(heading(page, "Open a class on this device")).to_be_visible()
    assert at_the_end == ["Keeping the pictures", "Kept the pictures"]
    tablet.set_offline(True)
    page.goto(f"{room.address}pictures/")
    expect(page.locator(".keypad")).to_have_count(0)
    expect(heading(page, "Help")).to_be_visible()


def test_an_envelope_tells_not_how_much_is_in_it(tablet: BrowserContext, pupils: Round) -> None:
    page = tablet.new_page()
    page.goto(pupils.address)
    long = page.evaluate(
        """async () => {
            const { files } = await (await fetch("class/kept/")).json();
            const { sealed } = await import(files.find((each) => each.includes("/surveys/envelopes.")));
            const key = document.querySelector("[data-questionnaire]").dataset.outbox;
            const texts = ["{}", `{"a": "${"x".repeat(1500)}"}`, `{"a": "${"x".repeat(2100)}"}`];
            return (await Promise.all(texts.map((text) => sealed(key, text)))).map((each) => each.length);
        }"""
    )
    assert long[0] == long[1] > 2048
    assert long[2] > long[1]
