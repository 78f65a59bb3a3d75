"""A lead turns a gap into an action, a colleague writes how it goes, and both edit it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import DESK, PHONE, Service, follow
from tests.journeys.test_accessibility import faults

SignedIn = Callable[[str], Page]
DUE = date.today() + timedelta(days=21)  # the browser's own day


@pytest.fixture(scope="module")
def made(service: Service) -> dict[str, str]:
    found: dict[str, str] = service.make("made", module="make_plan")
    return found


@pytest.fixture
def at_plan(browser: Browser, service: Service, made: dict[str, str]) -> Iterator[SignedIn]:
    """A page of the person named, at the plan."""
    contexts: list[BrowserContext] = []

    def open_page(who: str) -> Page:
        context = browser.new_context(viewport=DESK, base_url=service.staff, reduced_motion="reduce")
        contexts.append(context)
        context.add_cookies([{"name": made["cookie"], "value": made[who], "url": service.staff}])
        page = context.new_page()
        page.goto(made["plan"])
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_a_gap_becomes_an_action_that_two_people_carry(at_plan: SignedIn, made: dict[str, str]) -> None:
    lead = at_plan("lead")
    lead.get_by_role("button", name="Add an action for this").first.click()
    expect(lead.get_by_role("heading", name="Where it comes from")).to_be_visible()
    assert faults(lead) == []
    lead.set_viewport_size(DESK)
    with_keys_alone(lead)
    expect(lead.get_by_text("Action 1 is in the plan.")).to_be_visible()
    assert faults(lead) == []

    colleague = at_plan("colleague")
    colleague.set_viewport_size(PHONE)
    colleague.get_by_role("link", name="An adult at each gate").click()
    colleague.get_by_label("How is it going?").fill("Two adults joined.")
    colleague.get_by_label("Status").select_option("under_way")
    colleague.get_by_text("How many took part, what it cost").click()
    colleague.get_by_label("How many people took part so far?").fill("40")
    colleague.get_by_role("button", name="Add this update").click()
    expect(colleague.get_by_text("40 people took part so far.")).to_be_visible()

    both_edit(lead, colleague)

    for view in ("board/", "calendar/", ""):
        lead.goto(f"{made['plan']}{view}")
        assert faults(lead) == []


def with_keys_alone(lead: Page) -> None:
    """What, by when, and Enter: the mouse is not touched."""
    lead.get_by_label("What will you do?").focus()
    lead.keyboard.type("An adult at each gate")
    for _ in range(3):
        lead.keyboard.press("Tab")
    expect(lead.get_by_label("By when?")).to_be_focused()
    lead.get_by_label("By when?").fill(DUE.isoformat())
    lead.get_by_label("What will you do?").focus()
    with lead.expect_event("load"):
        lead.keyboard.press("Enter")


def both_edit(lead: Page, colleague: Page) -> None:
    for page in (lead, colleague):
        page.get_by_role("button", name="Edit this action").click()
    colleague.get_by_label("What will you do?").fill("An adult at each gate, every morning")
    colleague.get_by_role("button", name="Save").click()
    expect(colleague.get_by_text("Your changes are saved.")).to_be_visible()

    lead.get_by_label("How will you do it?").fill("By a rota that the deputy keeps.")
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_role("alert")).to_contain_text("Ben Colleague saved this action while you were writing")
    expect(lead.get_by_label("What will you do?")).to_have_value("An adult at each gate, every morning")
    expect(lead.get_by_label("How will you do it?")).to_have_value("By a rota that the deputy keeps.")
    assert faults(lead) == []
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_role("heading", name="An adult at each gate, every morning")).to_be_visible()
    expect(lead.get_by_text("By a rota that the deputy keeps.")).to_be_visible()


def test_a_card_moves_by_the_keyboard(at_plan: SignedIn, made: dict[str, str]) -> None:
    """After the first story: the action is under way."""
    lead = at_plan("lead")
    follow(lead.get_by_role("link", name="Board"))
    lead.locator("summary", has_text="Move").first.focus()
    lead.keyboard.press("Enter")
    lead.keyboard.press("Tab")
    lead.keyboard.press("Tab")
    lead.keyboard.press("Tab")
    lead.keyboard.press("Enter")
    expect(lead.get_by_text("is now in “Done”.")).to_be_visible()
