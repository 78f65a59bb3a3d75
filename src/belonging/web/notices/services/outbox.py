"""One message into the outbox, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context, Engine

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.errors import AddressNotUsable, NothingToRetry
from belonging.web.notices.models import MailKind, MailState, OutgoingMail
from belonging.web.notices.queries import wants_no_reminders
from belonging.web.notices.rules import reminder_time
from belonging.web.notices.services.addresses import address_hashes, reminders_link

SUBJECT = "Subject: "
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to one address.

    `template` is the name of a plain-text template, "accounts/mail/invitation.txt": its first line is
    "Subject: …", then an empty line, then the body. Besides `context` it gets `staff_url`, without a final slash.
    """

    to: str
    template: str
    context: Mapping[str, object]
    kind: MailKind = MailKind.SERVICE


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    text: str


@transaction.atomic
def queue_mail(
    *, mail: Mail, key: str, now: datetime, school_id: int | None = None, not_before: datetime | None = None
) -> bool:
    """Put one message into the outbox; False where `key` was used before, or the reader wants no reminders.

    `key` names what the message is for, by ids: "invitation:12". A reminder waits for the next hour in which
    reminders may go out. May be called in any scope, or in none.
    """
    check_address(mail.to)
    with programme_scope("outbox: a message is queued"):
        if OutgoingMail.objects.filter(key=key).exists():
            return False
        unwanted = mail.kind == MailKind.REMINDER and wants_no_reminders(*address_hashes(mail.to))
        # Only the key: who asks for a mail need not be allowed to read the others.
        _, made = OutgoingMail.objects.only("key").get_or_create(
            key=key,
            defaults={"school_id": school_id, "kind": mail.kind, "to": mail.to, "queued_at": now}
            | _timed(mail.kind, not_before or now)
            | (_unwanted(mail, now) if unwanted else _waiting(mail)),
        )
    return made and not unwanted


@transaction.atomic
def try_again(*, mail: OutgoingMail, actor: str, now: datetime) -> None:
    """Send a message that failed once more, with all its tries before it. Call in a programme-wide scope."""
    failed = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.FAILED).exclude(text="").exclude(to="")
    again = failed.update(state=MailState.WAITING, attempts=0, error="", due_at=now, finished_at=None)
    if not again:
        raise NothingToRetry
    record_act(act=Act("mail-tried-again", f"mail:{mail.pk}"), actor=actor, now=now)


def write(mail: Mail) -> Written:
    """Subject and text. Not escaped as HTML is: O'Brien stays O'Brien."""
    template = Engine.get_default().get_template(mail.template)
    context = Context({"staff_url": settings.STAFF_URL, **mail.context}, autoescape=False)
    first, _, body = template.render(context).strip().partition("\n")
    if not first.startswith(SUBJECT):
        raise ValueError(f"The first line of {mail.template} has to begin with {SUBJECT!r}")
    subject = " ".join(first.removeprefix(SUBJECT).split())[:LONGEST_SUBJECT]
    return Written(subject, f"{body.strip()}\n{_foot(mail)}")


def _foot(mail: Mail) -> str:
    lines = ["", "-- ", "Belonging Matters", settings.STAFF_URL]
    if mail.kind == MailKind.REMINDER:
        lines += ["", "No more reminders like this one to this address:", reminders_link(mail.to)]
    return "\n".join([*lines, ""])


def _timed(kind: MailKind, earliest: datetime) -> dict[str, object]:
    return {"due_at": reminder_time(earliest) if kind == MailKind.REMINDER else earliest}


def _waiting(mail: Mail) -> dict[str, object]:
    written = write(mail)
    return {"subject": written.subject, "text": written.text}


def _unwanted(mail: Mail, now: datetime) -> dict[str, object]:
    return {
        "subject": write(mail).subject,
        "state": MailState.CANCELLED,
        "finished_at": now,
        "error": "The reader wants no reminders.",
    }


def check_address(address: str) -> None:
    """AddressNotUsable where no mail could ever go there."""
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressNotUsable(address) from error
