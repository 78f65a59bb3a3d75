"""The service is paused while a child answers: the answers wait on the tablet, and go afterwards, once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from belonging.web.base import maintenance
from tests.journeys.answering_steps import Round, button, heading, open_round
from tests.journeys.class_steps import KEPT, answer, begin_with, finish, send
from tests.journeys.conftest import Service

pytestmark = pytest.mark.usefixtures("browser")


@pytest.fixture
def pupils(service: Service) -> Round:
    return open_round(service, slips=2)


def test_what_a_child_sends_during_maintenance_goes_afterwards_and_once(
    browser: Browser, service: Service, pupils: Round
) -> None:
    home = Path(service.environment["BELONGING_HOME"])
    context = browser.new_context(viewport={"width": 768, "height": 1024}, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    begin_with(page, pupils, pupils.codes[0])
    answer(page)
    talk = context.new_page()
    talk.goto(f"{pupils.address}talk/")
    talk.get_by_label("Your name").fill("Maya")
    maintenance.begin(home, now=datetime.now(UTC), page=maintenance.Maintenance(words="We are moving."))
    try:
        send(page)
        expect(page.get_by_text(KEPT)).to_be_visible()
        finish(page)
        assert pupils.rows() == []

        button(talk, "I want to talk").click()
        expect(heading(talk, "Please tell the adult with you now")).to_be_visible()
        expect(talk.get_by_text("There is no internet here")).to_be_hidden()
        expect(talk.get_by_text("What you typed is still on this page.")).to_be_visible()
        expect(talk.get_by_label("Your name")).to_have_value("Maya")

        visitor = browser.new_context()
        late = visitor.new_page()
        reply = late.goto(pupils.address)
        assert reply is not None
        assert reply.status == 503
        expect(heading(late, "A short rest")).to_be_visible()
        visitor.close()
    finally:
        maintenance.end(home)

    page.goto(f"{pupils.address}class/")
    expect(page.get_by_text("No answers wait here.")).to_be_visible(timeout=20_000)
    assert len(pupils.rows()) == 1
    context.close()
