"""A lead looks for something in the hub and mistypes it, then asks the community and is warned about a name."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.answering_steps import heading
from tests.journeys.conftest import Service
from tests.journeys.learning_steps import made, press, watched

TITLE = "Who has a club that costs nothing?"
NAMED = "We asked in Year 5. Kayleigh Sparrow comes every week."
NAMELESS = "We asked in Year 5. One pupil comes every week."


def test_a_lead_finds_a_resource_and_asks_without_a_name(browser: Browser, service: Service) -> None:
    with watched(browser, service, made(service, "sharing")) as people:
        lead = people.on_phone("lead")
        lead.goto("/hub/")
        lead.get_by_label("What are you looking for?").fill("brekfast club")
        press(lead, "Search")
        expect(lead.get_by_role("main")).to_contain_text("breakfast club")
        lead.locator(".bm-hub__card").first.get_by_role("link").tap()
        expect(heading(lead, "Clubs that cost families nothing")).to_be_visible()

        lead.goto("/community/")
        press(lead, "Ask or tell something")
        lead.get_by_label("Question").check()
        lead.get_by_label("Title").fill(TITLE)
        lead.get_by_label("What would you like to ask or say?").fill(NAMED)
        press(lead, "Post it")
        expect(lead.get_by_role("alert")).to_contain_text("“Kayleigh Sparrow” looks like a name")
        typed = lead.get_by_label("What would you like to ask or say?")
        expect(typed).to_have_value(NAMED)
        expect(lead.get_by_label("Title")).to_have_value(TITLE)
        typed.fill(NAMELESS)
        press(lead, "Post it")
        expect(lead.get_by_text("It is in the community.")).to_be_visible()
        expect(lead.get_by_role("main")).to_contain_text(NAMELESS)
