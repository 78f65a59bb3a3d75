"""A lead publishes what pupils are told, a child reads it on a phone, and pupils' words become an action."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, Service, follow
from tests.journeys.test_accessibility import faults


@pytest.fixture(scope="module")
def made(service: Service) -> dict[str, str]:
    found: dict[str, str] = service.make("made", module="make_replies")
    return found


@pytest.fixture
def lead(browser: Browser, service: Service, made: dict[str, str]) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, base_url=service.staff, reduced_motion="reduce")
    context.add_cookies([{"name": made["cookie"], "value": made["lead"], "url": service.staff}])
    page = context.new_page()
    page.goto(made["home"])
    yield page
    context.close()


def test_a_lead_changes_and_publishes_and_a_child_reads(
    lead: Page, page: Page, service: Service, made: dict[str, str]
) -> None:
    assert faults(lead) == []
    lead.get_by_role("link", name="Read it and change it (Pupils, Endline)").click()
    lead.get_by_role("button", name="Change it").click()
    change_a_line(lead)
    lead.get_by_role("button", name="Approve it").click()
    expect(lead.get_by_text("no child can be recognised in them").first).to_be_visible()
    lead.get_by_label("I have read it: no child can be recognised in it").check()
    lead.get_by_role("button", name="Approve it").click()
    lead.get_by_role("button", name="Publish it now").click()
    expect(lead.get_by_text("Published. Its address and posters are on this page.")).to_be_visible()
    assert faults(lead) == []
    with lead.expect_download() as poster:
        lead.get_by_role("link", name="Poster, A4 (PDF)").click()
    assert poster.value.suggested_filename == "you-said-we-did-endline-pupils-a4.pdf"

    page.goto(f"{service.staff}{made['pupils']}")
    expect(page.get_by_role("heading", name="You said, we did")).to_be_visible()
    expect(page.get_by_text("We open a quiet room at lunch, every day.")).to_be_visible()
    assert page.context.cookies() == []
    assert faults(page) == []


def test_younger_pupils_read_large_words_beside_pictures(
    lead: Page, page: Page, service: Service, made: dict[str, str]
) -> None:
    lead.get_by_role("link", name="Read it and change it (Younger pupils, Endline)").click()
    lead.get_by_label("I have read it: no child can be recognised in it").check()
    lead.get_by_role("button", name="Approve it").click()
    lead.get_by_role("button", name="Publish it now").click()
    expect(lead.get_by_text("Published. Its address and posters are on this page.")).to_be_visible()

    page.goto(f"{service.staff}{made['younger']}")
    expect(page.get_by_text("Most children are not often lonely.")).to_be_visible()
    drawn = page.locator(".bm-said__picture").first.evaluate("picture => picture.naturalWidth")
    assert drawn > 0
    assert faults(page) == []


def test_what_pupils_said_becomes_the_reason_for_an_action(lead: Page) -> None:
    follow(lead.get_by_role("link", name="Let pupils talk about the findings"))
    assert faults(lead) == []
    lead.get_by_role("link", name=re.compile("Write down what they said.*, Pupils")).click()
    lead.get_by_label("When did they talk?").fill(date.today().isoformat())  # the browser’s own day
    lead.get_by_label("Who talked?").fill("School council")
    lead.get_by_label("How many pupils?").fill("8")
    lead.get_by_label("What can we all do when we see somebody on their own?").fill("Ask Callum to play.")
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_text("“Callum” looks like a name.").first).to_be_visible()
    assert faults(lead) == []
    lead.get_by_label("What can we all do when we see somebody on their own?").fill("Ask them to play.")
    lead.get_by_role("button", name="Save").click()

    lead.get_by_role("link", name="Make an action of it").first.click()
    expect(lead.get_by_text("They said: Ask them to play.").first).to_be_visible()


def change_a_line(lead: Page) -> None:
    """First with a number that nobody released, which is refused; then without."""
    line = lead.locator("details").filter(has_text="1. About 9 in 10 of you")
    line.locator("summary").click()
    line.get_by_label("You said").fill("100 % of you are never lonely!")
    line.get_by_label("What the school does").fill("We open a quiet room at lunch, every day.")
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_text("“100 %” is not in the findings.").first).to_be_visible()
    assert faults(lead) == []
    line = lead.locator("details").filter(has_text="1. 100 % of you")
    line.get_by_label("You said").fill("About 9 in 10 of you are hardly ever lonely.")
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_text("You changed the words of the finding.")).to_be_visible()
