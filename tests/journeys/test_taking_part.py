"""From "we are interested" to slips in pupils' hands, by people who read only what is on the screen."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.journeys import taking_part_steps as steps
from tests.journeys.answering_steps import answer_all, receipt
from tests.journeys.conftest import DESK, PHONE, ROOT, Service
from tests.journeys.newcomer import Newcomer
from tests.web.accounts.given import SECRET

MANAGER = "manager@programme.example"
AT_MOST = 15 * 60
"""Seconds from the invitation to the slips, the agreements' small print apart."""


@pytest.fixture(scope="module")
def programme(service: Service) -> Service:
    """With a register, a cohort that schools can join, and somebody who manages it."""
    service.make("made", module="make_taking_part", manager=MANAGER)
    return service


@pytest.fixture(scope="module")
def manager(programme: Service, browser: Browser) -> Iterator[Newcomer]:
    signed_in = newcomer(browser, DESK)
    steps.sign_in(signed_in, programme.staff, MANAGER, SECRET)
    yield signed_in
    signed_in.page.context.close()


def newcomer(browser: Browser, size: ViewportSize) -> Newcomer:
    return Newcomer(browser.new_context(viewport=size, has_touch=size == PHONE, is_mobile=size == PHONE).new_page())


def a_minute_later(service: Service) -> None:
    """What the worker does every minute. People are not that quick, so they never wait for it."""
    command = [sys.executable, "-m", "belonging.web.cli.main", "tick"]
    subprocess.run(command, env=service.environment, cwd=ROOT, check=True)


def words_of(pdf: Path) -> str:
    read = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True)
    return read.stdout


def test_a_lead_comes_from_the_invitation_to_printed_slips(
    programme: Service, manager: Newcomer, browser: Browser, tmp_path: Path
) -> None:
    school = steps.COBBLERS_END
    head, lead, deputy = (newcomer(browser, DESK) for _ in range(3))
    reference = steps.express_interest(head, programme.staff, school)
    receipt_ = steps.letter_to(head, programme.staff, "We have your message about Belonging Matters")
    assert steps.HEAD in receipt_
    assert f"Your reference is {reference}." in receipt_
    steps.give_a_place(manager, school, reference)

    steps.letter_to(lead, programme.staff, "Your invitation to Belonging Matters")
    lead.begin()
    steps.take_up(lead)
    steps.agree(lead, school)
    a_minute_later(programme)
    steps.settle(lead)
    assert "pat.moor@" in steps.letter_to(deputy, programme.staff, "Your invitation to Belonging Matters")
    steps.take_up(deputy)  # No questionnaire opens before somebody of safeguarding can read a call.
    told = steps.read_letter(words_of(steps.tell_families(lead)), school)
    slips = steps.print_slips(lead, tmp_path)
    sys.stdout.write(f"\nFrom the invitation to slips: {lead.clock}\n")
    assert lead.clock.seconds < AT_MOST, lead.clock

    printed = words_of(slips)
    assert f"Last day for answers: {told.last_day}" in " ".join(printed.split()), "a long day goes over two lines"
    assert "Bo Ali" in printed
    assert "Cy Oak" not in printed
    answer_by(browser, printed.partition("sheet 1 of 1")[2])
    watch_on_a_phone(lead, school)
    for each in (head, lead, deputy):
        each.page.context.close()


def test_a_lead_accepts_and_watches_on_a_phone(programme: Service, manager: Newcomer, browser: Browser) -> None:
    """No page of the way is wider than the phone; the tables scroll in frames of their own."""
    school = steps.STOW
    lead = newcomer(browser, PHONE)
    steps.give_a_place(manager, school, steps.express_interest(lead, programme.staff, school))
    steps.letter_to(lead, programme.staff, "Your invitation to Belonging Matters")
    steps.take_up(lead)
    steps.agree(lead, school)
    a_minute_later(programme)
    lead.press(school.name)
    lead.press("How many have answered, class by class")
    lead.read("No questionnaire is open at the moment")
    assert lead.widest <= PHONE["width"], lead.widest_at
    lead.page.context.close()


def watch_on_a_phone(lead: Newcomer, school: steps.School) -> None:
    lead.page.set_viewport_size(PHONE)
    lead.widest = 0
    lead.press(school.name)
    lead.press("How many have answered, class by class")
    assert "3 Oak" in lead.text
    assert lead.widest <= PHONE["width"], lead.widest_at


def answer_by(browser: Browser, sheets: str) -> None:
    """A pupil goes to the address on a slip and types its code."""
    [address, *_] = re.findall(r"^\S+/r/\w+$", sheets, re.M)
    [code, *_] = re.findall(r"^(?:[0-9A-Z] ?){8}$", sheets, re.M)
    page = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(f"http://{address}/")
    page.locator("[data-yes]").click()
    page.locator("#code").fill("".join(code.split()))
    page.locator("[data-start]").click()
    expect(page.locator("[data-practice]")).to_be_visible()
    answer_all(page, page.locator("fieldset.card").count())
    page.locator("[data-send-button]").click()
    assert receipt(page)
    page.context.close()
