"""The demo's accounts, one for each way of looking at the programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.cli.loading.sittings import ACTOR
from belonging.web.home.demo_people import ADVISER, EVALUATOR, LEAD, MANAGER, OWN_LEAD, SENCO, DemoPerson
from belonging.web.schools.models import School

ADVISED = 4


def open_accounts(*, own: School, staying: Sequence[School], now: datetime) -> None:
    """`own` is the visitor's school, `staying` those of the pilot that did not leave it."""
    secondary = next((school for school in staying if school.setting == "secondary"), staying[0])
    _account(OWN_LEAD, Role.LEAD, [own], now)
    _account(LEAD, Role.LEAD, [secondary], now)
    _account(SENCO, Role.SENCO, [own, secondary], now)
    _account(ADVISER, Role.ADVISER, [own, *_advised(secondary, staying)], now)
    for person, role in ((MANAGER, Role.MANAGER), (EVALUATOR, Role.EVALUATOR)):
        user = open_account(email=person.email, name=person.name, actor=ACTOR, now=now, is_demo=True)
        grant_role(user=user, role=role, actor=ACTOR, now=now)


def _advised(secondary: School, staying: Sequence[School]) -> list[School]:
    return [secondary, *(school for school in staying if school != secondary)][:ADVISED]


def _account(person: DemoPerson, role: Role, schools: Sequence[School], now: datetime) -> None:
    user = open_account(email=person.email, name=person.name, actor=ACTOR, now=now, is_demo=True)
    for school in schools:
        grant_role(user=user, role=role, school=school, actor=ACTOR, now=now)
