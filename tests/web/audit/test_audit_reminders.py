"""Reminders of an audit that is due: to those with something left, once for each occasion."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belonging.instruments.load import load_audit
from belonging.web.accounts.models import User
from belonging.web.audit.models import Audit
from belonging.web.audit.services.reminders import remind_due
from belonging.web.audit.services.work import Said, rate, share_area, sign_off
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Enrolment, Stage
from tests.web.conftest import NOW

DUE = date(2026, 12, 11)
WEEK_BEFORE = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 12, 10, 10, 0, tzinfo=UTC)
AFTER = datetime(2026, 12, 14, 10, 0, tzinfo=UTC)


@pytest.fixture
def due(audit: Audit, sam: User, jo: User) -> Audit:
    """Sam has the first area, Jo the second; it is due on Friday 11 December 2026."""
    audit.due_on = DUE
    audit.save(update_fields=["due_on"])
    for area, person in (("inclusive_culture", sam), ("data_policies_training", jo)):
        share_area(audit=audit, area=area, people=[person], actor="test", now=NOW)
    return audit


def mails() -> dict[str, str]:
    """Text by reader."""
    with programme_scope("test"):
        return {mail.to.partition("@")[0]: f"{mail.subject}\n{mail.text}" for mail in OutgoingMail.objects.all()}


def finish(audit: Audit, area: str) -> None:
    for each in load_audit().area(area).statements:
        rate(audit=audit, statement=each.key, said=Said("fully", "", 0), actor="test", now=NOW)


def test_the_lead_and_those_with_something_left_are_told(due: Audit) -> None:
    finish(due, "data_policies_training")
    assert remind_due(now=WEEK_BEFORE) == 2
    told = mails()
    assert told.keys() == {"robin", "sam"}
    assert "The baseline audit is due on Friday 11 December: Maple Tree School" in told["sam"]
    assert "- Inclusive culture: 0 of 11 rated, about 22 minutes left" in told["sam"]
    assert "In all" not in told["sam"]
    assert "In all, 10 of 40 statements are rated. About 60 minutes are left." in told["robin"]
    assert "/schools/maple-tree/audit/pilot-2026/baseline/" in told["robin"]


def test_a_second_look_does_nothing_and_each_occasion_is_told_once(due: Audit) -> None:
    assert remind_due(now=WEEK_BEFORE) == 3
    assert remind_due(now=WEEK_BEFORE) == 0
    assert remind_due(now=DAY_BEFORE) == 3
    assert remind_due(now=AFTER) == 3
    assert remind_due(now=AFTER) == 0
    with programme_scope("test"):
        assert "was due on Friday 11 December 2026 and is still open" in OutgoingMail.objects.latest("pk").text


def test_a_holiday_and_the_night_are_quiet(due: Audit) -> None:
    due.due_on = date(2026, 12, 27)
    due.save(update_fields=["due_on"])
    assert remind_due(now=datetime(2026, 12, 24, 10, 0, tzinfo=UTC)) == 0
    assert remind_due(now=datetime(2026, 12, 14, 2, 0, tzinfo=UTC)) == 0


def test_an_audit_that_is_signed_off_or_has_no_day_is_let_be(due: Audit, robin: User) -> None:
    sign_off(audit=due, note="", actor=str(robin.pk), now=NOW)
    assert remind_due(now=WEEK_BEFORE) == 0


def test_a_look_at_what_is_told_already_asks_three_questions(due: Audit) -> None:
    remind_due(now=WEEK_BEFORE)
    with CaptureQueriesContext(connection) as queries:
        remind_due(now=WEEK_BEFORE)
    asked = [each["sql"] for each in queries if each["sql"].startswith("SELECT") and "set_config" not in each["sql"]]
    assert len(asked) == 3


def test_of_a_school_that_has_left_nobody_is_reminded(due: Audit) -> None:
    Enrolment.objects.update(stage=Stage.LEFT)
    assert remind_due(now=WEEK_BEFORE) == 0
    Enrolment.objects.update(stage=Stage.TAKING_PART)
    assert remind_due(now=WEEK_BEFORE) == 3
