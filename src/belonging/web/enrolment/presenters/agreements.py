"""The agreement and who has accepted it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from belonging.web.enrolment.models import Controller, Parties, Signature
from belonging.web.enrolment.presenters.documents import document_html
from belonging.web.enrolment.queries.agreements import BodySigning
from belonging.web.enrolment.rules.agreements import JOINS
from belonging.web.enrolment.rules.documents import Document, load_document
from belonging.web.programme.models import CohortState
from belonging.web.schools.models import Body, School
from belonging.web.ui.components import Link, SummaryRow, Table

MINUTES = {JOINS: 2}
USUAL_MINUTES = 8
"""All of both texts, read at the speed of ordinary prose, and the form."""


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """`opened`: short enough to stand open on the page."""

    title: str
    about: str
    warning: str
    body: SafeString
    opened: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """`paragraphs`: the text as it was accepted."""

    title: str
    rows: tuple[SummaryRow, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """`documents` is empty when nothing is left to accept. `other` leads to the text with another controller."""

    lead: str
    short: tuple[str, ...]
    documents: tuple[ShownDocument, ...]
    signed: tuple[Signed, ...]
    note: str = ""
    other: Link | None = None


@dataclass(frozen=True, slots=True)
class BodyPage:
    agreement: AgreementPage
    schools: Table


TIES = (
    "No pupil’s name is stored with answers. What ties an answer to a slip is destroyed when answers are shuffled.",
    "No pupil’s name is stored with answers. Slips are used twice: the school keeps them in between, and what ties an "
    "answer to one is destroyed 90 days after the last questionnaire at the latest.",
)
"""Of a cohort that does not link its waves, and of one that does."""
IN_SHORT = (
    "The school sends letters, lets families say no, prints slips, and has a safeguarding lead or deputy in school.",
    "The programme asks, keeps answers safe, and shows no group of fewer than ten.",
    "The school reads its own results. It is named in a publication only if it agrees in writing.",
    "The school may leave at any time.",
)
JOIN_SHORT = (
    "Your trust or authority has signed the whole agreement.",
    "You accept your school’s own part: letters, opt-outs, safeguarding, no guessing whose answers are whose.",
)


def _in_short(*, linked: bool) -> tuple[str, ...]:
    return (*IN_SHORT[:2], TIES[linked], *IN_SHORT[2:])


def agreement_page(
    *,
    school: School,
    documents: Sequence[Document],
    signatures: Sequence[Signature],
    gap: str,
    controller: str,
    linked: bool,
) -> AgreementPage:
    """`gap`: what is missing, in words. `linked`: the cohort links its waves.

    With documents and no gap there is only a newer version to look at; without documents and with a gap somebody else
    has to act first.
    """
    joins = any(each.key == JOINS for each in documents)
    newer = bool(documents) and not gap
    return AgreementPage(
        lead=_lead(school, documents, gap),
        short=(JOIN_SHORT if joins else _in_short(linked=linked)) if documents else (),
        documents=_shown(documents),
        signed=_signed(signatures),
        note="There is a newer version. What you accepted stays in force; you may accept the new one." if newer else "",
        other=_other(school, controller) if documents and not joins else None,
    )


def body_page(
    *,
    body: Body,
    documents: Sequence[Document],
    signatures: Sequence[Signature],
    schools: Iterable[tuple[School, str]],
    linked: bool,
) -> BodyPage:
    """`schools` with what each still has to do; empty where nothing."""
    agreement = AgreementPage(
        lead=_body_lead(body, documents, signatures),
        short=_in_short(linked=linked) if documents else (),
        documents=_shown(documents),
        signed=_signed(signatures),
    )
    rows = [(school.name, "Still to accept" if gap else "Accepted") for school, gap in schools]
    return BodyPage(agreement, Table("Your schools that take part", ("School", "Head or school lead"), rows))


def _body_lead(body: Body, documents: Sequence[Document], signatures: Sequence[Signature]) -> str:
    if documents:
        return f"You sign once for the schools of {body.name}. Each head then accepts shortly for their own school."
    if signatures:
        return f"Signed for the schools of {body.name}."
    return "The programme team has not recorded yet who is responsible for what. Please ask them; then you can sign."


def body_rows(body: Body, signings: Iterable[BodySigning]) -> list[tuple[Link, str]]:
    """Each cohort's page, and what is left to do there."""
    return [
        (Link(each.cohort.name, reverse("enrolment:body_agreement", args=[body.slug, each.cohort.slug])), _state(each))
        for each in signings
    ]


def _state(signing: BodySigning) -> str:
    if signing.signed_at is not None:
        return f"Signed on {date_format(timezone.localtime(signing.signed_at), 'l j F Y')}"
    if signing.cohort.state == CohortState.FINISHED:
        return "Finished, nothing to sign"
    return "To sign" if signing.is_ready else "Not ready to sign yet"


def party_rows(parties: Parties) -> list[SummaryRow]:
    return [
        SummaryRow("Runs the programme", parties.programme),
        SummaryRow("Questions and complaints", parties.programme_contact),
        SummaryRow("Evaluates it", parties.evaluator),
        SummaryRow("Hosts the service, as processor", parties.host),
    ]


def _lead(school: School, documents: Sequence[Document], gap: str) -> str:
    if documents:
        return f"Please read it, then accept it for {school.name}. It takes about {_minutes(documents)} minutes."
    return gap or "The agreement is accepted. Nothing more is needed."


def _other(school: School, controller: str) -> Link | None:
    if school.trust is None:
        return None
    if controller == Controller.TRUST:
        return Link(f"The school itself decides, not {school.trust.name}: show that text", "?controller=school")
    return Link(f"{school.trust.name} decides: show that text", "?controller=trust")


def _shown(documents: Sequence[Document]) -> tuple[ShownDocument, ...]:
    return tuple(
        ShownDocument(
            title=f"{each.title}, version {each.version}",
            about=each.about,
            warning=each.warning,
            body=document_html(each),
            opened=len(documents) == 1,
        )
        for each in documents
    )


def _signed(signatures: Iterable[Signature]) -> tuple[Signed, ...]:
    return tuple(
        Signed(
            title=f"{load_document(f'{each.document}_v{each.version}').title}, version {each.version}",
            rows=(
                SummaryRow("Accepted by", f"{each.signer_name}, {each.signer_role}"),
                SummaryRow("On", date_format(timezone.localtime(each.accepted_at), "l j F Y")),
            ),
            paragraphs=tuple(each.text.split("\n\n")),
        )
        for each in sorted(signatures, key=lambda each: (-each.version, each.pk))
    )


def _minutes(documents: Sequence[Document]) -> int:
    return max((MINUTES.get(each.key, USUAL_MINUTES) for each in documents), default=0)
