"""Doing an audit in a real browser: two people at once, one person without a mouse, and somebody who reads along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, Service
from tests.journeys.test_accessibility import faults
from tests.web.accounts.given import PASSWORD, SECRET, code

STATEMENTS = 40


@dataclass(frozen=True, slots=True)
class Place:
    site: str
    audits: str
    people: dict[str, str]

    @property
    def baseline(self) -> str:
        return f"{self.audits}baseline/"

    def statement(self, key: str) -> str:
        return f"{self.baseline}statements/{key}/"


@pytest.fixture(scope="module")
def place(service: Service) -> Place:
    made = service.make("made", module="make_audit")
    audits = f"{service.staff}/schools/{made['school']}/audit/{made['cohort']}/"
    return Place(service.staff, audits, made["people"])


@pytest.fixture(scope="module")
def desks(place: Place, browser: Browser) -> Iterator[dict[str, Page]]:
    """A signed-in browser for each person. The content policy is passed by, so that axe can be put into the pages."""
    contexts = {
        name: browser.new_context(viewport=DESK, bypass_csp=True, reduced_motion="reduce") for name in place.people
    }
    pages = {name: context.new_page() for name, context in contexts.items()}
    for name, page in pages.items():
        sign_in(page, place, place.people[name])
    begin(pages["Robin"], place)
    yield pages
    for context in contexts.values():
        context.close()


def sign_in(page: Page, place: Place, email: str) -> None:
    page.goto(f"{place.site}/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code(SECRET))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "second-step" not in url)


def begin(lead: Page, place: Place) -> None:
    lead.goto(place.audits)
    lead.get_by_role("button", name="Start the baseline audit").click()
    lead.get_by_role("button", name="Start the audit").click()
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Baseline audit")


def say(page: Page, rating: str, how: str) -> None:
    page.get_by_role("radio", name=rating).check()
    page.get_by_label("How do you know?").fill(how)
    page.get_by_role("button", name="Save", exact=True).click()


def test_two_people_edit_one_statement_and_nothing_is_lost(place: Place, desks: dict[str, Page]) -> None:
    sam, jo, here = desks["Sam"], desks["Jo"], place.statement("trusted_adult")
    sam.goto(here)
    jo.goto(here)
    say(sam, "Partially met", "Tutors keep a list; Year 9 is missing.")
    expect(sam.get_by_role("status")).to_have_text("Saved: 3.1, partially met.")

    say(jo, "Fully met", "Ten pupils with plans all named somebody.")
    expect(jo.get_by_role("heading", level=1)).to_have_text("Two versions, one to choose")
    for told in ("Tutors keep a list; Year 9 is missing.", "Ten pupils with plans all named somebody."):
        expect(jo.locator(".bm-versions")).to_contain_text(told)
    both = jo.get_by_label("How do you know?")
    expect(both).to_have_value("Tutors keep a list; Year 9 is missing.\n\nTen pupils with plans all named somebody.")

    sam.reload()
    expect(sam.get_by_role("link", name="Jo’s version")).to_be_visible()
    jo.get_by_role("radio", name="Partially met").check()
    both.fill("Tutors keep a list, and ten pupils with plans named somebody. Year 9 is missing.")
    jo.get_by_role("button", name="Save this version").click()
    expect(jo.get_by_role("status")).to_have_text("Saved: 3.1, partially met.")

    sam.goto(f"{here}history/")
    for told in ("Year 9 is missing.", "Ten pupils with plans all", "named somebody. Year 9"):
        expect(sam.get_by_role("main")).to_contain_text(told)
    sam.goto(here)
    expect(sam.get_by_role("link", name="Jo’s version")).to_have_count(0)


def test_each_page_breaks_no_rule_of_axe(place: Place, desks: dict[str, Page]) -> None:
    lead = desks["Robin"]
    found = []
    for address in (
        place.audits,
        place.baseline,
        f"{place.baseline}?order=proposed",
        place.statement("trusted_adult"),
        f"{place.statement('trusted_adult')}history/",
        f"{place.baseline}share/",
        f"{place.baseline}sign-off/",
        waiting(place, desks),
    ):
        lead.goto(address)
        found += faults(lead)
        lead.set_viewport_size(DESK)
    assert found == []


def waiting(place: Place, desks: dict[str, Page]) -> str:
    """The address of two versions of another statement."""
    sam, jo, here = desks["Sam"], desks["Jo"], place.statement("repair")
    sam.goto(here)
    jo.goto(here)
    say(sam, "Not yet met", "We have no way yet.")
    expect(sam.get_by_role("status")).to_be_visible()
    say(jo, "Partially met", "Year 7 has one.")
    expect(jo.get_by_role("heading", level=1)).to_have_text("Two versions, one to choose")
    return jo.url


def test_a_whole_audit_is_done_by_keyboard_alone(place: Place, desks: dict[str, Page]) -> None:
    page = desks["Robin"]
    page.goto(place.baseline)
    left = STATEMENTS - int(page.locator(".bm-progress__words").inner_text().partition(" ")[0])
    tab_to(page, "Begin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements/**")
    page.locator("#main-content").focus()
    for number in range(left):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "value", page.url
        page.keyboard.press(("Space", "ArrowDown", "ArrowUp")[number % 3])
        before = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]  # a default binds the loop's value
        # The browser goes to the fragment a moment after the page is there; a person is not as fast as that.
        page.wait_for_function("!location.hash || document.querySelector(':target') !== null")
    expect(page.locator(".bm-progress__words")).to_have_text("40 of 40 statements rated")
    expect(page.get_by_role("heading", name="Sign the audit off")).to_be_visible()


def tab_to(page: Page, words: str) -> None:
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == words:
            return
    raise AssertionError(f"{words} is not reached within 20 tab stops")


def test_an_adviser_reads_along_and_has_no_form(place: Place, desks: dict[str, Page]) -> None:
    adviser = desks["Ada"]
    adviser.goto(place.statement("trusted_adult"))
    expect(adviser.get_by_role("main")).to_contain_text("You read along")
    expect(adviser.get_by_role("button", name="Save")).to_have_count(0)
    expect(adviser.get_by_role("radio")).to_have_count(0)
