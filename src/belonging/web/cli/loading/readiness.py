"""What every pretend school has settled before its questionnaires open."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.sittings import ACTOR
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

SIDE = ProgrammeSide(
    programme="Belonging Matters (simulated)",
    programme_contact="team@programme.example",
    evaluator="Quill Research (simulated)",
    host="Hearth Hosting (simulated)",
)
NAMES = {
    ContactKind.LEAD: "Robin Okafor",
    ContactKind.HEAD: "Helen Marsh",
    ContactKind.CHAIR: "Colin Abbey",
    ContactKind.SENCO: "Samira Khan",
    ContactKind.SAFEGUARDING: "Dee Lawson",
    ContactKind.DEPUTY: "Ola Brandt",
}


def settle(*, cohort: Cohort, schools: list[School], now: datetime) -> None:
    """Agreement accepted, people named, nobody mailed."""
    record_parties(cohort=cohort, side=SIDE, least_versions={}, actor=ACTOR, now=now)
    for school in schools:
        with school_scope(school.pk):
            seen = digest_seen(documents_to_accept(school, cohort, "school"))
            signing = Signing(name=NAMES[ContactKind.HEAD], role="Headteacher", seen=seen)
            accept_agreement(school=school, cohort=cohort, signing=signing, actor=ACTOR, now=now)
            people = {kind: Person(name, _address(name, school)) for kind, name in NAMES.items()}
            name_people(school=school, people=people, inviting=False, actor=ACTOR, now=now)


def _address(name: str, school: School) -> str:
    return f"{name.lower().replace(' ', '.')}@{school.slug}.example"
