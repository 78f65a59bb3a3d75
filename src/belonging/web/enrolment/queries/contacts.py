"""The named people of a school."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from belonging.web.accounts.models import Membership
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
    held = Membership.objects.filter(user__email__iexact=email, user__is_active=True, school=school, role=role)
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


def safeguarding_gap(school: School, at: date) -> str:
    """Empty when the safeguarding lead or the deputy is named and present that day; otherwise what to do."""
    named = [each for kind, each in contacts(school).items() if kind in REACHED_FIRST]
    if not named:
        return (
            f"{school.name} has named no designated safeguarding lead and no deputy. Please name both on the page "
            "“Name your people”: somebody has to be there when a child asks to talk."
        )
    if all(each.is_away(at) for each in named):
        return (
            f"The safeguarding lead and the deputy of {school.name} are marked as away. Please name somebody who is "
            "there, or change the days, on the page “Name your people”."
        )
    return ""
