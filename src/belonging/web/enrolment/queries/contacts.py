"""The named people of a school."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from belonging.web.accounts.models import Membership
from belonging.web.accounts.queries import same_address
from belonging.web.accounts.roles import Role
from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.schools.models import School

REACHED_FIRST = (ContactKind.SAFEGUARDING, ContactKind.DEPUTY)
ROLES: dict[ContactKind, Role] = {
    ContactKind.HEAD: Role.HEAD,
    ContactKind.SENCO: Role.SENCO,
    ContactKind.SAFEGUARDING: Role.SAFEGUARDING,
    ContactKind.DEPUTY: Role.SAFEGUARDING,
}
"""Who gets an account by being named."""


def contacts(school: School) -> dict[ContactKind, Contact]:
    """Everyone who is named, by kind, in the order in which the kinds are listed."""
    named = {ContactKind(each.kind): each for each in Contact.objects.filter(school=school)}
    return {kind: named[kind] for kind in ContactKind if kind in named}


def contact(school: School, kind: str) -> Contact | None:
    return Contact.objects.filter(school=school, kind=kind).first()


def may_come_in(school: School, email: str, role: Role) -> bool:
    """Whether the address has an account that holds the role at the school."""
    held = Membership.objects.filter(same_address("user__email", email), user__is_active=True, school=school, role=role)
    return held.exists()


def not_signed_in(school: School, named: Mapping[ContactKind, Contact]) -> tuple[ContactKind, ...]:
    """Who is named for something that needs an account and has none with that role yet. One query."""
    held = Membership.objects.filter(school=school, user__is_active=True).values_list("user__email", "role")
    let_in = {(email.casefold(), role) for email, role in held}
    return tuple(
        kind
        for kind, each in named.items()
        if kind in ROLES and (each.email.casefold(), ROLES[kind].value) not in let_in
    )


def safeguarding_gap(school: School, at: date, *, signed_in: bool = False) -> str:
    """Empty when the safeguarding lead or the deputy is named and present that day; otherwise what to do.

    `signed_in`: one who is present has to be able to read a child's request already, too.
    """
    named = {kind: each for kind, each in contacts(school).items() if kind in REACHED_FIRST}
    if not named:
        return (
            f"{school.name} has named no designated safeguarding lead and no deputy. Please name both on the page "
            "“Name your people”: somebody has to be there when a child asks to talk."
        )
    present = {kind: each for kind, each in named.items() if not each.is_away(at)}
    if not present:
        return (
            f"The safeguarding lead and the deputy of {school.name} are marked as away. Please name somebody who is "
            "there, or change the days, on the page “Name your people”."
        )
    if signed_in and len(not_signed_in(school, present)) == len(present):
        names = " and ".join(each.name for each in present.values())
        have = "have" if len(present) > 1 else "has"
        return (
            f"{names} {have} not signed in yet, so that nobody at {school.name} could read it when a child asks to "
            "talk. Please ask them to use the link in their invitation; a new one can be sent on the page “Name your "
            "people”."
        )
    return ""
