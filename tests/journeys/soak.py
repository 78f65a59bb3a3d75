"""What takes too long for every run: `make soak`."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.journeys.class_steps import through_outages
from tests.journeys.conftest import Service


def test_a_thousand_offline_answers_over_fifty_outages(browser: Browser, service: Service) -> None:
    tablet = browser.new_context(viewport={"width": 768, "height": 1024})
    through_outages(tablet, service, children=1000, outages=50)
    tablet.close()
