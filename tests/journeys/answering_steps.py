"""What a person does on the answering page, in their words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Service


@dataclass(frozen=True, slots=True)
class Round:
    """An open round of the running service."""

    service: Service
    handle: str
    codes: list[str]

    @property
    def address(self) -> str:
        return f"{self.service.answering}/r/{self.handle}/"

    def rows(self) -> list[dict[str, object]]:
        kept: list[dict[str, object]] = self.service.make("kept", handle=self.handle)["rows"]
        return kept


def open_round(
    service: Service, instrument: str = "pupil_v1", *, slips: int = 0, drafts: bool = False, year_group: str = "5"
) -> Round:
    made = service.make("open_for_answers", instrument=instrument, slips=slips, drafts=drafts, year_group=year_group)
    return Round(service, made["handle"], made["codes"])


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def heading(page: Page, words: str) -> Locator:
    return page.get_by_role("heading", name=words)


def begin(page: Page, here: Round, code: str) -> None:
    """By the QR code, which stands behind the #; yes; what happens with the answers; the practice card."""
    page.goto(f"{here.address}#{code}")
    button(page, "Yes, I’d like to").click()
    expect(page.get_by_text("Your ticket is ready")).to_be_visible()
    button(page, "Start").click()
    past_practice(page)


def agree(page: Page) -> None:
    """In whatever edition: yes, and what happens with the answers. The practice card comes next."""
    page.locator("[data-yes]").click()
    page.locator("[data-start]").click()


def past_practice(page: Page) -> None:
    expect(heading(page, "I like rain")).to_be_focused()
    button(page, "Next").click()


def answer_all(page: Page, cards: int, choice: int = 0) -> None:
    """The same place of every card's choices, then Next, as far as the check page."""
    for _ in range(cards):
        card = page.locator("fieldset.card:visible")
        card.locator("label.choice").nth(choice).click()
        button(page, "Next").click()
    expect(heading(page, "Ready to send?")).to_be_focused()


def receipt(page: Page) -> str:
    expect(heading(page, "Thank you!")).to_be_visible()
    return re.sub(r"\W", "", page.locator("[data-receipt]").inner_text())
