"""The pages that people answer on: WCAG 2.2 AA, and AAA for contrast and targets on those of pupils.

Each state of the standard and the younger edition, and the cards of the picture edition, are judged in one of twelve
ways of looking at them (four colours, three widths), in turn. `make soak` judges everything (soak_accessibility.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.answering_judged import ALL_WAYS, EDITIONS, faults, states
from tests.journeys.answering_steps import Round, button, heading, open_round, receipt
from tests.journeys.conftest import PHONE, Service, follow

SOME = 3
"""Editions in every run. The other three are laid out as one of these, and judged by `make soak`."""
WHOLE = ("standard", "younger")
CARDS = ("a card", "check")
RIGHT_TO_LEFT = "standard/ar/"
TOO_WIDE = """document.documentElement.scrollWidth <= 320 ? [] : [...document.querySelectorAll("main *")]
  .filter((one) => one.getBoundingClientRect().right > 321).map((one) => one.outerHTML.slice(0, 80))"""
IN_TURN = cycle(ALL_WAYS[place * 5 % len(ALL_WAYS)] for place in range(len(ALL_WAYS)))
"""Five apart: neighbours differ in colours and in width."""


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """axe is put into the page past the content policy; nothing moves, so that no colour is half-way."""
    context = browser.new_context(viewport=PHONE, bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def pupils(service: Service) -> Round:
    return open_round(service, slips=12)


@pytest.mark.parametrize("edition", EDITIONS[:SOME])
def test_a_pupil_meets_no_fault(pupils: Round, visitor: Page, edition: str) -> None:
    path = "" if edition == "standard" else f"{edition}/"
    found = []
    for state in states(visitor, pupils, path, pupils.codes[EDITIONS.index(edition)]):
        if edition in WHOLE or state in CARDS:
            found += [f"{state}: {fault}" for fault in faults(visitor, (next(IN_TURN),))]
    assert found == []


def test_nor_from_right_to_left(service: Service, visitor: Page) -> None:
    here = open_round(service, slips=1, drafts=True)
    found = []
    for state in states(visitor, here, RIGHT_TO_LEFT, here.codes[0]):
        if state in ("choosing", "look and sound", *CARDS):
            found += [f"{state}: {fault}" for fault in faults(visitor, (next(IN_TURN),))]
    assert found == []
    expect(visitor.locator("html")).to_have_attribute("dir", "rtl")


def test_a_fault_is_found(pupils: Round, visitor: Page) -> None:
    visitor.goto(pupils.address)
    spoilt = "<i style='font: 16px serif; color: #5b6770'>Grey</i><button>x</button>"
    visitor.evaluate("(spoilt) => { document.querySelector('h1').innerHTML = spoilt; }", spoilt)
    found = " ".join(faults(visitor, ALL_WAYS[:1]))
    assert "color-contrast-enhanced" in found
    assert "<button>x</button>" in found


@pytest.mark.parametrize("instrument", ["parent_v1", "staff_v1"])
def test_neither_do_parents_and_staff(service: Service, visitor: Page, instrument: str) -> None:
    here = open_round(service, instrument)
    visitor.goto(here.address)
    found = faults(visitor, ALL_WAYS[:1], adult=True)
    visitor.locator("[data-start]").click()
    found += faults(visitor, (ALL_WAYS[7],), adult=True)
    while visitor.locator("textarea:visible").count() == 0:
        visitor.locator("[data-next]").click()
    assert found + faults(visitor, (ALL_WAYS[9],), adult=True) == []


def test_the_plain_page_and_its_answers_break_no_rule(pupils: Round, visitor: Page) -> None:
    """As it stands where no script arrives, and again when it comes back with what was wrong."""
    visitor.route("**/*.js", lambda route: route.abort())
    visitor.goto(f"{pupils.address}pictures/")
    found = faults(visitor, ALL_WAYS[:1])
    visitor.locator("#code").fill("KT7X4MPD")
    visitor.locator("[data-send-button]").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    found += faults(visitor, ALL_WAYS[1:2])
    visitor.locator("#code").fill(pupils.codes[-1])
    visitor.locator("[data-send-button]").click()
    expect(heading(visitor, "Thank you!")).to_be_visible()
    assert found + faults(visitor, ALL_WAYS[2:3]) == []


def test_the_pages_around_it_break_none(pupils: Round, service: Service, visitor: Page) -> None:
    visitor.goto(f"{service.answering}/")
    found = faults(visitor, ALL_WAYS[:1])
    visitor.get_by_label("Short address").fill("nothing")
    follow(button(visitor, "Go on"))
    for address in ("/help/", f"/r/{pupils.handle}/delete/", f"/r/{pupils.handle}/class/", "/nowhere/"):
        found += faults(visitor, ALL_WAYS[:1])
        visitor.goto(f"{service.answering}{address}")
    assert found + faults(visitor, ALL_WAYS[:1]) == []


def test_answers_taken_back_break_none(pupils: Round, visitor: Page) -> None:
    assert "receipt" in list(states(visitor, pupils, "", pupils.codes[8], network=True))
    symbols = receipt(visitor)
    visitor.goto(f"{pupils.address}delete/")
    found = []
    for typed in ("nothing", symbols):
        visitor.get_by_label("Your receipt").fill(typed)
        follow(button(visitor, "Delete my answers"))
        found += faults(visitor, (next(IN_TURN),))
    expect(heading(visitor, "Your answers are gone")).to_be_visible()
    assert found == []


def test_a_round_that_is_over_breaks_none(service: Service, visitor: Page) -> None:
    here = open_round(service, slips=1)
    service.make("closed", handle=here.handle)
    visitor.goto(here.address)
    expect(heading(visitor, "closed")).to_be_visible()
    assert faults(visitor, ALL_WAYS[:1]) == []


def test_words_four_times_as_large_need_no_scrolling_sideways(pupils: Round, visitor: Page) -> None:
    """WCAG 1.4.10: 1280 px enlarged to 400 % are 320; with our own largest words and widest spacing on top."""
    visitor.set_viewport_size({"width": 320, "height": 256})
    for state in states(visitor, pupils, "younger/", pupils.codes[7]):
        assert (state, visitor.evaluate(TOO_WIDE)) == (state, [])
        visitor.evaluate("Object.assign(document.documentElement.dataset, { size: 'bigger', space: 'more' })")
        assert (state, visitor.evaluate(TOO_WIDE)) == (state, [])
