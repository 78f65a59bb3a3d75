"""Who does the audit and the plan in a pretend school: accounts for people whom it has named, and two colleagues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.cli.loading.sittings import ACTOR
from belonging.web.enrolment.models import ContactKind
from belonging.web.enrolment.services.contacts import Person
from belonging.web.home.demo_people import DemoPerson
from belonging.web.schools.models import School

ROLES = {ContactKind.LEAD: Role.LEAD, ContactKind.HEAD: Role.HEAD, ContactKind.SENCO: Role.SENCO}
COLLEAGUES = (
    "Ines Faulkner", "Tobias Wren", "Maryam Sadiq", "Piers Latham", "Ottoline Grey", "Kwame Boateng", "Sian Merrick",
    "Anselm Ruiz", "Bridget Noon", "Haruki Sato", "Delphine Arkwright", "Rufus Bello", "Nerys Vaughan", "Tariq Aziz",
    "Philippa Crane", "Jonah Whitlock", "Amina Yusuf", "Cormac Daly", "Lotte Janssen", "Edwin Mbeki", "Zara Pemberton",
    "Milo Hargreave",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circle:
    lead: User
    head: User
    senco: User
    colleagues: tuple[User, ...]

    @property
    def actor(self) -> str:
        return str(self.lead.pk)


def circle_of(
    place: int, school: School, people: Mapping[ContactKind, Person], now: datetime, *, known: Sequence[DemoPerson] = ()
) -> Circle:
    """`place` is that of the school in a list: no two schools have the same colleagues, after those `known`.

    Who leads the school already, or is its head or SENCO, keeps that role.
    """
    lead, head, senco = (_with_role(school, people[kind], role, now) for kind, role in ROLES.items())
    names = [COLLEAGUES[(2 * place + n) % len(COLLEAGUES)] for n in range(2)]
    colleagues = [Person(each.name, each.email) for each in known]
    colleagues += [Person(name, f"{name.lower().replace(' ', '.')}@{school.slug}.example") for name in names]
    return Circle(lead, head, senco, tuple(_with_role(school, each, Role.COLLEAGUE, now) for each in colleagues[:2]))


def _with_role(school: School, person: Person, role: Role, now: datetime) -> User:
    held = Membership.objects.filter(school=school, role=role).select_related("user")
    if role is Role.COLLEAGUE:
        held = held.filter(user__email=person.email)
    if (before := held.first()) is not None:
        return before.user
    user = User.objects.filter(email=person.email.lower()).first()
    if user is None:
        user = open_account(email=person.email, name=person.name, actor=ACTOR, now=now, is_demo=True)
    grant_role(user=user, role=role, school=school, actor=ACTOR, now=now)
    return user
