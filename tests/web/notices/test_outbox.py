"""Into the outbox, and out of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from pytest_django import Settings

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.config.environment import UndefinedTemplateVariable
from belonging.web.journal.models import Entry
from belonging.web.notices.errors import AddressNotUsable, NothingToRetry, TrialNotSent
from belonging.web.notices.models import MailKind, MailState, OutgoingMail
from belonging.web.notices.queries import RANKS, mail_counts
from belonging.web.notices.rules import HELD_WHILE_TRIED, TRIES
from belonging.web.notices.services import Mail, forget_due, queue_mail, send_due, send_trial, try_again
from belonging.web.notices.services import sending as sending_module
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.notices.conftest import Queue, stored

MINUTE = timedelta(minutes=1)
Breaks = Callable[[dict[str, Exception]], None]


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Breaks:
    """Make the mail server refuse some addresses; "" is the server itself."""

    deliver = EmailBackend.send_messages

    def arrange(refused: dict[str, Exception]) -> None:
        def send(self: EmailBackend, letters: Any) -> int:
            for letter in letters:
                if letter.to[0] in refused:
                    raise refused[letter.to[0]]
            return int(deliver(self, letters))

        def open_(_self: EmailBackend) -> None:
            if "" in refused:
                raise refused[""]

        monkeypatch.setattr(EmailBackend, "send_messages", send)
        monkeypatch.setattr(EmailBackend, "open", open_)

    return arrange


def no_such(address: str, code: int = 550) -> Exception:
    return SMTPRecipientsRefused({address: (code, b"no")})


class TestGoingOut:
    def test_a_message_is_sent_as_it_was_written(self, queue: Queue, mailoutbox: list[EmailMessage]) -> None:
        assert queue()
        assert stored().state == MailState.WAITING
        assert send_due(now=NOW) == 1
        (mail,) = mailoutbox
        assert mail.subject == "A test from O'Brien & Co"
        assert "mail from http://127.0.0.1:8000 arrives" in mail.body
        assert mail.to == ["jo@maple.example"]
        assert mail.extra_headers["Auto-Submitted"] == "auto-generated"

    def test_a_sent_message_keeps_no_text(self, queue: Queue) -> None:
        queue()
        send_due(now=NOW)
        assert (stored().state, stored().text, stored().finished_at) == (MailState.SENT, "", NOW)

    def test_the_demo_keeps_the_text_for_its_visitors(self, queue: Queue, settings: Settings) -> None:
        settings.DEMO = True
        queue()
        send_due(now=NOW)
        assert "arrives" in stored().text

    def test_the_same_key_is_one_message(self, queue: Queue, mailoutbox: list[EmailMessage]) -> None:
        assert queue()
        assert not queue()
        send_due(now=NOW)
        assert not queue()
        assert send_due(now=NOW) == 0
        assert len(mailoutbox) == 1

    def test_a_message_waits_for_its_time(self, mailoutbox: list[EmailMessage]) -> None:
        mail = Mail("jo@maple.example", "notices/mail/trial.txt", {"sender": "us"})
        queue_mail(mail=mail, key="later", now=NOW, not_before=NOW + MINUTE)
        assert send_due(now=NOW) == 0
        assert send_due(now=NOW + MINUTE) == 1

    def test_a_message_goes_with_the_act_that_it_tells_of(self, queue: Queue) -> None:
        with transaction.atomic():
            queue()
            transaction.set_rollback(True)
        with programme_scope("test"):
            assert not OutgoingMail.objects.exists()

    def test_a_school_may_queue_for_the_programme_and_sees_its_own(self, in_maple: School, river: School) -> None:
        mail = Mail("jo@maple.example", "notices/mail/trial.txt", {"sender": "us"})
        for number, school in enumerate([in_maple.pk, river.pk, None]):
            assert queue_mail(mail=mail, key=f"k{number}", now=NOW, school_id=school)
        assert [each.key for each in OutgoingMail.objects.all()] == ["k0"]
        with school_scope(river.pk):
            assert [each.key for each in OutgoingMail.objects.all()] == ["k1"]


class TestRefusals:
    @pytest.mark.parametrize("address", ["", "jo", "jo@maple", "jo@maple.example\nBcc: x@y.example", "a b@c.example"])
    def test_what_is_no_address_is_refused_with_a_sentence(self, queue: Queue, address: str) -> None:
        with pytest.raises(AddressNotUsable, match="is not an e-mail address"):
            queue(to=address)

    def test_a_template_that_asks_for_what_is_not_there_is_an_error(self) -> None:
        with pytest.raises(UndefinedTemplateVariable):
            queue_mail(mail=Mail("jo@maple.example", "notices/mail/trial.txt", {}), key="k", now=NOW)

    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ({"state": "lost", "finished_at": NOW}, "known_state"),
            ({"kind": "spam"}, "known_kind"),
            ({"state": "sent"}, "finished_has_its_time"),
            ({"text": ""}, "waits_with_its_text"),
        ],
    )
    def test_a_wrong_state_cannot_be_stored(self, queue: Queue, change: dict[str, object], rule: str) -> None:
        queue()
        with programme_scope("test"), pytest.raises(IntegrityError, match=rule), transaction.atomic():
            OutgoingMail.objects.update(**change)


class TestWhoGoesFirst:
    def test_safeguarding_then_the_work_then_reminders_and_of_each_the_longest_due(
        self, queue: Queue, mailoutbox: list[EmailMessage]
    ) -> None:
        queue("reminder", to="a@maple.example", kind=MailKind.REMINDER)
        queue("invitation:2", to="b@maple.example")
        queue("invitation:1", to="c@maple.example")
        queue("call:1:2", to="d@maple.example")
        with programme_scope("test"):
            OutgoingMail.objects.filter(key="invitation:1").update(due_at=NOW - MINUTE)
        assert send_due(now=NOW) == 4
        assert "".join(mail.to[0][0] for mail in mailoutbox) == "dcba"

    def test_every_kind_of_message_has_its_place(self) -> None:
        assert set(RANKS) == set(MailKind)

    def test_urgent_messages_that_no_server_takes_hold_up_a_reminder_for_one_look(
        self, queue: Queue, breaks: Breaks, mailoutbox: list[EmailMessage]
    ) -> None:
        addresses = [f"away{n}@maple.example" for n in range(sending_module.AT_A_TIME)]
        for number, address in enumerate(addresses):
            queue(f"call:{number}", to=address)
        queue("reminder", kind=MailKind.REMINDER)
        breaks({address: no_such(address, 450) for address in addresses})
        assert send_due(now=NOW) == 0
        assert send_due(now=NOW) == 1
        assert stored("reminder").state == MailState.SENT


class TestTrouble:
    def test_one_bad_address_blocks_no_other(
        self, queue: Queue, breaks: Breaks, mailoutbox: list[EmailMessage]
    ) -> None:
        queue("bad", to="gone@maple.example")
        queue("good")
        breaks({"gone@maple.example": no_such("gone@maple.example")})
        assert send_due(now=NOW) == 1
        assert stored("bad").state == MailState.FAILED
        assert "this address takes no mail (550)" in stored("bad").error
        assert stored("bad").text
        assert stored("good").state == MailState.SENT

    @pytest.mark.parametrize(
        "error", [no_such("jo@maple.example", 450), SMTPServerDisconnected("bye"), SMTPDataError(554, b"no"), OSError()]
    )
    def test_what_may_pass_is_tried_again_later(self, queue: Queue, breaks: Breaks, error: Exception) -> None:
        queue()
        breaks({"jo@maple.example": error})
        send_due(now=NOW)
        assert (stored().state, stored().due_at, stored().attempts) == (MailState.WAITING, NOW + MINUTE, 1)
        assert "again later" in stored().error

    def test_after_twelve_tries_it_is_given_up_and_shown(self, queue: Queue, breaks: Breaks) -> None:
        queue()
        breaks({"jo@maple.example": SMTPServerDisconnected("bye")})
        tries = 0
        while stored().state == MailState.WAITING:
            send_due(now=stored().due_at)
            tries += 1
        assert tries == TRIES
        assert stored().state == MailState.FAILED
        assert stored().due_at - NOW < timedelta(days=1)

    @pytest.mark.parametrize(
        ("error", "words"),
        [(ConnectionRefusedError(), "cannot be reached"), (SMTPAuthenticationError(535, b"no"), "BELONGING_MAIL_URL")],
    )
    def test_a_server_that_is_away_costs_no_try(
        self, queue: Queue, breaks: Breaks, error: Exception, words: str
    ) -> None:
        queue("a")
        queue("b")
        breaks({"": error})
        for minute in range(30):
            assert send_due(now=NOW + minute * MINUTE) == 0
        assert {(stored(key).state, stored(key).attempts) for key in "ab"} == {(MailState.WAITING, 0)}
        assert words in stored("a").error
        breaks({})
        assert send_due(now=NOW + 30 * MINUTE) == 2

    def test_without_a_mail_server_mail_waits(self, queue: Queue, settings: Settings) -> None:
        settings.MAIL_READY = False
        queue()
        assert send_due(now=NOW) == 0
        assert stored().state == MailState.WAITING
        with pytest.raises(TrialNotSent, match="BELONGING_MAIL_URL"):
            send_trial(to="jo@maple.example", sender="us")

    def test_a_failed_message_is_tried_again_by_hand(
        self, queue: Queue, breaks: Breaks, mailoutbox: list[EmailMessage]
    ) -> None:
        queue()
        breaks({"jo@maple.example": no_such("jo@maple.example")})
        send_due(now=NOW)
        breaks({})
        with programme_scope("test"):
            try_again(mail=stored(), actor="team", now=NOW)
            with pytest.raises(NothingToRetry):
                try_again(mail=stored(), actor="team", now=NOW)
            assert [entry.subject for entry in Entry.objects.filter(act="mail-tried-again")] == [f"mail:{stored().pk}"]
        assert send_due(now=NOW) == 1
        assert len(mailoutbox) == 1


class TestTwoWorkers:
    def test_a_message_that_is_being_tried_is_nobody_elses(
        self, queue: Queue, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
    ) -> None:
        queue()
        deliver = EmailBackend.send_messages
        inner: list[int] = []

        def send(self: EmailBackend, letters: Any) -> int:
            inner.append(send_due(now=NOW))
            return int(deliver(self, letters))

        monkeypatch.setattr(EmailBackend, "send_messages", send)
        assert send_due(now=NOW) == 1
        assert inner == [0]
        assert len(mailoutbox) == 1

    def test_a_stale_list_takes_nothing(self, queue: Queue, mailoutbox: list[EmailMessage]) -> None:
        queue()
        send_due(now=NOW)
        assert sending_module._take(stored().pk, NOW) is None

    def test_a_crash_before_the_mark_sends_again_under_the_same_id(
        self, queue: Queue, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
    ) -> None:
        queue()

        def crash(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(sending_module, "_mark_sent", crash)
            with pytest.raises(KeyboardInterrupt):
                send_due(now=NOW)
        assert send_due(now=NOW + HELD_WHILE_TRIED - MINUTE) == 0
        assert send_due(now=NOW + HELD_WHILE_TRIED) == 1
        first, second = mailoutbox
        assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_addresses_are_forgotten_after_ninety_days(queue: Queue) -> None:
    queue()
    queue("waits", kind=MailKind.SERVICE, to="wait@maple.example")
    send_due(now=NOW)
    assert forget_due(now=NOW + timedelta(days=90)) == 0
    assert forget_due(now=NOW + timedelta(days=91)) == 2
    assert (stored().to, stored().state) == ("", MailState.SENT)
    assert not queue()
    with programme_scope("test"):
        assert mail_counts().sent == 2


def test_a_trial_goes_out_at_once(mailoutbox: list[EmailMessage]) -> None:
    send_trial(to="jo@maple.example", sender="us")
    assert mailoutbox[0].subject == "A test from us"


def test_the_demo_writes_a_line_for_each_message(
    queue: Queue, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "belonging.web.notices.terminal.TerminalBackend"
    queue()
    assert send_due(now=NOW) == 1
    assert capsys.readouterr().out == "Mail to jo@maple.example: A test from O'Brien & Co\n"
