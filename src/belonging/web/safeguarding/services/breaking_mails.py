"""Who hears of a break-glass: that there is one, and never what was written, by whom, or which code was tried."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from belonging.web.enrolment.models import ContactKind
from belonging.web.enrolment.queries.contacts import contacts
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.safeguarding.models import BreakGlass
from belonging.web.safeguarding.queries.glass import breakers, is_barred, subjects_of
from belonging.web.safeguarding.queries.people import addresses_of, people
from belonging.web.safeguarding.rules.breaking import witnesses
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.rules.standing import Somebody

LOOKERS = (ContactKind.LEAD, ContactKind.SENCO)
"""Who prints slips and has their lists."""


def tell_second_people(*, glass: BreakGlass, now: datetime) -> None:
    """All others who may confirm."""
    page = f"{settings.STAFF_URL}{reverse('safeguarding:glass_one', args=[glass.handle])}"
    for number, address in enumerate(breakers(besides=glass.proposed_by)):
        mail = Mail(address, "safeguarding/mail/glass_second.txt", {"page": page})
        queue_mail(mail=mail, key=f"glass:{glass.handle}:second:{number}", now=now)


def tell_lookers(*, glass: BreakGlass, now: datetime) -> None:
    """The school's lead; where it is about the lead or the lead is one of the two, the SENCO. In the school's scope."""
    named = contacts(glass.school)
    today = timezone.localdate(now)
    two = addresses_of([glass.proposed_by, glass.confirmed_by]).values()
    others = [named[kind] for kind in LOOKERS if kind in named and named[kind].email.lower() not in two]
    able = [each for each in others if not is_barred(glass, Somebody(each.email), today)]
    page = f"{settings.STAFF_URL}{reverse('safeguarding:glass_codes', args=[glass.school.slug, glass.handle])}"
    for person in able[:1]:
        words: dict[str, object] = {"name": person.name, "school_name": glass.school.name, "page": page}
        mail = Mail(person.email, "safeguarding/mail/glass_codes.txt", words)
        queue_mail(mail=mail, key=f"glass:{glass.handle}:codes", now=now, school_id=glass.school_id)


def tell_witnesses(*, glass: BreakGlass, step: str, now: datetime) -> None:
    """The safeguarding lead and the head, or who stands in for whoever it is about. In the school's scope.

    `step`: confirmed or ended.
    """
    named = contacts(glass.school)
    today = timezone.localdate(now)
    for kind in witnesses(About(glass.about), people(glass.school, today), subjects_of(glass, today)):
        person = named[ContactKind(kind.value)]
        words: dict[str, object] = {"name": person.name, "school_name": glass.school.name, "ended": step == "ended"}
        mail = Mail(person.email, "safeguarding/mail/glass_witness.txt", words)
        queue_mail(mail=mail, key=f"glass:{glass.handle}:{step}:{kind}", now=now, school_id=glass.school_id)
