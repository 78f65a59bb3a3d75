"""Questions and complaints as they come in, from people without an account."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.complaints.errors import EnquiryClosed, TooMany
from belonging.web.complaints.models import Enquiry, EnquiryKind, EnquiryState, Remark, RemarkKind
from belonging.web.complaints.queries import added_since, receipts_today, with_address_since
from belonging.web.complaints.rules import (
    ADDED_AN_HOUR,
    RECEIPTS_A_DAY,
    RECEIPTS_AN_HOUR,
    new_reference,
    owed_on,
    shown_reference,
)
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail

PUBLIC = "public form"


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wrote. `email` empty: the writer looks answers up by the reference."""

    kind: EnquiryKind
    text: str
    about: str = ""
    name: str = ""
    email: str = ""


@transaction.atomic
def take_enquiry(*, wording: Wording, form_token: str, now: datetime) -> Enquiry:
    """Keep it, and send a receipt unless too many went out. The same form (`form_token`) twice is one enquiry.

    However many come in, each is taken: nobody may close the way to complain by filling it.
    """
    once = hashlib.sha256(form_token.encode()).hexdigest()
    with programme_scope("public form: a question or complaint"):
        before = Enquiry.objects.filter(sent_once=once).first()
        if before is not None:
            return before
        may_mail = _may_mail(wording.email, now)
        enquiry = Enquiry.objects.create(
            reference=new_reference(),
            sent_once=once,
            kind=wording.kind,
            name=wording.name,
            email=wording.email,
            about=wording.about,
            text=wording.text,
            received_at=now,
            due_on=owed_on(timezone.localdate(now)),
        )
        act = Act("enquiry-received", f"enquiry:{enquiry.pk}", {"kind": enquiry.kind})
        record_act(act=act, actor=PUBLIC, now=now)
        if may_mail:
            queue_mail(mail=_receipt(enquiry), key=f"enquiry-receipt:{enquiry.pk}", now=now)
    return enquiry


@transaction.atomic
def add_words(*, enquiry: Enquiry, text: str, now: datetime) -> Remark:
    """More from the writer, who has the reference and no address. Call in a programme-wide scope."""
    held = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if held.state == EnquiryState.CLOSED:
        raise EnquiryClosed
    if added_since(held, now - timedelta(hours=1)) >= ADDED_AN_HOUR:
        raise TooMany
    remark = Remark.objects.create(enquiry=held, kind=RemarkKind.ADDED, text=text, at=now)
    record_act(act=Act("enquiry-added-to", f"enquiry:{held.pk}"), actor=PUBLIC, now=now)
    return remark


def _may_mail(email: str, now: datetime) -> bool:
    if not email or receipts_today(email, now) >= RECEIPTS_A_DAY:
        return False
    return with_address_since(now - timedelta(hours=1)) < RECEIPTS_AN_HOUR


def _receipt(enquiry: Enquiry) -> Mail:
    """Nothing that was typed stands in it: a stranger's words must not reach others in our name."""
    context = {
        "reference": shown_reference(enquiry.reference),
        "due": enquiry.due_on,
        "is_question": enquiry.kind == EnquiryKind.QUESTION,
        "is_about_data": enquiry.kind in (EnquiryKind.DATA_PROTECTION, EnquiryKind.REQUEST),
        "how_link": f"{settings.STAFF_URL}{reverse('complaints:complaints')}",
    }
    return Mail(to=enquiry.email, template="complaints/mail/receipt.txt", context=context)
