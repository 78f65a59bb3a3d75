"""Lists ask as much of the database for three case studies as for one; the worker's duty and the report's count."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.cases.queries.published import count_of
from belonging.web.cli.duties import DUTIES
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of
from tests.web.cases.conftest import WORDS, out, written

Counted = Callable[[int], AbstractContextManager[object]]
LISTS = {"team": 5, "home": 8, "public": 1}


def test_lists_ask_the_same_for_one_and_for_three(
    in_maple: School, cohort: Cohort, lead: User, manager: User, django_assert_num_queries: Counted
) -> None:
    pages = {
        "team": (browser_of(manager), "/programme/case-studies/"),
        "home": (browser_of(lead), "/schools/maple-tree/case-study/"),
        "public": (Client(), "/case-studies/"),
    }
    for number in (1, 2, 3):
        out(written(in_maple, cohort, lead, replace(WORDS, title=f"Club {number}")), lead)
        if number == 2:
            continue
        for name, (browser, address) in pages.items():
            browser.get(address)
            with django_assert_num_queries(LISTS[name]):
                assert browser.get(address).content.count(b"Club") >= number
    assert count_of(cohort) == 3


def test_the_worker_looks_after_consent() -> None:
    assert any("consent" in duty.name for duty in DUTIES)
