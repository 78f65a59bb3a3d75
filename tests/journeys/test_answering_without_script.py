"""The same page where JavaScript is off or did not arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.answering_steps import Round, button, open_round
from tests.journeys.conftest import PHONE, Service


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=False)
    yield context.new_page()
    context.close()


NARROW: ViewportSize = {"width": 360, "height": 740}
COVERED = """
    (part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      const at = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2);
      return !part.contains(at[0]);
    }
"""


@pytest.fixture(scope="module")
def pupils(service: Service) -> Round:
    return open_round(service, slips=5)


def test_a_pupil_answers_on_one_long_page(plain: Page, pupils: Round) -> None:
    plain.goto(pupils.address)
    plain.get_by_label("Your code").fill(pupils.codes[0])
    plain.get_by_role("group", name="I feel safe at school").get_by_label("Most of the time").tap()
    lonely = plain.get_by_role("group", name="I feel lonely at my school")
    lonely.get_by_label("Never").tap()
    lonely.get_by_label("Skip this one").tap()
    button(plain, "Send my answers").tap()

    expect(plain.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert [row["answers"] for row in pupils.rows()] == [{"safe": 3}]


def test_nothing_that_needs_a_script_is_shown(plain: Page, pupils: Round) -> None:
    plain.goto(pupils.address)

    for name in ("Start", "Next", "Skip", "Back", "Finish", "Try again"):
        assert button(plain, name).count() == 0, name


@pytest.mark.parametrize("edition", ["", "younger/", "pictures/", "easy_read/"])
def test_the_adults_panel_stands_in_the_page_on_a_small_phone(plain: Page, pupils: Round, edition: str) -> None:
    """With the script it goes up beside the bar, which is not there without it."""
    plain.set_viewport_size(NARROW)
    plain.goto(f"{pupils.address}{edition}")
    panel = plain.locator("[data-panel]")
    box, picture = panel.bounding_box(), plain.locator("#welcome .picture").bounding_box()
    assert box
    assert picture
    assert box["y"] >= 0
    assert 0 <= box["x"] <= box["x"] + box["width"] <= NARROW["width"]
    assert box["y"] + box["height"] <= picture["y"]
    assert not panel.locator("summary").evaluate(COVERED)

    panel.locator("summary").tap()
    expect(panel.get_by_text("Someone reads it to the child")).to_be_visible()


def test_a_wrong_letter_keeps_every_answer(plain: Page, pupils: Round) -> None:
    plain.goto(pupils.address)
    plain.get_by_label("Your code").fill("KT7X4MPD")
    plain.get_by_role("group", name="Teachers treat pupils fairly").get_by_label("Rarely").tap()
    button(plain, "Send my answers").tap()

    expect(plain.get_by_role("alert")).to_contain_text("One letter or number looks wrong")
    expect(plain.get_by_role("group", name="Teachers treat pupils fairly").get_by_label("Rarely")).to_be_checked()
    expect(plain.get_by_label("Your code")).to_have_value("KT7X4MPD")
    plain.get_by_role("link", name="One letter or number looks wrong").tap()
    expect(plain.get_by_label("Your code")).to_be_in_viewport()
    expect(plain.get_by_label("Your code")).to_have_attribute("aria-invalid", "true")
    expect(plain.locator("#code-wrong")).to_have_text(
        "One letter or number looks wrong. Please look at your ticket again."
    )


def test_the_page_before_shows_nothing_of_the_last_child(plain: Page, pupils: Round) -> None:
    plain.goto(pupils.address)
    plain.get_by_label("Your code").fill(pupils.codes[1])
    plain.get_by_role("group", name="I feel safe at school").get_by_label("Never").tap()
    button(plain, "Send my answers").tap()
    expect(plain.get_by_role("heading", name="Thank you!")).to_be_visible()
    plain.go_back()

    expect(plain.get_by_role("group", name="I feel safe at school").get_by_label("Never")).not_to_be_checked()
    expect(plain.get_by_label("Your code")).to_have_value("")


def test_the_receipt_deletes_the_answers(plain: Page, pupils: Round) -> None:
    plain.goto(pupils.address)
    plain.get_by_label("Your code").fill(pupils.codes[2])
    button(plain, "Send my answers").tap()
    expect(plain.get_by_role("heading", name="Thank you!")).to_be_visible()
    number = re.findall(r"[2-9A-Z]{5}-[2-9A-Z]{5}", plain.locator(".receipt").inner_text())[0]
    plain.get_by_role("link", name="Delete my answers").tap()
    plain.get_by_label("Your receipt").fill(number)
    button(plain, "Delete my answers").tap()

    expect(plain.get_by_role("heading", name="Your answers are gone")).to_be_visible()


def test_the_front_door_leads_to_the_questions(plain: Page, pupils: Round) -> None:
    plain.goto(pupils.service.answering)
    plain.get_by_label("Short address").fill(pupils.handle.upper())
    button(plain, "Go on").tap()

    expect(plain.get_by_role("heading", name="How school feels")).to_be_visible()


def test_a_script_that_did_not_arrive_takes_nothing_away(browser: Browser, pupils: Round) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(pupils.address)
    page.get_by_label("Your code").fill(pupils.codes[3])
    page.get_by_role("group", name="I feel safe at school").get_by_label("Never").tap()
    button(page, "Send my answers").tap()

    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    context.close()
