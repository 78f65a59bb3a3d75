"""Reminders keep quiet hours and can be switched off from the mail itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client

from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import DutyRun, MailKind, MailState, NoReminders
from belonging.web.notices.services import note_run, send_due
from belonging.web.notices.services.addresses import address_hash, reminders_link
from tests.web.conftest import NOW
from tests.web.notices.conftest import Queue, stored

EVENING = NOW + timedelta(hours=9)
NEXT_MORNING = NOW + timedelta(hours=22)


def path_in(mail: EmailMessage) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/reminders/\S+)", str(mail.body))
    assert found
    return found.group(1)


def test_a_reminder_waits_for_the_morning(queue: Queue, mailoutbox: list[EmailMessage]) -> None:
    queue(kind=MailKind.REMINDER)
    assert send_due(now=EVENING) == 0
    assert (stored().attempts, stored().due_at) == (0, NEXT_MORNING)
    assert send_due(now=NEXT_MORNING) == 1


def test_a_service_mail_goes_at_night(queue: Queue) -> None:
    queue()
    assert send_due(now=EVENING) == 1


def test_a_reminder_brings_its_way_out(queue: Queue, mailoutbox: list[EmailMessage]) -> None:
    queue(kind=MailKind.REMINDER)
    queue("service")
    send_due(now=NOW)
    service, reminder = mailoutbox
    assert reminder.extra_headers["List-Unsubscribe"] == f"<{reminders_link('jo@maple.example')}>"
    assert reminder.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in service.extra_headers
    assert "/reminders/" not in service.body
    assert "jo" not in path_in(reminder)


class TestStopping:
    @pytest.fixture
    def way_out(self, queue: Queue, mailoutbox: list[EmailMessage]) -> str:
        queue(kind=MailKind.REMINDER)
        send_due(now=NOW)
        return path_in(mailoutbox[0])

    def test_the_link_asks_first_so_that_a_scanner_stops_nothing(self, client: Client, way_out: str) -> None:
        text = client.get(way_out).content.decode()
        assert "Stop reminders by e-mail?" in text
        assert not NoReminders.objects.exists()

    def test_one_press_stops_them_and_one_brings_them_back(
        self, client: Client, way_out: str, queue: Queue, mailoutbox: list[EmailMessage]
    ) -> None:
        reply = client.post(way_out, {"act": "stop"}, follow=True)
        assert "You will get no more reminders" in reply.content.decode()
        assert not queue("second", to="Jo@Maple.example", kind=MailKind.REMINDER)
        assert (stored("second").state, stored("second").text) == (MailState.CANCELLED, "")
        assert queue("needed")
        assert queue("neighbour", to="sam@maple.example", kind=MailKind.REMINDER)
        reply = client.post(way_out, {"act": "resume"}, follow=True)
        assert "Stop reminders by e-mail?" in reply.content.decode()
        assert queue("third", kind=MailKind.REMINDER)

    def test_a_mail_program_may_press_it_without_our_cookie(self, way_out: str) -> None:
        reply = Client(enforce_csrf_checks=True).post(way_out, {"List-Unsubscribe": "One-Click"})
        assert reply.status_code == 200
        assert NoReminders.objects.count() == 1

    def test_what_waits_already_is_not_sent_either(
        self, client: Client, way_out: str, queue: Queue, mailoutbox: list[EmailMessage]
    ) -> None:
        queue("waiting", kind=MailKind.REMINDER)
        client.post(way_out, {"act": "stop"})
        assert send_due(now=NOW) == 0
        assert stored("waiting").state == MailState.CANCELLED

    def test_a_link_that_was_cut_or_changed_stops_nothing(self, client: Client, way_out: str) -> None:
        for broken in (way_out[:-2] + "/", way_out.replace("reminders/", "reminders/0"), "/reminders/x/"):
            for reply in (client.get(broken), client.post(broken)):
                assert reply.status_code == 404
                assert "This link does not work" in reply.content.decode()
        assert not NoReminders.objects.exists()

    def test_no_address_is_kept(self, client: Client, way_out: str) -> None:
        client.post(way_out)
        (kept,) = NoReminders.objects.all()
        assert kept.address_hash == address_hash("JO@maple.example")
        assert "jo" not in kept.address_hash


class TestDuties:
    def test_a_duty_is_noted_once_a_minute_and_its_failure_at_once(self) -> None:
        note_run(name="mail", now=NOW)
        note_run(name="mail", now=NOW + timedelta(seconds=2))
        assert DutyRun.objects.get().ran_at == NOW
        note_run(name="mail", now=NOW + timedelta(seconds=4), failure="The database is away.")
        failed = DutyRun.objects.get()
        assert (failed.failure, failed.failed_at) == ("The database is away.", NOW + timedelta(seconds=4))
        note_run(name="mail", now=NOW + timedelta(seconds=6), outcome="3 sent")
        mended = DutyRun.objects.get()
        assert (mended.failure, mended.outcome, mended.failed_at) == ("", "3 sent", NOW + timedelta(seconds=4))

    def test_it_needs_no_scope(self) -> None:
        with time_machine.travel(EVENING), programme_scope("test"):
            note_run(name="mail", now=EVENING)
        assert DutyRun.objects.count() == 1
