"""The first visit to the page that a pupil answers on is light, and all of it is ours (benchmarks/first_load.py)."""

from __future__ import annotations

import pytest
from benchmarks.first_load import HEAVY, first_load
from playwright.sync_api import Browser

from belonging.instruments.words import LANGUAGES, NAMES, draft
from tests.journeys.answering_steps import Round, open_round
from tests.journeys.conftest import Service

DRAFTED = [code for code in LANGUAGES if code != "en" and all(draft(name, code) for name in NAMES)]
FEW = 9
"""Requests: the page, two style sheets, the script, two fonts; three more where a language has letters of its own."""


@pytest.fixture(scope="module")
def here(service: Service) -> Round:
    return open_round(service, slips=1)


@pytest.fixture(scope="module")
def drafts(service: Service) -> Round:
    return open_round(service, slips=1, drafts=True)


@pytest.mark.parametrize("path", ["", "younger/", "pictures/", "easy_read/"])
def test_a_first_visit_is_light(here: Round, browser: Browser, path: str) -> None:
    load = first_load(browser, f"{here.address}{path}", throttled=False)
    assert load.elsewhere == []
    assert load.weight <= HEAVY, load.bytes_of
    assert len(load.bytes_of) <= FEW, load.bytes_of


@pytest.mark.parametrize("language", DRAFTED)
def test_a_first_visit_in_another_language_is_light_too(drafts: Round, browser: Browser, language: str) -> None:
    load = first_load(browser, f"{drafts.address}standard/{language}/", throttled=False)
    assert load.elsewhere == []
    assert load.weight <= HEAVY, load.bytes_of
    assert len(load.bytes_of) <= FEW, load.bytes_of
