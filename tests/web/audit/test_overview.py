"""The page of a school's audits: what comes next, and what is offered beside it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from belonging.web.accounts.models import User
from belonging.web.audit.models import Audit
from belonging.web.audit.services.work import sign_off
from belonging.web.programme.models import CohortWave
from tests.web.audit.people import browser
from tests.web.conftest import NOW

HERE = "/schools/maple-tree/audit/pilot-2026/"


@pytest.fixture
def signed(audit: Audit, robin: User) -> Audit:
    return sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)


def next_in(days: int, reader: User) -> str:
    """The page, so many days from now, from the box that says what is next."""
    with time_machine.travel(NOW + timedelta(days=days)):
        return browser(reader).get(HERE).content.decode().split("bm-box--next")[1]


def planned(audit: Audit, opens: date) -> None:
    CohortWave.objects.create(cohort=audit.cohort, wave="endline", opens_on=opens, closes_on=opens + timedelta(days=21))


def test_after_the_baseline_comes_the_plan_and_not_the_final(signed: Audit, robin: User) -> None:
    planned(signed, NOW.date())

    page = next_in(13, robin)
    following, _, rest = page.partition("</section>")
    assert "Choose priorities, make a plan" in following
    assert f'href="{HERE}priorities/?audit=baseline"' in following
    assert f'href="{HERE}final/start/"' in rest
    assert "Start the final audit" in next_in(15, robin).partition("</section>")[0]


def test_the_final_is_next_from_its_window_on_alone(signed: Audit, robin: User) -> None:
    assert "Choose priorities, make a plan" in next_in(60, robin)

    planned(signed, NOW.date() + timedelta(days=90))
    assert "Choose priorities, make a plan" in next_in(60, robin)
    assert "Start the final audit" in next_in(90, robin)
