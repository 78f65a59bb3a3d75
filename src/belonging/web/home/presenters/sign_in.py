"""The ways in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import ROLE_NAMES, Role
from belonging.web.home.demo_people import GROUPS, DemoPerson
from belonging.web.home.presenters.words import listed


@dataclass(frozen=True, slots=True)
class Ways:
    """The accounts of one part of the programme."""

    heading: str
    people: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One account of the demo: who, what role and where, and what signing in shows."""

    email: str
    name: str
    role: str
    where: str
    sees: str


def demo_ways(memberships: Iterable[Membership]) -> list[Ways]:
    """In the order in which a visitor gets most from them; accounts and parts that are not there are left out."""
    held: dict[str, list[Membership]] = {}
    for membership in memberships:
        held.setdefault(membership.user.email, []).append(membership)
    groups = [
        Ways(heading, tuple(_way(person, held[person.email]) for person in people if person.email in held))
        for heading, people in GROUPS
    ]
    return [group for group in groups if group.people]


def _way(person: DemoPerson, memberships: list[Membership]) -> Way:
    return Way(
        email=person.email,
        name=person.name,
        role=ROLE_NAMES[Role(memberships[0].role)],
        where=_where(memberships),
        sees=person.sees,
    )


def _where(memberships: list[Membership]) -> str:
    schools = [membership.school.name for membership in memberships if membership.school is not None]
    bodies = [membership.body.name for membership in memberships if membership.body is not None]
    if bodies:
        return listed(bodies)
    if not schools:
        return "the whole programme"
    return listed(schools) if len(schools) < 3 else f"{len(schools)} schools"
