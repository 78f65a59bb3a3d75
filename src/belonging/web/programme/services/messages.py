"""Writing between a school and its adviser. In the school's scope."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, MailKind, queue_mail
from belonging.web.programme.errors import NoAdviserYet, NotYourMessage
from belonging.web.programme.models import AdviserMessage, MessagesRead
from belonging.web.programme.queries.messages import advisers_of, written_to_in
from belonging.web.schools.models import School

ONE_PRESS: Final = timedelta(minutes=5)


@transaction.atomic
def send_message(*, school: School, text: str, from_school: bool, sender: User, now: datetime) -> AdviserMessage:
    """Store it, and tell the other side by mail that there is one; the mail holds no word of it.

    A second press within minutes gives the message of the first. Raises NoAdviserYet where nobody would read it.
    """
    to = advisers_of(school) if from_school else written_to_in(school)
    if from_school and not to:
        raise NoAdviserYet(
            f"{school.name} has no adviser yet, so the message was not sent. Please copy it, and write to the "
            "programme’s team through “Ask a question or complain” at the foot of this page."
        )
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    pressed = AdviserMessage.objects.filter(school=school, by=str(sender.pk), text=text, at__gte=now - ONE_PRESS)
    if (before := pressed.first()) is not None:
        return before
    message = AdviserMessage.objects.create(
        school=school, text=text, from_school=from_school, by=str(sender.pk), at=now
    )
    for person in to:
        context = {"name": person.name, "sender": sender.name, "school": school.name, "slug": school.slug}
        mail = Mail(person.email, "programme/mail/adviser_message.txt", context, kind=MailKind.SERVICE)
        queue_mail(mail=mail, key=f"adviser-message:{message.pk}:{person.pk}", now=now, school_id=school.pk)
    act = Act("adviser-message-sent", f"message:{message.pk}", {"from_school": from_school})
    record_act(act=act, actor=str(sender.pk), now=now, school_id=school.pk)
    return message


@transaction.atomic
def take_back_message(*, school: School, number: int, actor: str, now: datetime) -> None:
    """Its text is gone; that there was one stays. Raises NotYourMessage."""
    own = AdviserMessage.objects.filter(school=school, pk=number, by=actor, taken_back_at__isnull=True)
    if not own.update(text="", taken_back_at=now):
        raise NotYourMessage("Only who wrote a message can take it back, and only once. Please look at the page again.")
    record_act(act=Act("adviser-message-taken-back", f"message:{number}"), actor=actor, now=now, school_id=school.pk)


def note_read(*, school: School, user: User, now: datetime) -> None:
    """This person has the messages before their eyes."""
    MessagesRead.objects.update_or_create(school=school, user=user, defaults={"until": now})
