"""The people of a school who can be asked, and whom a call or a break-glass is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models.functions import Lower

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.enrolment.queries.contacts import REACHED_FIRST, contacts, not_signed_in
from belonging.web.safeguarding.rules.escalation import About, Asked, Person, barred
from belonging.web.safeguarding.rules.standing import account_mark
from belonging.web.schools.models import School

HELD_BY_SUBJECTS: Final = {About.HEAD: Role.HEAD, About.SAFEGUARDING: Role.SAFEGUARDING}


def people(school: School, day: date) -> list[Person]:
    """The named contacts who can be asked, each with whether they are away that day. Call in the school's scope."""
    asked = {kind.value for kind in Asked}
    return [
        Person(Asked(kind), each.email, away=each.is_away(day))
        for kind, each in contacts(school).items()
        if kind.value in asked
    ]


def subjects_today(school: School, about: About, day: date) -> frozenset[str]:
    """Addresses and accounts of whoever it is about, by the list of contacts and by role, as both stand now."""
    if about is About.NOBODY:
        return frozenset()
    named = barred(about, people(school, day))
    held = Membership.objects.filter(school=school, role=HELD_BY_SUBJECTS[about]).values_list("user_id", "user__email")
    theirs = User.objects.annotate(address=Lower("email")).filter(address__in=named).values_list("pk", "email")
    known = {*held, *theirs}
    return named | {email.lower() for _, email in known} | {account_mark(str(account)) for account, _ in known}


def keepers_without_account(school: School) -> dict[Asked, str]:
    """Names of the safeguarding lead and the deputy as far as they are named and cannot read a call yet."""
    named = {kind: each for kind, each in contacts(school).items() if kind in REACHED_FIRST}
    return {Asked(kind.value): named[kind].name for kind in not_signed_in(school, named)}


def addresses_of(accounts: Iterable[str]) -> dict[str, str]:
    """Address in small letters by account id, of accounts that can sign in. An actor that is no account has none."""
    ids = {each for each in accounts if _is_account(each)}
    return {str(user.pk): user.email.lower() for user in User.objects.filter(pk__in=ids, is_active=True)}


def _is_account(actor: str) -> bool:
    try:
        UUID(actor)
    except ValueError:
        return False
    return True
