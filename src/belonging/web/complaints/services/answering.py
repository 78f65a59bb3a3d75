"""What the team does with an enquiry. Call in a programme-wide scope."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.complaints.errors import AnswerFirst, EnquiryClosed, WrongOutcome
from belonging.web.complaints.models import Enquiry, EnquiryKind, EnquiryState, Outcome, Remark, RemarkKind
from belonging.web.complaints.rules import owed_on, shown_reference
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail

OUTCOMES: dict[EnquiryKind, tuple[Outcome, ...]] = {
    EnquiryKind.QUESTION: (Outcome.ANSWERED, Outcome.WITHDRAWN, Outcome.SPAM),
    EnquiryKind.DATA_PROTECTION: (
        Outcome.UPHELD,
        Outcome.PARTLY,
        Outcome.NOT_UPHELD,
        Outcome.WITHDRAWN,
        Outcome.SPAM,
    ),
    EnquiryKind.REQUEST: (Outcome.ANSWERED, Outcome.WITHDRAWN, Outcome.SPAM),
    EnquiryKind.COMPLAINT: (Outcome.UPHELD, Outcome.PARTLY, Outcome.NOT_UPHELD, Outcome.WITHDRAWN, Outcome.SPAM),
}


@transaction.atomic
def add_note(*, enquiry: Enquiry, text: str, actor: str, now: datetime) -> Remark:
    """For the team alone; also when it is closed."""
    remark = Remark.objects.create(enquiry=enquiry, kind=RemarkKind.NOTE, text=text, by=actor, at=now)
    record_act(act=Act("enquiry-noted", f"enquiry:{enquiry.pk}"), actor=actor, now=now)
    return remark


@transaction.atomic
def answer_enquiry(*, enquiry: Enquiry, text: str, actor: str, now: datetime) -> Remark:
    """Answer by mail, or (no address) on the page that the reference opens. The clock begins again.

    Not that of a request about personal information: the law counts its 30 days from the day it came.
    """
    held = _held(enquiry)
    remark = Remark.objects.create(enquiry=held, kind=RemarkKind.ANSWER, text=text, by=actor, at=now)
    held.state = EnquiryState.IN_HAND
    held.acknowledged_at = held.acknowledged_at or now
    if held.kind != EnquiryKind.REQUEST:
        held.due_on = owed_on(timezone.localdate(now))
    held.save()
    record_act(act=Act("enquiry-answered", f"enquiry:{held.pk}"), actor=actor, now=now)
    if held.email:
        queue_mail(mail=_answer(held, text), key=f"enquiry-answer:{remark.pk}", now=now)
    return remark


@transaction.atomic
def close_enquiry(*, enquiry: Enquiry, outcome: Outcome, actor: str, now: datetime) -> None:
    """Settled: the writer is owed nothing more. A complaint's writer is told the outcome."""
    held = _held(enquiry)
    if outcome not in OUTCOMES[EnquiryKind(held.kind)]:
        raise WrongOutcome
    if held.acknowledged_at is None and outcome not in (Outcome.WITHDRAWN, Outcome.SPAM):
        raise AnswerFirst
    held.state = EnquiryState.CLOSED
    held.outcome = outcome
    held.closed_at = now
    held.save()
    record_act(act=Act("enquiry-closed", f"enquiry:{held.pk}", {"outcome": outcome.value}), actor=actor, now=now)
    told = outcome in (Outcome.UPHELD, Outcome.PARTLY, Outcome.NOT_UPHELD)
    if told and held.email:
        queue_mail(mail=_closing(held), key=f"enquiry-closed:{held.pk}", now=now)


def _held(enquiry: Enquiry) -> Enquiry:
    held = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if held.state == EnquiryState.CLOSED:
        raise EnquiryClosed
    return held


def _answer(enquiry: Enquiry, text: str) -> Mail:
    context = {"name": enquiry.name, "reference": shown_reference(enquiry.reference), "answer": text}
    return Mail(to=enquiry.email, template="complaints/mail/answer.txt", context=context)


def _closing(enquiry: Enquiry) -> Mail:
    context = {
        "name": enquiry.name,
        "reference": shown_reference(enquiry.reference),
        "outcome": Outcome(enquiry.outcome).label.removeprefix("Complaint "),
        "is_about_data": enquiry.kind == EnquiryKind.DATA_PROTECTION,
    }
    return Mail(to=enquiry.email, template="complaints/mail/closed.txt", context=context)
