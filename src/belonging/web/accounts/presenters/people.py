"""People and invitations, in rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from belonging.web.accounts.models import Invitation, Membership, User
from belonging.web.accounts.presenters.words import clock, day
from belonging.web.accounts.queries import PER_PAGE, Sheet, role_and_place
from belonging.web.accounts.roles import GIVEN_BY_A_SCHOOL, ROLE_NAMES, Role
from belonging.web.base.numbers import page_number
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class RoleRow:
    """`end` is empty where the reader may not end it."""

    words: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    email: str
    roles: tuple[RoleRow, ...]
    reset: str = ""


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """`act`: the address to which its two buttons send."""

    name: str
    email: str
    role: str
    state: str
    act: str


@dataclass(frozen=True, slots=True)
class Turning:
    """Addresses of the pages before and after; empty where there is none."""

    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SchoolPeople:
    people: tuple[PersonRow, ...]
    turning: Turning
    invitations: tuple[InvitationRow, ...]


@dataclass(frozen=True, slots=True)
class TeamPage:
    people: tuple[PersonRow, ...]
    turning: Turning
    invitations: tuple[InvitationRow, ...]
    invitations_turning: Turning
    search: str
    nobody: str


@dataclass(frozen=True, slots=True)
class Ending:
    name: str
    role: str
    own: bool


def school_people(
    *, school: School, held: Iterable[Membership], invitations: Iterable[Invitation], page: str, now: datetime
) -> SchoolPeople:
    """One row a person, roles of the programme's team (an adviser) without a way to end them. `page`: which of them."""
    by_person: dict[UUID, list[Membership]] = {}
    for each in held:
        by_person.setdefault(each.user_id, []).append(each)
    number = page_number(page)
    found = list(by_person.values())[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = [
        PersonRow(
            name=memberships[0].user.name,
            email=memberships[0].user.email,
            roles=tuple(_role_in_school(school, each) for each in memberships),
        )
        for memberships in found
    ]
    turning = _turning(number, "page", has_more=len(by_person) > number * PER_PAGE)
    waiting = tuple(
        _invitation(each, reverse("accounts:invitation", args=[school.slug, each.pk]), ROLE_NAMES[Role(each.role)], now)
        for each in invitations
    )
    return SchoolPeople(tuple(rows), turning, waiting)


def team_page(*, shown: Sheet[User], waiting: Sheet[Invitation], search: str, now: datetime) -> TeamPage:
    nobody = f"Nobody’s name, address or school has “{search}” in it." if search else "There is no account yet."
    return TeamPage(
        people=tuple(_person(each) for each in shown.rows),
        turning=_turning(shown.number, "page", search, has_more=shown.has_more),
        invitations=tuple(_waiting(each, now) for each in waiting.rows),
        invitations_turning=_turning(waiting.number, "invitations", search, has_more=waiting.has_more),
        search=search,
        nobody="" if shown.rows else nobody,
    )


def ending(membership: Membership, reader: object) -> Ending:
    """`own`: the reader is about to end a role of their own."""
    role = role_and_place(Role(membership.role), membership.school, membership.body)
    return Ending(name=membership.user.name, role=role, own=membership.user_id == reader)


def _role_in_school(school: School, membership: Membership) -> RoleRow:
    role = Role(membership.role)
    may_end = role in GIVEN_BY_A_SCHOOL
    return RoleRow(ROLE_NAMES[role], reverse("accounts:end_role", args=[school.slug, membership.pk]) if may_end else "")


def _person(user: User) -> PersonRow:
    return PersonRow(
        name=user.name,
        email=user.email,
        roles=tuple(
            RoleRow(
                role_and_place(Role(each.role), each.school, each.body),
                reverse("accounts:team_end_role", args=[each.pk]),
            )
            for each in user.memberships.all()
        ),
        reset=reverse("accounts:team_second_factor", args=[user.pk]),
    )


def _waiting(invitation: Invitation, now: datetime) -> InvitationRow:
    role = role_and_place(Role(invitation.role), invitation.school, invitation.body)
    return _invitation(invitation, reverse("accounts:team_invitation", args=[invitation.pk]), role, now)


def _invitation(invitation: Invitation, act: str, role: str, now: datetime) -> InvitationRow:
    live = invitation.is_live(now)
    until = f"Can be used until {clock(invitation.expires_at)}"
    state = until if live else f"Too old since {day(invitation.expires_at)}: send it again"
    return InvitationRow(name=invitation.name, email=invitation.email, role=role, state=state, act=act)


def _turning(number: int, part: str, search: str = "", *, has_more: bool) -> Turning:
    def address(of: int) -> str:
        return f"?{urlencode([('search', search), (part, of)] if search else [(part, of)])}"

    return Turning(
        words=f"Page {number}" if number > 1 or has_more else "",
        before=address(number - 1) if number > 1 else "",
        after=address(number + 1) if has_more else "",
    )
