"""Lists ask as much of the database for three case studies as for one; the worker's duty and the report's count."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import User
from belonging.web.cases.queries.published import count_of
from belonging.web.cli.duties import DUTIES
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of
from tests.web.cases.conftest import WORDS, out, written


def test_lists_ask_the_same_for_one_and_for_three(in_maple: School, cohort: Cohort, lead: User, manager: User) -> None:
    pages = {
        "team": (browser_of(manager), "/programme/case-studies/"),
        "home": (browser_of(lead), "/schools/maple-tree/case-study/"),
        "public": (Client(), "/case-studies/"),
    }
    asked: dict[str, set[int]] = {name: set() for name in pages}
    for number in (1, 2, 3):
        out(written(in_maple, cohort, lead, replace(WORDS, title=f"Club {number}")), lead)
        if number == 2:
            continue
        for name, (browser, address) in pages.items():
            browser.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert browser.get(address).content.count(b"Club") >= number
            asked[name].add(len(caught))
    assert {name: len(counts) for name, counts in asked.items()} == dict.fromkeys(pages, 1), asked
    assert count_of(cohort) == 3


def test_the_worker_looks_after_consent() -> None:
    assert any("consent" in duty.name for duty in DUTIES)
