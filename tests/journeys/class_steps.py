"""What happens in a room with tablets, in the words of those who are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.answering_steps import Round, button, heading, open_round
from tests.journeys.conftest import Service

KEPT = "Your answers are locked up here"


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the round: the key on its cover, and the pictures on each ticket as digits."""

    here: Round
    key: str
    pictures: list[str]

    @property
    def address(self) -> str:
        return f"{self.here.address}class/"


def a_class(here: Round, slips: int) -> Class:
    made = here.service.make("a_class", handle=here.handle, slips=slips)
    return Class(here, made["key"], made["pictures"])


def open_class(page: Page, room: Class) -> None:
    """The adult scans the square on the cover, and waits until the tablet is ready."""
    page.goto(f"{room.address}#{room.key}")
    button(page, "Open the class").click()
    expect(heading(page, "4 Maple is open on this device")).to_be_visible()
    expect(page.get_by_text("Ready. From here on this device needs no internet.")).to_be_visible(timeout=30_000)


def tap(page: Page, room: Class, pictures: str) -> None:
    page.goto(f"{room.address}pictures/")
    for digit in pictures:
        page.locator(f'.keypad [value="{digit}"]').click()
    expect(page.get_by_role("button", name=re.compile("^Yes"))).to_be_visible()


def begin_with(page: Page, here: Round, code: str) -> None:
    page.goto(f"{here.address}#{code}")
    expect(page.get_by_role("button", name=re.compile("^Yes"))).to_be_visible()


def answer(page: Page, choice: int = 0, code: str = "") -> None:
    """From the first page to the check page; `code` is typed, where the ticket is not there yet."""
    page.locator("[data-yes]").click()
    if code:
        page.locator("#code").fill(code)
    page.locator("[data-start]").click()
    cards = page.locator("fieldset.card:visible")
    expect(cards).to_be_visible()
    for _ in range(20):
        if not cards.count():
            break
        cards.locator("label.choice").nth(choice).click()
        page.locator("[data-next]").click()
    expect(page.locator("[data-send-button]")).to_be_visible()


def send(page: Page) -> None:
    page.locator("[data-send-button]").click()
    expect(heading(page, "Thank you!")).to_be_visible()


def finish(page: Page) -> None:
    page.locator("[data-finish]:visible").click()
    expect(heading(page, "Thank you!")).to_be_hidden()


def waiting(page: Page) -> list[dict[str, str]]:
    """What lies in the outbox of the tablet, as anybody with the browser's tools could read it."""
    entries: list[dict[str, str]] = page.evaluate(
        """() => new Promise((resolve) => {
          const asked = indexedDB.open("belonging", 1);
          asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "id" });
          asked.onsuccess = () => {
            const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
            all.onsuccess = () => { asked.result.close(); resolve(all.result); };
          };
        })"""
    )
    return entries


def everything_stored(context: BrowserContext, page: Page) -> str:
    """Session and local storage, cookies, the outbox, kept pages and the fields of the page, as one text."""
    stored: str = page.evaluate(
        """async () => {
          const kept = [];
          for (const name of await caches.keys()) {
            const shelf = await caches.open(name);
            for (const request of await shelf.keys()) {
              const reply = await shelf.match(request);
              const type = reply.headers.get("Content-Type") || "";
              kept.push(request.url, type.includes("html") ? await reply.text() : "");
            }
          }
          const fields = Array.from(document.querySelectorAll("input, textarea, select"));
          const chosen = fields.filter((field) => field.checked && field.value).map((field) => field.name);
          const typed = fields.filter((field) => !/radio|checkbox|hidden/.test(field.type)).map((field) => field.value);
          const parts = [{ ...sessionStorage }, { ...localStorage }, chosen, typed, history.state, location.href];
          return JSON.stringify(parts) + kept.join(" ");
        }"""
    )
    return " ".join([stored, str(waiting(page)), str(context.cookies())])


def through_outages(tablets: Sequence[BrowserContext], service: Service, *, children: int, outages: int) -> None:
    """In each outage so many children answer; when the network is back, one reply in five is lost on its way.

    Tablets share children and outages evenly, and are without a network at the same time.
    """
    here = open_round(service, slips=children)
    room = a_class(here, 1)
    pages = [tablet.new_page() for tablet in tablets]
    for page in pages:
        open_class(page, room)
    kept = pages[0].evaluate("async (address) => (await fetch(address)).json()", f"{room_of(here)}kept/")
    each = children // outages
    dropped = [lost_replies(page) for page in pages]
    left = iter(here.codes)
    for _ in range(outages // len(tablets)):
        for tablet, page in zip(tablets, pages, strict=True):
            tablet.set_offline(True)
            page.goto(here.address)
            put_away(page, here.handle, list(islice(left, each)), kept["files"])
            assert len(waiting(page)) == each
        for tablet, page in zip(tablets, pages, strict=True):
            tablet.set_offline(False)
            page.goto(f"{here.address}class/")
        for page in pages:
            expect(page.get_by_text("No answers wait here.")).to_be_visible(timeout=300_000)
            assert waiting(page) == []
    assert all(dropped)
    assert len(here.rows()) == children


def lost_replies(page: Page) -> list[int]:
    """The service keeps the answers, and the tablet never hears of it: every fifth time."""
    sends: list[int] = []
    dropped: list[int] = []

    def pass_on(route: Route) -> None:
        sends.append(len(sends))
        if len(sends) % 5:
            route.continue_()
            return
        dropped.append(route.fetch().status)
        route.abort()

    page.route("**/send/", pass_on)
    return dropped


def room_of(here: Round) -> str:
    return f"{here.address}class/"


def put_away(page: Page, handle: str, codes: list[str], files: list[str]) -> None:
    """As many children, through the page's own outbox: what Send does while nobody can be reached."""
    page.evaluate(
        """async ([handle, codes, files]) => {
          const own = (name) => import(files.find((each) => each.includes(`/surveys/${name}.`)));
          const { openOutbox } = await own("outbox");
          const { newSubmissionId } = await own("codes");
          const { send: address, outbox: key } = document.querySelector("form[data-handle]").dataset;
          const outbox = openOutbox();
          for (const code of codes) {
            const body = JSON.stringify({ submission_id: newSubmissionId(), code, checked: "", "a-safe": "4" });
            const id = await outbox.keep({ handle, address, key, body });
            await outbox.settle(id, "lost");
          }
        }""",
        [handle, codes, files],
    )
