"""A school's lead answers the survey at the end by the link of the mail, with scripts and without."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.answering_steps import button, heading
from tests.journeys.conftest import Service
from tests.journeys.learning_steps import made, watched

USED = "Have you used resources from the hub?"
USEFUL = "The resources on the hub were useful to us"
WORDS = "We began in Year 7."


@pytest.fixture(scope="module")
def survey(service: Service) -> Any:
    return made(service, "leads_survey")


def rows(service: Service, survey: Any) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = service.make("kept", handle=survey["handle"])["rows"]
    return kept


def next_card(page: Page) -> str:
    """What is asked after this card."""
    asked = page.locator("[data-step=card]:visible h2")
    words = asked.inner_text()
    button(page, "Next").click()
    expect(asked).not_to_have_text(words)
    return asked.inner_text()


def test_with_scripts_what_was_not_used_is_not_judged(browser: Browser, service: Service, survey: Any) -> None:
    link = survey["links"][0]
    with watched(browser, service) as people:
        page = people.on_phone()
        page.goto(link)
        assert page.url == link.partition("#")[0]
        button(page, "Start").click()
        asked = [page.locator("[data-step=card]:visible h2").inner_text()]
        while USED not in asked[-1]:
            asked.append(next_card(page))
        page.get_by_role("group", name=USED).get_by_label("No", exact=True).tap()
        asked.append(next_card(page))
        assert "Which resource helped most" in asked[-1]
        page.locator("textarea:visible").fill(WORDS)
        while not heading(page, "Ready to send?").is_visible():
            button(page, "Next").click()
        expect(page.locator("[data-chosen]")).not_to_contain_text(USEFUL)
        button(page, "Send my answers").click()
        expect(heading(page, "Thank you!")).to_be_visible()
    assert [(row["answers"], row["comments"]) for row in rows(service, survey)] == [
        ({"hub_used": 1}, {"about_hub": WORDS})
    ]


def test_without_scripts_it_says_when_a_question_is_meant(browser: Browser, service: Service, survey: Any) -> None:
    address, _, code = survey["links"][1].partition("#")
    with watched(browser, service) as people:
        page = people.on_phone(java_script_enabled=False)
        page.goto(address)
        page.get_by_label("Your code").fill(code)
        expect(page.get_by_text(f"Only if you chose “Yes” above: {USED}")).to_be_visible()
        page.get_by_role("group", name=USED).get_by_label("No", exact=True).check()
        page.get_by_role("group", name=USEFUL).get_by_label("Agree", exact=True).check()
        button(page, "Send my answers").click()
        expect(heading(page, "Thank you!")).to_be_visible()
    assert {"hub_used": 1} in [row["answers"] for row in rows(service, survey)]
