"""A set meets: a facilitator and two members in browsers of their own; nobody else finds the room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Service
from tests.journeys.learning_steps import made, press, watched

ISSUE = "How can I reach the families who never come?"
ADVICE = "Have you thought of a coffee morning?"
QUESTION = "What would they say keeps them away?"
COMMITMENT = "Ring three families"


@pytest.fixture(scope="module")
def place(service: Service) -> Any:
    return made(service, "learning_set")


def test_a_meeting_is_held_and_the_next_begins_with_what_was_promised(
    browser: Browser, service: Service, place: Any
) -> None:
    with watched(browser, service, place) as people:
        ruth, asha, ben = people.at_desk("facilitator"), people.on_phone("asha"), people.at_desk("ben")
        manager = people.at_desk("manager")
        for page in (ruth, asha, ben):
            page.goto("/sets/")
            press(page, "Open the meeting")
        room = asha.url
        reports_and_issue(ruth, asha, ben)
        asks_only_questions(ruth, ben)
        promises(ruth, asha, ben)
        closes(ruth)
        plans_the_next(ruth)
        nobody_else(manager, place, room)

        ben.goto("/sets/")
        ben.get_by_role("link", name="Meeting 2").first.click()
        reports = ben.locator("#reports")
        expect(reports).to_contain_text("What came of the last commitments?")
        expect(reports.get_by_role("listitem").filter(has_text=COMMITMENT)).to_contain_text("Open")
        reports.get_by_role("link", name="Say what came of it").click()
        ben.get_by_label("Done").check()
        ben.get_by_label("In your words").fill("All three came.")
        press(ben, "Save")
        expect(ben.locator("#reports")).to_contain_text("All three came.")


def reports_and_issue(ruth: Page, asha: Page, ben: Page) -> None:
    ben.get_by_label("How has it been since last time?").fill("A hard month.")
    press(ben.locator("#reports"), "Save")
    expect(ben.locator("#reports")).to_contain_text("A hard month.")
    ruth.get_by_label("Who presents?").select_option(label="Asha Lead (not yet)")
    press(ruth.locator("#issue"), "Save")
    press(ruth, "Go on to: The issue")
    press(asha, "Refresh")
    asha.get_by_label("The issue in a few words").fill(ISSUE)
    press(asha.locator("#issue"), "Save")
    expect(asha.locator("#issue")).to_contain_text(ISSUE)


def asks_only_questions(ruth: Page, ben: Page) -> None:
    press(ruth, "Go on to: Questions only")
    press(ben, "Refresh")
    ben.get_by_label("A question", exact=True).fill(ADVICE)
    press(ben.locator("#questions"), "Save")
    expect(ben.get_by_role("alert")).to_contain_text("gives advice in the shape of a question")
    expect(ben.get_by_label("A question", exact=True)).to_have_value(ADVICE)
    ben.get_by_label("A question", exact=True).fill(QUESTION)
    press(ben, "Save")
    expect(ben.locator("#questions")).to_contain_text(QUESTION)
    expect(ben.locator("#questions")).not_to_contain_text(ADVICE)


def promises(ruth: Page, asha: Page, ben: Page) -> None:
    for step in ("Insights", "Commitments"):
        press(ruth, f"Go on to: {step}")
    for page, what in ((ben, COMMITMENT), (asha, "Ask the parents who do come")):
        press(page, "Refresh")
        page.get_by_label("What will you do?").fill(what)
        page.get_by_label("By when?").fill((date.today() + timedelta(days=14)).isoformat())
        press(page.locator("#commitments"), "Save")
        expect(page.locator("#commitments")).to_contain_text(what)


def closes(ruth: Page) -> None:
    press(ruth, "Close the meeting")
    for name in ("Cleo Marsh", "Dov Hart"):
        ruth.get_by_label(name).uncheck()
    press(ruth, "The meeting was held")
    expect(ruth.get_by_text("The meeting is closed. When do you meet again?")).to_be_visible()


def plans_the_next(ruth: Page) -> None:
    """A day on which schools are closed is asked about once; who wants it presses again."""
    ruth.get_by_label("Day").first.fill((date.today() + timedelta(days=21)).isoformat())
    ruth.get_by_label("Time", exact=True).first.fill("16:00")
    press(ruth, "Ask the members")
    if ruth.get_by_text("or keep it by pressing the button again").count():
        press(ruth, "Ask the members")
    expect(ruth.get_by_text("The meeting is planned.")).to_be_visible()


def nobody_else(manager: Page, place: Any, room: str) -> None:
    for address in (place["set"], room):
        reply = manager.goto(address)
        assert reply is not None
        assert reply.status == 404
        for said in (ISSUE, QUESTION, COMMITMENT):
            expect(manager.locator("body")).not_to_contain_text(said)
    manager.goto("/programme/sets/")
    expect(manager.get_by_role("main")).to_contain_text("Oak")
    expect(manager.get_by_role("main")).not_to_contain_text(ISSUE)
