"""The pages on which a school does its audit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Rating, RatingEntry
from belonging.web.audit.services.work import Said, rate, start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.audit.people import browser, person, text_of, words
from tests.web.conftest import NOW

HERE = "/schools/maple-tree/audit/pilot-2026/"
BASELINE = f"{HERE}baseline/"
FIRST = f"{BASELINE}statements/safe_places/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def robin(in_maple: School) -> User:
    return person(Role.LEAD, in_maple, "Robin")


@pytest.fixture
def lead(robin: User) -> Client:
    return browser(robin)


@pytest.fixture
def audit(in_maple: School, cohort: Cohort, robin: User) -> Audit:
    return start_audit(school=in_maple, cohort=cohort, stage="baseline", actor=str(robin.pk), now=NOW)


def saving(value: str = "", how: str = "", revision: int = 0, then: str = "next") -> dict[str, str]:
    return {"value": value, "how_we_know": how, "revision": str(revision), "then": then}


class TestTheWayThrough:
    def test_an_audit_is_started_rated_and_signed_off(self, lead: Client, in_maple: School) -> None:
        assert "Start the baseline audit" in text_of(lead, "/schools/maple-tree/audit/")
        assert "about 80 minutes" in text_of(lead, f"{BASELINE}start/")
        started = lead.post(f"{BASELINE}start/", {"due_on": "2026-12-11"}, follow=True)
        assert "It is due by Friday 11 December 2026" in words(started.content.decode())
        assert "Begin with the first statement" in text_of(lead, BASELINE)

        saved = lead.post(f"{FIRST}rate/", saving("partially", "Seen at the gate."))
        assert saved["Location"] == f"{BASELINE}statements/high_expectations/?saved=safe_places#main-content"
        assert "Saved: 1.1, partially met." in text_of(lead, saved["Location"])
        assert "1 of 40 statements rated" in text_of(lead, BASELINE)

        assert "39 statements of 40 are not rated" in text_of(lead, f"{BASELINE}sign-off/")
        done = lead.post(f"{BASELINE}sign-off/", {"note": "We met twice."}, follow=True)
        assert "Signed off by Robin on Monday 23 November 2026" in words(done.content.decode())
        assert "Nothing in it changes" in text_of(lead, FIRST)
