"""What the writer of a question or complaint reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.complaints.models import Enquiry, EnquiryState, Outcome, Remark, RemarkKind
from belonging.web.complaints.rules import shown_reference


@dataclass(frozen=True, slots=True)
class Receipt:
    """`email` is empty where the answer is looked up."""

    reference: str
    due: str
    email: str


@dataclass(frozen=True, slots=True)
class Said:
    who: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """`said` is for those without an address alone: others have it in their mail."""

    reference: str
    title: str
    sentence: str
    said: tuple[Said, ...]
    may_add: bool


def receipt(enquiry: Enquiry) -> Receipt:
    return Receipt(
        reference=shown_reference(enquiry.reference),
        due=date_format(enquiry.due_on, "l j F Y"),
        email=enquiry.email,
    )


def status(enquiry: Enquiry, remarks: Sequence[Remark]) -> Status:
    by_mail = bool(enquiry.email)
    return Status(
        reference=shown_reference(enquiry.reference),
        title=_title(enquiry),
        sentence=_sentence(enquiry, by_mail),
        said=() if by_mail else tuple(_said(enquiry, remarks)),
        may_add=not by_mail and enquiry.state != EnquiryState.CLOSED,
    )


def _title(enquiry: Enquiry) -> str:
    if enquiry.state == EnquiryState.CLOSED:
        return "Your message has been closed"
    return "We have answered" if enquiry.acknowledged_at else "We have your message"


def _sentence(enquiry: Enquiry, by_mail: bool) -> str:
    due = date_format(enquiry.due_on, "l j F Y")
    if enquiry.state == EnquiryState.CLOSED:
        outcome = Outcome(enquiry.outcome)
        ended = "" if outcome == Outcome.SPAM else f" {outcome.label}."
        return f"Nothing more will happen with it.{ended} If it is not settled, please send us a new message."
    if enquiry.acknowledged_at and by_mail:
        return "Our answer went to your e-mail address. Please look among unwanted mail too."
    if enquiry.acknowledged_at:
        return f"If there is more to say, you will find it here by {due}."
    where = "get it by e-mail" if by_mail else "find it on this page"
    return f"A person on our team will answer. You will {where} by {due}."


def _said(enquiry: Enquiry, remarks: Sequence[Remark]) -> list[Said]:
    first = Said("You", _day(enquiry.received_at), enquiry.text)
    shown = [each for each in remarks if each.kind != RemarkKind.NOTE]
    who = {RemarkKind.ANSWER.value: "Our answer", RemarkKind.ADDED.value: "You"}
    return [each for each in [first, *(Said(who[r.kind], _day(r.at), r.text) for r in shown)] if each.text]


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment).date(), "j F Y")
