"""A visitor of the demo, on a phone: answers as a pupil, closes and seals as the lead, reads the report."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from belonging.web.surveys.rules.codes import RECEIPT_LENGTH
from tests.journeys.answering_steps import agree, answer_all, receipt
from tests.journeys.conftest import PHONE, follow
from tests.journeys.running_demo import running_demo

RELEASED_WITHIN = 90.0
"""Seconds."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small demo, loaded and served as `make demo` does."""
    with running_demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


def refuse_sideways(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], f"{page.url} is {wide} px wide on a phone"


def test_a_visitor_answers_closes_seals_and_reads(demo: str, page: Page) -> None:
    page.goto(demo)
    refuse_sideways(page)
    _answer_by_the_first_slip(page)

    page.goto(demo)
    follow(page.get_by_role("button", name="Run the school"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Hazel Bank Primary School")
    refuse_sideways(page)
    _close_and_seal(page)

    _wait_for_the_report(page, f"{demo}/schools/hazel-bank/")
    _press(page, "Read the report", goes_to=r"/reports/try-it/$")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hazel Bank")
    front = page.url
    follow(page.get_by_role("link", name="Statements", exact=True))
    expect(page.locator("main svg").first).to_be_attached()
    page.goto(front)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF-")

    page.goto(demo)
    expect(page.locator("main")).to_contain_text("make demo-reset")
    expect(page.locator(".bm-tickets")).to_have_count(0)


def test_a_visitor_answers_without_a_script(demo: str, browser: Browser) -> None:
    """The parents' link: it stays open when the pupils' questionnaire has been sealed."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(demo)
    follow(page.get_by_role("link", name="Or answer as a parent"))
    for card in page.locator("fieldset.card:has(input)").all():
        card.locator("label.choice").first.click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    context.close()


def _answer_by_the_first_slip(page: Page) -> None:
    page.locator(".bm-tickets__slip").first.click()
    agree(page)
    expect(page.locator("[data-practice]")).to_be_visible()
    cards = page.locator("fieldset.card").count()
    answer_all(page, cards)
    page.locator("[data-send-button]").click()
    assert len(receipt(page)) == RECEIPT_LENGTH


def _close_and_seal(page: Page) -> None:
    _press(page, "See how it is going", goes_to=r"/rounds/\w+/$")
    _press(page, "Close this questionnaire", goes_to=r"/close/$")
    _press(page, "Yes, close it", goes_to=r"/rounds/\w+/$")
    _press(page, "Seal it now", goes_to=r"/seal/$")
    _press(page, "Yes, seal it now", goes_to=r"/rounds/\w+/$")
    expect(page.locator("main")).to_contain_text("Your report is being made")


def _press(page: Page, words: str, *, goes_to: str) -> None:
    """A button, or a link that looks like one, by keyboard."""
    button = page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words)).first
    button.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(goes_to))
    page.wait_for_load_state()
    refuse_sideways(page)


def _wait_for_the_report(page: Page, home: str) -> None:
    """Look at the school's page until the report on both waves is the next thing to do."""
    deadline = time.monotonic() + RELEASED_WITHIN
    while time.monotonic() < deadline:
        page.goto(home)
        if "baseline and endline" in page.locator(".bm-box--next").inner_text():
            return
        time.sleep(1)
    raise AssertionError(f"No report within a minute:\n{page.locator('main').inner_text()}")


def test_the_demos_front_page_allows_nothing_from_elsewhere(demo: str) -> None:
    with urlopen(demo, timeout=10) as reply:  # noqa: S310  # the demo's own address
        assert reply.status == 200
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
