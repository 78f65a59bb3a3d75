"""Sending what is due.

A message is taken in a short transaction of its own, sent outside any (a slow mail server must not hold the
database), and marked in another. A crash between sending and marking sends it once more, a quarter of an hour
later: at least once, never lost. Both copies have the same Message-ID, by which many mail programs show one.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.utils import parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from belonging.web.base.scope import programme_scope
from belonging.web.notices.errors import TrialNotSent
from belonging.web.notices.models import MailKind, MailState, OutgoingMail
from belonging.web.notices.queries import due_mails, mail_by_id, wants_no_reminders
from belonging.web.notices.rules import (
    ADDRESS_KEPT,
    HELD_WHILE_TRIED,
    OUTAGE_WAIT,
    may_remind,
    reminder_time,
    wait_after,
)
from belonging.web.notices.services.addresses import address_hashes, reminders_link
from belonging.web.notices.services.failures import Trouble, outage, trouble
from belonging.web.notices.services.outbox import Mail, check_address, write

AT_A_TIME = 20


def send_due(*, now: datetime) -> int:
    """Try the messages that are due, a few at a time; how many were sent. Not inside a transaction.

    Safe to run twice and by two workers. Where the mail server cannot be reached nothing counts as a try: all
    wait a minute more. Without a mail server in the settings they wait until there is one.
    """
    if not settings.MAIL_READY:
        return 0
    with programme_scope("outbox: what is due"):
        due = due_mails(now=now, at_most=AT_A_TIME)
    sent = 0
    server = get_connection()
    try:
        for pk in due:
            try:
                server.open()
            except (OSError, SMTPException) as error:
                _put_off(outage(error), now)
                break
            sent += _try(pk, server, now)
    finally:
        server.close()
    return sent


def send_trial(*, to: str, sender: str) -> None:
    """One message at once, past the outbox; TrialNotSent says what the mail server did not like."""
    if not settings.MAIL_READY:
        raise TrialNotSent("There is no mail server in the settings. Set BELONGING_MAIL_URL; see docs/running.md.")
    check_address(to)
    server = get_connection()
    try:
        server.open()
    except (OSError, SMTPException) as error:
        raise TrialNotSent(outage(error).sentence) from error
    written = write(Mail(to=to, template="notices/mail/trial.txt", context={"sender": sender}))
    try:
        server.send_messages([_letter(written.subject, written.text, to, server)])
    except (OSError, SMTPException, ValueError) as error:
        raise TrialNotSent(trouble(error).sentence) from error
    finally:
        server.close()


@transaction.atomic
def forget_due(*, now: datetime) -> int:
    """Erase address and text of messages that were finished 90 days ago; how many."""
    with programme_scope("outbox: addresses are forgotten"):
        old = OutgoingMail.objects.filter(finished_at__lt=now - ADDRESS_KEPT).exclude(to="")
        return old.update(to="", text="")


def _try(pk: int, server: BaseEmailBackend, now: datetime) -> bool:
    mail = _take(pk, now)
    if mail is None:
        return False
    try:
        server.send_messages([_message(mail, server)])
    except (OSError, SMTPException, ValueError) as error:
        server.close()
        _mark_failed(mail, trouble(error), now)
    else:
        _mark_sent(mail, now)
        return True
    return False


@transaction.atomic
def _take(pk: int, now: datetime) -> OutgoingMail | None:
    """The message, held for us alone; None where another worker has it, or it must not go out now."""
    with programme_scope("outbox: a message is taken"):
        due = OutgoingMail.objects.filter(pk=pk, state=MailState.WAITING, due_at__lte=now)
        # One statement looks and takes: of two workers the second finds nothing, on both databases.
        if not due.update(due_at=now + HELD_WHILE_TRIED, attempts=F("attempts") + 1):
            return None
        mail = mail_by_id(pk)
        if mail is None or mail.kind != MailKind.REMINDER:
            return mail
        if wants_no_reminders(*address_hashes(mail.to)):
            _finish(mail, MailState.CANCELLED, now, error="The reader wants no reminders.", text="")
            return None
        if not may_remind(now):
            _change(mail, due_at=reminder_time(now), attempts=F("attempts") - 1)
            return None
        return mail


def _mark_sent(mail: OutgoingMail, now: datetime) -> None:
    text = mail.text if settings.DEMO is True else ""
    with programme_scope("outbox: a message is sent"):
        _finish(mail, MailState.SENT, now, error="", text=text)


def _mark_failed(mail: OutgoingMail, why: Trouble, now: datetime) -> None:
    wait = None if why.for_good else wait_after(mail.attempts)
    with programme_scope("outbox: a message is not sent"):
        if wait is None:
            _finish(mail, MailState.FAILED, now, error=why.sentence)
        else:
            _change(mail, due_at=now + wait, error=f"{why.sentence} We try again later.")


def _put_off(why: Trouble, now: datetime) -> None:
    with programme_scope("outbox: the mail server cannot be reached"):
        due = OutgoingMail.objects.filter(state=MailState.WAITING, due_at__lte=now)
        due.update(due_at=now + OUTAGE_WAIT, error=f"{why.sentence} We try again every minute.")


def _finish(mail: OutgoingMail, state: MailState, now: datetime, **changes: object) -> None:
    _change(mail, state=state, finished_at=now, **changes)


def _change(mail: OutgoingMail, **changes: object) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(**changes)


def _message(mail: OutgoingMail, server: BaseEmailBackend) -> EmailMessage:
    headers = {"Message-ID": _message_id(mail), "Auto-Submitted": "auto-generated"}
    if mail.kind == MailKind.REMINDER:
        headers["List-Unsubscribe"] = f"<{reminders_link(mail.to)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter = _letter(mail.subject, mail.text, mail.to, server)
    letter.extra_headers |= headers
    return letter


def _letter(subject: str, text: str, to: str, server: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        subject=subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        connection=server,
    )


def _message_id(mail: OutgoingMail) -> str:
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:24]}@{host}>"
