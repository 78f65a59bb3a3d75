"""Telling a school's named people whom the way to requests to talk was opened for. Derived from the invitations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from belonging.web.accounts.models import Invitation
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.notices.services import Mail, queue_mail

TOLD_WITHIN: Final = timedelta(days=2)
"""The worker may have stood still over a weekend's night, not for longer unnoticed."""
HEAR_OF_IT: Final = (ContactKind.SAFEGUARDING, ContactKind.DEPUTY, ContactKind.HEAD)


def tell_of_new_readers(*, now: datetime) -> int:
    """One mail to each named person for each time the role was given or offered; how many were queued."""
    with programme_scope("safeguarding: who was let in"), transaction.atomic():
        given = list(
            Invitation.objects.filter(
                role=Role.SAFEGUARDING, school__isnull=False, sent_at__gt=now - TOLD_WITHIN
            ).select_related("school")
        )
        schools = {each.school_id for each in given}
        named = list(Contact.objects.filter(school__in=schools, kind__in=HEAR_OF_IT))
        return sum(
            _tell(each, contact, now)
            for each in given
            for contact in named
            if contact.school_id == each.school_id and contact.email.casefold() != each.email.casefold()
        )


def _tell(invitation: Invitation, contact: Contact, now: datetime) -> bool:
    context = {
        "name": contact.name,
        "who": invitation.name,
        "address": invitation.email,
        "school_name": invitation.school.name if invitation.school else "",
    }
    mail = Mail(contact.email, "enrolment/mail/safeguarding_given.txt", context)
    key = f"safeguarding-given:{invitation.pk}:{contact.pk}"
    return queue_mail(mail=mail, key=key, now=now, school_id=invitation.school_id)
