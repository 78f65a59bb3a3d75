"""Training: a teacher with a phone from sign-up to certificate; a lead signs colleagues up; a module by keys alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.answering_steps import button, heading
from tests.journeys.conftest import PHONE, Service
from tests.journeys.learning_steps import made, press, press_tab_to, watched

SESSION = "Noticing who is left out"
PLEASED = 4
"""Statements of the questionnaire after a session."""


@pytest.fixture(scope="module")
def place(service: Service) -> Any:
    return made(service, "training")


def test_a_teacher_signs_up_comes_says_what_it_gave_and_shows_the_certificate(
    browser: Browser, service: Service, place: Any
) -> None:
    with watched(browser, service, place) as people:
        teacher, anybody = people.on_phone("teacher"), people.on_phone()
        signs_up_and_comes(teacher, place)
        made(service, "session_over", session=place["session"])
        teacher.reload()
        press(teacher, "Give feedback")
        gives_feedback(teacher)

        teacher.goto("/training/")
        with teacher.expect_event("load"):
            teacher.get_by_role("listitem").filter(has_text=SESSION).get_by_role("link").first.tap()
        pdf = button(teacher, "Download the certificate (PDF)").get_attribute("href")
        assert teacher.request.get(f"{service.staff}{pdf}").body().startswith(b"%PDF")
        address = teacher.locator("main a").get_by_text("/certificates/").inner_text()

        assert widest_address(teacher) <= PHONE["width"]

        anybody.goto(address)
        expect(heading(anybody, "This certificate is genuine")).to_be_visible()
        for told in ("Ben Teacher", SESSION):
            expect(anybody.get_by_role("main")).to_contain_text(told)
        anybody.goto(f"{address.rstrip('/')[:-1]}{'B' if address.rstrip('/')[-1] != 'B' else 'C'}/")
        expect(heading(anybody, "This certificate is genuine")).to_have_count(0)


def widest_address(teacher: Page) -> int:
    """Pixels of the page, were the number of nothing but the widest letter: numbers are random."""
    shown = teacher.locator("main a").get_by_text("/certificates/")
    shown.evaluate("(one) => { one.textContent = one.textContent.replace(/[^/]+\\/$/, `${'W'.repeat(12)}/`) }")
    return int(teacher.evaluate("document.documentElement.scrollWidth"))


def signs_up_and_comes(teacher: Page, place: Any) -> None:
    teacher.goto("/training/")
    teacher.get_by_role("link", name=SESSION).tap()
    press(teacher, "Sign me up")
    expect(teacher.get_by_text("You have a place.")).to_be_visible()
    teacher.goto(place["door"])
    press(teacher, "I am here")
    expect(teacher.get_by_text("You have been")).to_be_visible()


def gives_feedback(teacher: Page) -> None:
    button(teacher, "Start").tap()
    for _ in range(PLEASED):
        teacher.locator("[data-step=card]:visible label.choice").first.tap()
        button(teacher, "Next").tap()
    while not heading(teacher, "Ready to send?").is_visible():
        button(teacher, "Next").tap()
    button(teacher, "Send my answers").tap()
    expect(heading(teacher, "Thank you!")).to_be_visible()


def test_a_lead_signs_three_up_and_one_waits(browser: Browser, service: Service, place: Any) -> None:
    with watched(browser, service, place) as people:
        lead = people.at_desk("lead")
        lead.goto("/training/")
        lead.get_by_role("link", name="Sign up staff of").click()
        lead.get_by_role("link", name=place["later"]).click()
        for name in ("Cara Hill", "Dan Moss"):
            lead.get_by_role("group", name="People with an account").get_by_label(name).check()
        lead.get_by_label("Anybody else").fill("Lou Field, not an address")
        press(lead, "Sign them up")
        expect(lead.get_by_role("alert")).to_contain_text("“not an address” is no e-mail address")
        expect(lead.get_by_role("group", name="People with an account").get_by_label("Dan Moss")).to_be_checked()
        lead.get_by_label("Anybody else").fill("Lou Field, lou@willow.example")
        press(lead, "Sign them up")
        expect(lead.get_by_text("2 people have a place. One is on the waiting list.")).to_be_visible()
        expect(lead.get_by_role("listitem").filter(has_text="Lou Field")).to_contain_text("Waiting")


def test_a_page_of_a_module_is_read_by_keys_alone(browser: Browser, service: Service, place: Any) -> None:
    with watched(browser, service, place) as people:
        teacher = people.at_desk("teacher")
        teacher.goto("/learning/")
        press_tab_to(teacher, "Begin")
        with teacher.expect_event("load"):
            teacher.keyboard.press("Enter")
        expect(teacher.get_by_text("Page 1 of").first).to_be_visible()
        press_tab_to(teacher, "Next page")
        teacher.keyboard.press("Enter")
        expect(teacher.get_by_text("Page 2 of").first).to_be_visible()
        teacher.goto("/learning/")
        press_tab_to(teacher, "Go on where you were")
        with teacher.expect_event("load"):
            teacher.keyboard.press("Enter")
        expect(teacher.get_by_text("Page 2 of").first).to_be_visible()
