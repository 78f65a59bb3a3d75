"""A school that has settled what opening a questionnaire asks for."""

from __future__ import annotations

from datetime import datetime

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.enrolment.models import ContactKind
from belonging.web.enrolment.services.agreements import (
    ProgrammeSide,
    Signing,
    accept_agreement,
    digest_seen,
    documents_to_accept,
    record_parties,
)
from belonging.web.enrolment.services.contacts import Person, name_people
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

ACTOR = "test"
SIDE = ProgrammeSide(
    programme="Belonging Matters", programme_contact="team@programme.example", evaluator="Quill Research", host="Hearth"
)
PEOPLE = {
    ContactKind.LEAD: Person("Robin Lead", "robin@maple.example"),
    ContactKind.HEAD: Person("Hana Head", "hana@maple.example"),
    ContactKind.CHAIR: Person("Cory Chair", "cory@maple.example"),
    ContactKind.SENCO: Person("Sam Senco", "sam@maple.example"),
    ContactKind.SAFEGUARDING: Person("Dee Safe", "dee@maple.example"),
    ContactKind.DEPUTY: Person("Ola Deputy", "ola@maple.example"),
}


def parties(cohort: Cohort, now: datetime) -> None:
    record_parties(cohort=cohort, side=SIDE, least_versions={}, actor=ACTOR, now=now)


def accepted(school: School, cohort: Cohort, now: datetime, controller: str = "school") -> None:
    """In a scope that sees the school."""
    seen = digest_seen(documents_to_accept(school, cohort, controller))
    signing = Signing(name="Hana Head", role="Headteacher", seen=seen, controller=controller)
    accept_agreement(school=school, cohort=cohort, signing=signing, actor=ACTOR, now=now)


def ready(school: School, cohort: Cohort, now: datetime) -> None:
    """Agreement on record, people named, the safeguarding lead signed in. In a scope that sees the school."""
    parties(cohort, now)
    accepted(school, cohort, now)
    name_people(school=school, people=PEOPLE, inviting=False, actor=ACTOR, now=now)
    let_in(school, PEOPLE[ContactKind.SAFEGUARDING], now)


def let_in(school: School, person: Person, now: datetime) -> None:
    """The person has an account and may read calls; one account for all schools of a test."""
    user = User.objects.filter(email=person.email).first() or open_account(
        email=person.email, name=person.name, actor=ACTOR, now=now
    )
    grant_role(user=user, role=Role.SAFEGUARDING, school=school, actor=ACTOR, now=now)
