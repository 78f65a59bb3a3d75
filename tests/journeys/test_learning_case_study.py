"""A case study from the first word to the public page, and off it again when the school takes its consent back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.answering_steps import heading
from tests.journeys.conftest import Service, follow
from tests.journeys.learning_steps import made, press, watched

TITLE = "A breakfast club for everybody"
PARTS = {
    "In one sentence": "We opened the hall at eight, for pupils with SEND first.",
    "context": "We are a primary school in a busy part of town.",
    "aims": "Nobody should begin the day alone.",
    "actions": "Mrs Okafor opens the hall at eight each morning.",
    "impact": "The hall is full, and mornings are calm.",
    "lessons": "Begin small, and ask pupils what they would come for.",
}
QUOTE = "My son runs to school now."
COMMENT = "How do you know that mornings are calm?"


@pytest.fixture(scope="module")
def place(service: Service) -> Any:
    return made(service, "made", module="make_case_study")


def test_a_case_study_is_written_published_and_taken_down(browser: Browser, service: Service, place: Any) -> None:
    with watched(browser, service, place) as people:
        lead, adviser, visitor = people.at_desk("lead"), people.on_phone("adviser"), people.on_phone()
        study = writes(lead, place)
        comments(adviser, study)
        decides_and_signs(lead, study)
        publishes(people.at_desk("manager"))
        public = reads(visitor)

        lead.goto(study)
        follow(lead.get_by_role("link", name="Take it out").first)
        press(lead, "Take it out")
        visitor.reload()
        expect(heading(visitor, TITLE)).to_be_visible()
        expect(visitor.get_by_text(QUOTE)).to_have_count(0)

        lead.goto(study)
        follow(lead.get_by_role("link", name="Take it down"))
        lead.get_by_label("Why?").fill("A family asked us to.")
        press(lead, "Take it down")
        reply = visitor.goto(public)
        assert reply is not None
        assert reply.status == 410
        expect(visitor.get_by_text("breakfast club")).to_have_count(0)
        assert visitor.request.get(f"{public}pdf/").status != 200
        visitor.goto("/case-studies/")
        expect(visitor.get_by_text(TITLE)).to_have_count(0)


def writes(lead: Page, place: Any) -> str:
    """Its address. A number is chosen, never typed; a quote goes with the consent of whoever said it."""
    lead.goto(place["home"])
    press(lead, "Start a case study")
    lead.get_by_label("What is it about?").fill(TITLE)
    press(lead, "Begin")
    study = lead.url.removesuffix("edit/")
    lead.get_by_label("In one sentence").fill(PARTS["In one sentence"])
    for name in ("context", "aims", "actions", "impact", "lessons"):
        lead.locator(f"textarea[name={name}]").fill(PARTS[name])
    press(lead, "Save")
    follow(lead.get_by_role("link", name="Choose figures"))
    lead.get_by_label("Which statement, and whose answers?").select_option(index=1)
    press(lead, "Add the figure")
    expect(lead.locator(".bm-case__figure svg")).to_be_visible()
    lead.goto(f"{study}quotes/")
    lead.get_by_label("What did they say?").fill(QUOTE)
    lead.get_by_label("Who in the school said it?").fill("a parent")
    lead.get_by_label("Who gave consent?").fill("the parent who said it")
    lead.get_by_label("On what day?").fill(date.today().isoformat())
    lead.get_by_role("group", name="What for?").get_by_label(re.compile("public", re.IGNORECASE)).check()
    press(lead, "Add the quote")
    lead.goto(study)
    press(lead, "Ask your adviser to read it")
    return study


def comments(adviser: Page, study: str) -> None:
    adviser.goto(study)
    adviser.get_by_text("Comment on “What came of it").tap()
    adviser.get_by_label("Your comment").and_(adviser.locator("#text-impact")).fill(COMMENT)
    press(adviser.locator("form").filter(has=adviser.locator("#text-impact")), "Add the comment")
    expect(adviser.get_by_text(COMMENT)).to_be_visible()
    press(adviser, "Recommend it for sign-off")


def decides_and_signs(lead: Page, study: str) -> None:
    lead.goto(study)
    expect(lead.get_by_text(COMMENT)).to_be_visible()
    press(lead, "Decide about names and places")
    expect(lead.get_by_role("group", name="“Mrs Okafor”")).to_be_visible()
    press(lead, "Keep these decisions")
    press(lead, "Read and sign off")
    lead.get_by_label(re.compile("everybody on the public pages")).check()
    lead.get_by_label("No: publish it without the school’s name").check()
    press(lead, "Sign it off for our school")


def publishes(team: Page) -> None:
    team.goto("/programme/case-studies/")
    team.get_by_role("link", name=TITLE).click()
    team.get_by_label("In the hub and on the public pages").check()
    press(team, "Publish")
    expect(team.get_by_text("Published. The school has a mail.")).to_be_visible()


def reads(visitor: Page) -> str:
    visitor.goto("/case-studies/")
    visitor.get_by_role("link", name=TITLE).tap()
    expect(visitor.get_by_text(QUOTE)).to_be_visible()
    expect(visitor.locator(".bm-case__figure svg")).to_be_visible()
    for hidden in ("Okafor", "Cedar"):
        expect(visitor.get_by_text(hidden)).to_have_count(0)
    assert visitor.request.get(f"{visitor.url}pdf/").body().startswith(b"%PDF")
    return visitor.url
