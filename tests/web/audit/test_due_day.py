"""The day by which an audit is to be done can move, and reminders go by the new one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from belonging.web.accounts.models import User
from belonging.web.audit.errors import AuditSignedOff, DayBeforeLast, DayPassed
from belonging.web.audit.models import Audit
from belonging.web.audit.services.reminders import remind_due
from belonging.web.audit.services.starting import change_due, proposed_day
from belonging.web.audit.services.work import sign_off, start_audit
from belonging.web.journal.models import Entry
from belonging.web.programme.models import CohortWave
from tests.web.audit.people import browser, text_of, words
from tests.web.conftest import NOW

BASELINE = "/schools/maple-tree/audit/pilot-2026/baseline/"
FIRST, LATER = date(2026, 12, 4), date(2026, 12, 18)


def moved(audit: Audit, day: date | None) -> Audit:
    return change_due(audit=audit, due_on=day, actor="lead", now=NOW)


def test_a_lead_moves_it_from_the_audits_page(audit: Audit, robin: User) -> None:
    client = browser(robin)
    with time_machine.travel(NOW, tick=False):
        assert "Give it a day to be done by" in text_of(client, BASELINE)
        reply = client.post(f"{BASELINE}due/", {"due_on": "2026-12-18"}, follow=True)
        shown = words(reply.content.decode())
        assert "The audit is due by Friday 18 December 2026." in shown
        assert "Change the day it is due by" in shown
        assert 'value="2026-12-18"' in client.get(f"{BASELINE}due/").content.decode()
        wrong = client.post(f"{BASELINE}due/", {"due_on": "2026-11-20"}).content.decode()
        assert "That day has passed. Please choose today or a later day." in wrong
        assert 'value="2026-11-20"' in wrong
        assert "has no day" in words(client.post(f"{BASELINE}due/", {"due_on": ""}, follow=True).content.decode())


def test_it_is_in_the_journal_once(audit: Audit) -> None:
    moved(audit, FIRST)
    moved(audit, FIRST)
    moved(audit, LATER)
    found = Entry.objects.filter(act="audit-due-changed").order_by("number")
    assert [each.details for each in found] == [
        {"was": "", "due": "2026-12-04"},
        {"was": "2026-12-04", "due": "2026-12-18"},
    ]


def test_reminders_follow_the_new_day(audit: Audit) -> None:
    moved(audit, FIRST)
    assert remind_due(now=datetime(2026, 11, 27, 10, 0, tzinfo=UTC)) == 1
    moved(audit, LATER)
    assert remind_due(now=datetime(2026, 12, 3, 10, 0, tzinfo=UTC)) == 0
    assert remind_due(now=datetime(2026, 12, 11, 10, 0, tzinfo=UTC)) == 1


def test_a_day_that_has_passed_and_a_signed_off_audit_are_refused(audit: Audit, robin: User) -> None:
    with pytest.raises(DayPassed):
        moved(audit, date(2026, 11, 22))
    sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
    with pytest.raises(AuditSignedOff):
        moved(audit, LATER)
    client = browser(robin)
    assert "signed off" in words(client.post(f"{BASELINE}due/", {"due_on": "2026-12-18"}, follow=True).content.decode())
    assert "due by" not in text_of(client, BASELINE)


def test_a_colleague_moves_no_day(audit: Audit, sam: User) -> None:
    client = browser(sam)
    assert client.get(f"{BASELINE}due/").status_code == 404
    assert "a day to be done by" not in text_of(client, BASELINE)


def test_no_audit_is_due_before_the_one_before_it(audit: Audit, robin: User) -> None:
    signed = sign_off(audit=moved(audit, LATER), note="", actor=str(robin.pk), now=NOW)
    told = "The audit before it is due on 18 December 2026. Please choose that day or a later one."
    final = f"{BASELINE.removesuffix('baseline/')}final/"
    client = browser(robin)
    with time_machine.travel(NOW, tick=False):
        assert told in client.post(f"{final}start/", {"due_on": "2026-12-04"}).content.decode()
        client.post(f"{final}start/", {"due_on": "2026-12-18"})
        assert told in client.post(f"{final}due/", {"due_on": "2026-12-04"}).content.decode()
    begun = Audit.objects.get(stage="final")
    assert begun.due_on == LATER
    with pytest.raises(DayBeforeLast):
        moved(begun, FIRST)
    begun.delete()
    with pytest.raises(DayBeforeLast):
        start_audit(school=signed.school, cohort=signed.cohort, stage="final", actor="l", now=NOW, due_on=FIRST)


def test_the_day_proposed_is_none_where_the_wave_ends_before_the_last_audit_is_due(audit: Audit) -> None:
    CohortWave.objects.create(cohort=audit.cohort, wave="endline", opens_on=date(2026, 11, 23), closes_on=FIRST)
    assert proposed_day(audit.cohort, "final", NOW.date(), None) == FIRST
    assert proposed_day(audit.cohort, "final", NOW.date(), FIRST) == FIRST
    assert proposed_day(audit.cohort, "final", NOW.date(), LATER) is None
