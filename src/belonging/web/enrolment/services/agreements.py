"""Recording who is responsible for what, and accepting the agreements."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.errors import (
    AlreadyAccepted,
    NotItsSchools,
    NoTrust,
    PartiesMissing,
    PartiesSigned,
    TextChanged,
    UnknownVersion,
)
from belonging.web.enrolment.models import Acceptance, BodyAcceptance, Controller, Parties
from belonging.web.enrolment.queries.agreements import (
    acceptances,
    agreement_gap,
    body_acceptances,
    body_that_signed,
    parties_of,
    signed_under_other_names,
)
from belonging.web.enrolment.queries.places import schools_of_body
from belonging.web.enrolment.queries.wording import body_document, school_document
from belonging.web.enrolment.rules.agreements import JOINS, SIGNED_IN_FULL
from belonging.web.enrolment.rules.documents import Document, latest, plain_text, version_of
from belonging.web.enrolment.services.milestones import note_set_up
from belonging.web.enrolment.services.telling import tell_heads
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.errors import NotTakingPart
from belonging.web.programme.models import Cohort, Milestone
from belonging.web.programme.queries import takes_part
from belonging.web.programme.services import reach_milestone
from belonging.web.schools.models import Body, School


@dataclass(frozen=True, slots=True)
class ProgrammeSide:
    programme: str
    programme_contact: str
    evaluator: str
    host: str

    @property
    def names(self) -> dict[str, str]:
        """What a signature keeps of it."""
        return {"programme": self.programme, "evaluator": self.evaluator, "host": self.host}


@dataclass(frozen=True, slots=True)
class Signing:
    """Who accepts. `seen` is `digest_seen` of what the page showed: another text is not accepted by mistake."""

    name: str
    role: str
    seen: str
    controller: str = Controller.SCHOOL.value


@transaction.atomic
def record_parties(
    *, cohort: Cohort, side: ProgrammeSide, least_versions: Mapping[str, int], actor: str, now: datetime
) -> Parties:
    """Who stands on the programme's side, and which versions count. What was signed stays as it was signed.

    Raises UnknownVersion, and PartiesSigned where a signature that counts names others.
    """
    for document, version in least_versions.items():
        if not 1 <= version <= version_of(latest(document)):
            raise UnknownVersion(f"There is no version {version} of “{document}”. Please choose one that is published.")
    # Signing takes the same lock, so nobody signs between the look and the change.
    Parties.objects.select_for_update().filter(cohort=cohort).first()
    _refuse_other_names(cohort, side, least_versions)
    parties, _ = Parties.objects.update_or_create(
        cohort=cohort,
        defaults={
            "programme": side.programme,
            "programme_contact": side.programme_contact,
            "evaluator": side.evaluator,
            "host": side.host,
            "least_versions": dict(least_versions),
        },
    )
    with programme_scope("record the parties of a cohort"):
        act = Act("parties-recorded", f"cohort:{cohort.pk}", {"least_versions": dict(least_versions)})
        record_act(act=act, actor=actor, now=now)
    return parties


def documents_to_accept(school: School, cohort: Cohort, controller: str = "") -> list[Document]:
    """What the school still has to accept, newest versions, its names in place; empty when nothing is missing."""
    parties = parties_of(cohort)
    least = parties.least_versions if parties else {}
    wanted = (JOINS,) if body_that_signed(school, cohort, least) else SIGNED_IN_FULL
    have = {(each.document, each.version) for each in acceptances(school, cohort)}
    names = [latest(key) for key in wanted]
    if all((key, version_of(name)) in have for key, name in zip(wanted, names, strict=True)):
        return []
    return [school_document(name, school, cohort, controller=controller) for name in names]


def documents_for_body(body: Body, cohort: Cohort) -> list[Document]:
    """What the trust or authority still has to accept for its schools."""
    have = {(each.document, each.version) for each in body_acceptances(body, cohort)}
    names = [latest(key) for key in SIGNED_IN_FULL]
    if all((key, version_of(name)) in have for key, name in zip(SIGNED_IN_FULL, names, strict=True)):
        return []
    return [body_document(name, body, cohort) for name in names]


def digest_seen(documents: list[Document]) -> str:
    """Of the texts as shown, names and dates in place."""
    return hashlib.sha256("\n\n".join(map(plain_text, documents)).encode()).hexdigest()


@transaction.atomic
def accept_agreement(
    *, school: School, cohort: Cohort, signing: Signing, actor: str, now: datetime
) -> list[Acceptance]:
    """The school accepts: in full, or shortly where its trust or authority has signed.

    Raises NotTakingPart, PartiesMissing, NoTrust, AlreadyAccepted, TextChanged.
    """
    if not takes_part(school, cohort):
        raise NotTakingPart(f"{school.name} is not taking part in {cohort.name}, so there is nothing to accept.")
    if signing.controller == Controller.TRUST and school.trust is None:
        raise NoTrust(f"{school.name} belongs to no trust here. Please choose the school, or ask the programme team.")
    parties = _parties(cohort)
    documents = documents_to_accept(school, cohort, signing.controller)
    _refuse_unread(documents, signing)
    have = {(each.document, each.version) for each in acceptances(school, cohort)}
    made = [
        Acceptance.objects.create(
            school=school,
            cohort=cohort,
            controller=signing.controller,
            **_signature(document, signing, parties, actor, now),
        )
        for document in documents
        if (document.key, document.version) not in have
    ]
    details = {"documents": [document.name for document in documents], "controller": signing.controller}
    act = Act("agreement-accepted", f"cohort:{cohort.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=school.pk)
    if not agreement_gap(school, cohort):
        reach_milestone(cohort=cohort, school=school, milestone=Milestone.AGREED, actor=actor, now=now)
    note_set_up(school=school, actor=actor, now=now)
    return made


@transaction.atomic
def accept_for_body(*, body: Body, cohort: Cohort, signing: Signing, actor: str, now: datetime) -> list[BodyAcceptance]:
    """A trust or authority accepts for its schools; each head still accepts shortly.

    Raises NotItsSchools, PartiesMissing, AlreadyAccepted, TextChanged.
    """
    with programme_scope("a body signs for its schools"):
        schools = schools_of_body(body, cohort)
        if not schools:
            raise NotItsSchools(f"No school of {body.name} takes part in {cohort.name}, so there is nothing to sign.")
        parties = _parties(cohort)
        documents = documents_for_body(body, cohort)
        _refuse_unread(documents, signing)
        have = {(each.document, each.version) for each in body_acceptances(body, cohort)}
        made = [
            BodyAcceptance.objects.create(
                body=body, cohort=cohort, **_signature(document, signing, parties, actor, now)
            )
            for document in documents
            if (document.key, document.version) not in have
        ]
        details = {"documents": [document.name for document in documents], "body": body.pk}
        record_act(act=Act("agreement-signed-for-schools", f"cohort:{cohort.pk}", details), actor=actor, now=now)
        tell_heads(body=body, cohort=cohort, schools=schools, now=now)
    return made


def _parties(cohort: Cohort) -> Parties:
    parties = Parties.objects.select_for_update().filter(cohort=cohort).first()
    if parties is None:
        raise PartiesMissing(
            f"The programme team has not recorded yet who is responsible for what in {cohort.name}. Please ask them."
        )
    return parties


def _refuse_other_names(cohort: Cohort, side: ProgrammeSide, least_versions: Mapping[str, int]) -> None:
    with programme_scope("parties: who signed with which names"):
        signed = signed_under_other_names(cohort, side.names, least_versions)
    if signed is not None:
        changed = [f"“{old}” into “{side.names[part]}”" for part, old in signed.items() if old != side.names[part]]
        raise PartiesSigned(
            f"The agreement of {cohort.name} has been signed with these names, so you cannot change "
            f"{' and '.join(changed)}. If a name has to change, publish a new version of the documents, and choose it "
            "here as the oldest that counts: then every school accepts again, with the new names."
        )


def _refuse_unread(documents: list[Document], signing: Signing) -> None:
    if not documents:
        raise AlreadyAccepted("This agreement is accepted already. Nothing more is needed.")
    if digest_seen(documents) != signing.seen:
        raise TextChanged("The agreement has changed since you opened the page. Please read it again, then accept it.")


def _signature(document: Document, signing: Signing, parties: Parties, actor: str, now: datetime) -> dict[str, object]:
    return {
        "document": document.key,
        "version": document.version,
        "digest": document.digest,
        "text": plain_text(document),
        "parties": {
            "controller": signing.controller,
            "programme": parties.programme,
            "evaluator": parties.evaluator,
            "host": parties.host,
        },
        "signer_name": signing.name,
        "signer_role": signing.role,
        "signer_id": actor,
        "accepted_at": now,
    }
