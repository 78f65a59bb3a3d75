"""The ways in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import ROLE_NAMES, Role
from belonging.web.home.demo_people import EVERYONE
from belonging.web.home.presenters.words import listed


@dataclass(frozen=True, slots=True)
class Way:
    """One account of the demo: who, what role and where, and what signing in shows."""

    email: str
    name: str
    role: str
    where: str
    sees: str


def demo_ways(memberships: Iterable[Membership]) -> list[Way]:
    """In the order in which a visitor gets most from them; accounts that are not there are left out."""
    held: dict[str, list[Membership]] = {}
    for membership in memberships:
        held.setdefault(membership.user.email, []).append(membership)
    return [
        Way(
            email=person.email,
            name=person.name,
            role=ROLE_NAMES[Role(held[person.email][0].role)],
            where=_where(held[person.email]),
            sees=person.sees,
        )
        for person in EVERYONE
        if person.email in held
    ]


def _where(memberships: list[Membership]) -> str:
    schools = [membership.school.name for membership in memberships if membership.school is not None]
    if not schools:
        return "the whole programme"
    return listed(schools) if len(schools) < 3 else f"{len(schools)} schools"
