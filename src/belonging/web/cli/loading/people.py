"""The demo's accounts, one for each way of looking at the programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.cli.loading.sittings import ACTOR
from belonging.web.home.demo_people import (
    ADVISER,
    AUTHORITY,
    COLLEAGUE,
    DIRECTOR,
    EVALUATOR,
    FACILITATOR,
    HEAD,
    LEAD,
    MANAGER,
    NEW_LEAD,
    OWN_LEAD,
    SAFEGUARDING,
    SCREENER,
    SENCO,
    STAFF,
    TRANSLATOR,
    TRUST,
    DemoPerson,
)
from belonging.web.schools.models import Body, School

ADVISED = 4
IN_THE_PROGRAMME = (
    (MANAGER, Role.MANAGER),
    (DIRECTOR, Role.MANAGER),
    (SCREENER, Role.SCREENER),
    (TRANSLATOR, Role.TRANSLATOR),
    (EVALUATOR, Role.EVALUATOR),
    (FACILITATOR, Role.FACILITATOR),
)
LATER = (NEW_LEAD, HEAD)
"""Their schools give them their roles when these join."""


@dataclass(frozen=True, slots=True)
class Team:
    """Accounts as the journal names them."""

    manager: str
    adviser: str
    screener: str
    translator: str
    safeguarding: str
    trust: str
    own_lead: str
    senco: str
    evaluator: str
    director: str


def open_accounts(*, own: School, staying: Sequence[School], trust: Body, authority: Body, now: datetime) -> Team:
    """`own` is the visitor's school, `staying` those of the pilot that did not leave it."""
    secondary = ended_school(staying)
    own_lead = _account(OWN_LEAD, Role.LEAD, [own], now)
    _account(LEAD, Role.LEAD, [secondary], now)
    senco = _account(SENCO, Role.SENCO, [own, secondary], now)
    _account(COLLEAGUE, Role.COLLEAGUE, [own], now)
    _account(STAFF, Role.STAFF, [secondary], now)
    safeguarding = _account(SAFEGUARDING, Role.SAFEGUARDING, [own], now)
    adviser = _account(ADVISER, Role.ADVISER, [own, *_advised(secondary, staying)], now)
    held = {}
    for person, role in IN_THE_PROGRAMME:
        user = held[person] = open_demo_account(person.email, person.name, now)
        grant_role(user=user, role=role, actor=ACTOR, now=now)
    for person, role, body in ((TRUST, Role.TRUST, trust), (AUTHORITY, Role.AUTHORITY, authority)):
        user = held[person] = open_demo_account(person.email, person.name, now)
        grant_role(user=user, role=role, body=body, actor=ACTOR, now=now)
    for person in LATER:
        open_demo_account(person.email, person.name, now)
    return Team(
        manager=str(held[MANAGER].pk),
        adviser=str(adviser.pk),
        screener=str(held[SCREENER].pk),
        translator=str(held[TRANSLATOR].pk),
        safeguarding=str(safeguarding.pk),
        own_lead=str(own_lead.pk),
        senco=str(senco.pk),
        trust=str(held[TRUST].pk),
        evaluator=str(held[EVALUATOR].pk),
        director=str(held[DIRECTOR].pk),
    )


def ended_school(staying: Sequence[School]) -> School:
    """The school of the pilot whose lead a visitor can be: a secondary one, for it shows most."""
    return next((school for school in staying if school.setting == "secondary"), staying[0])


def open_demo_account(email: str, name: str, now: datetime) -> User:
    return open_account(email=email, name=name, actor=ACTOR, now=now, is_demo=True)


def seen(email: str, now: datetime) -> None:
    """Somebody signed in then: Django keeps this day, and the warnings for quiet schools go by it."""
    User.objects.filter(email=email).update(last_login=now)


def _advised(secondary: School, staying: Sequence[School]) -> list[School]:
    return [secondary, *(school for school in staying if school != secondary)][:ADVISED]


def _account(person: DemoPerson, role: Role, schools: Sequence[School], now: datetime) -> User:
    user = open_demo_account(person.email, person.name, now)
    for school in schools:
        grant_role(user=user, role=role, school=school, actor=ACTOR, now=now)
    return user
