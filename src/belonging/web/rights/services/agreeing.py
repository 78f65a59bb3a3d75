"""The person confirms what the team is to do, by a link mailed to the address; or a second manager does.

Call in a programme-wide scope.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from belonging.web.accounts.rules import INVITATION_LASTS, new_token, token_hash
from belonging.web.complaints.models import Enquiry, EnquiryKind, EnquiryState, Wanted
from belonging.web.complaints.rules import shown_reference
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.rights.errors import LinkOver, NotAgreed, RequestOver, SecondManager
from belonging.web.rights.queries import adult, places_of, request_by_link

LINK_LASTS = INVITATION_LASTS
BY_LINK = "link in a mail"


@transaction.atomic
def ask_them(*, enquiry: Enquiry, wanted: Wanted, name: str, actor: str, now: datetime) -> None:
    """Mail a link that is good once, for 72 hours; an earlier one ends. Raises RequestOver."""
    held = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if held.state == EnquiryState.CLOSED or held.kind != EnquiryKind.REQUEST or not held.email:
        raise RequestOver
    token = new_token()
    _clear(held)
    held.wanted, held.wanted_name, held.wanted_by = wanted.value, name if wanted is Wanted.CORRECT else "", actor
    held.wanted_hash, held.wanted_until = token_hash(token), now + LINK_LASTS
    held.save()
    note(act="rights-asked-them", enquiry=held, details={"what": wanted.value}, actor=actor, now=now)
    context = {
        "reference": shown_reference(held.reference),
        "what": wanted.value,
        "name": held.wanted_name,
        "link": f"{settings.STAFF_URL}{reverse('rights:agree', args=[token])}",
    }
    mail = Mail(to=held.email, template="rights/mail/agree.txt", context=context)
    queue_mail(mail=mail, key=f"rights-agree:{held.pk}:{held.wanted_hash[:12]}", now=now)


@transaction.atomic
def agree(*, token: str, now: datetime) -> None:
    """By whoever reads the address. Raises LinkOver."""
    found = request_by_link(token, now)
    held = Enquiry.objects.select_for_update().filter(pk=found.pk).first() if found else None
    if held is None or held.wanted_hash != token_hash(token):
        raise LinkOver
    held.agreed_at, held.wanted_hash = now, ""
    held.save()
    note(act="rights-agreed", enquiry=held, details={"what": held.wanted}, actor=BY_LINK, now=now)


@transaction.atomic
def agree_for_them(*, enquiry: Enquiry, proof: str, actor: str, now: datetime) -> None:
    """By a second manager, where the address no longer works. Raises NotAgreed, SecondManager.

    What is told apart is accounts: one person with two of them is two managers here.
    """
    held = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if not held.wanted or held.agreed_at is not None:
        raise NotAgreed
    if held.wanted_by == actor:
        raise SecondManager
    held.agreed_at, held.agreed_by, held.wanted_hash = now, actor, ""
    held.save()
    details: dict[str, object] = {"what": held.wanted, "proof": proof}
    note(act="rights-agreed-for-them", enquiry=held, details=details, actor=actor, now=now)


def take_agreement(*, enquiry: Enquiry, wanted: Wanted) -> Enquiry:
    """Use it up, in the transaction that acts on it; the request as it was agreed. Raises NotAgreed."""
    agreed = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if agreed.agreed_at is None or agreed.wanted != wanted:
        raise NotAgreed
    rest = Enquiry.objects.get(pk=enquiry.pk)
    _clear(rest)
    rest.save()
    return agreed


def proof_of(agreed: Enquiry) -> str:
    return f"manager {agreed.agreed_by}" if agreed.agreed_by else "link"


def note(*, act: str, enquiry: Enquiry, details: dict[str, object], actor: str, now: datetime) -> None:
    """Into the programme's chain, and into that of each school where the person has a role."""
    user = adult(enquiry.email).user
    whole = {"enquiry": enquiry.pk, "account": str(user.pk) if user else "", **details}
    for school in (None, *places_of(user)):
        record_act(act=Act(act, f"enquiry:{enquiry.pk}", whole), actor=actor, now=now, school_id=school)


def tell_them(*, enquiry: Enquiry, what: Wanted, now: datetime) -> None:
    """That it was done: whoever did not want it learns of it."""
    context = {"reference": shown_reference(enquiry.reference), "what": what.value}
    mail = Mail(to=enquiry.email, template="rights/mail/done.txt", context=context)
    queue_mail(mail=mail, key=f"rights-done:{enquiry.pk}:{what.value}:{now.isoformat()}", now=now)


def _clear(enquiry: Enquiry) -> None:
    enquiry.wanted = enquiry.wanted_name = enquiry.wanted_by = enquiry.wanted_hash = enquiry.agreed_by = ""
    enquiry.wanted_until = enquiry.agreed_at = None
