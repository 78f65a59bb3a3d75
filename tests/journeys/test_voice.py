"""A SENCO writes down what pupils showed, takes out a name, and the lead confirms it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import DESK, PHONE, Service
from tests.journeys.test_accessibility import faults

SignedIn = Callable[[str], Page]


@pytest.fixture
def at_voice(browser: Browser, service: Service) -> Iterator[SignedIn]:
    """A page of the person named, at the school's records."""
    made: dict[str, str] = service.make("made", module="make_voice")
    contexts: list[BrowserContext] = []

    def open_page(who: str) -> Page:
        context = browser.new_context(viewport=DESK, base_url=service.staff, reduced_motion="reduce")
        contexts.append(context)
        context.add_cookies([{"name": made["cookie"], "value": made[who], "url": service.staff}])
        page = context.new_page()
        page.goto(made["voice"])
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_what_pupils_showed_is_written_without_names_and_confirmed_by_another(at_voice: SignedIn) -> None:
    senco = at_voice("senco")
    assert faults(senco) == []
    senco.set_viewport_size(PHONE)
    senco.get_by_role("button", name="Write a record").click()
    written(senco)
    senco.get_by_role("button", name="Keep as a draft").click()
    expect(senco.get_by_text("This may point at a pupil: Amira.")).to_be_visible()
    assert faults(senco) == []
    senco.get_by_label("Signs of belonging").fill("Most reached for the towel.")
    senco.get_by_role("button", name="Keep as a draft").click()
    expect(senco.get_by_text("somebody else has to confirm it")).to_be_visible()

    lead = at_voice("lead")
    lead.get_by_role("link", name="Talking in a small group").click()
    lead.get_by_role("button", name="Read and confirm it").click()
    lead.get_by_label("I see some of it otherwise").check()
    lead.get_by_label("If otherwise: how?").fill("Some were tired.")
    lead.get_by_label("I have read it as a stranger would").check()
    assert faults(lead) == []
    lead.set_viewport_size(DESK)
    lead.get_by_role("button", name="Confirm").click()
    expect(lead.get_by_text("It stands in the school’s report from now on.")).to_be_visible()
    expect(lead.get_by_text("Some were tired.")).to_be_visible()
    assert faults(lead) == []


def written(page: Page) -> None:
    for label in ("Talking in a small group", "3 to 5 pupils", "Objects", "Safety"):
        page.get_by_label(label, exact=True).check()
    page.get_by_label("What did you say, show or watch?").fill("We showed the cup and the towel.")
    page.get_by_label("How did pupils show that they wanted to, or did not?").fill("Two turned away, and we stopped.")
    page.get_by_label("Signs of belonging").fill("Amira reached for the towel.")
    page.get_by_label("What do the adults take from it?").fill("The pool is a place of ease.")
