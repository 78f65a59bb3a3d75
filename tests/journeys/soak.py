"""What takes too long for every run: `make soak`."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.journeys.class_steps import through_outages
from tests.journeys.conftest import Service


def test_a_thousand_offline_answers_over_fifty_outages(browser: Browser, service: Service) -> None:
    """By five tablets of a school: after a lost reply a tablet waits, and one alone needs a quarter of an hour."""
    tablets = [browser.new_context(viewport={"width": 768, "height": 1024}) for _ in range(5)]
    through_outages(tablets, service, children=1000, outages=50)
    print("1,000 answers of five tablets, 50 outages, every fifth reply lost: none lost, none twice")  # noqa: T201  # for the table
    for tablet in tablets:
        tablet.close()
