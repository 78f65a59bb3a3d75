"""Naming people, inviting them, and saying when they are away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from belonging.web.accounts.errors import RoleHeld
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import open_invitations, same_address
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, end_role, invite, refuse_own_grant, withdraw_invitation
from belonging.web.enrolment.errors import BadSpan, DeputyIsTheSame
from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.enrolment.queries.contacts import ROLES, contacts, may_come_in, not_signed_in
from belonging.web.enrolment.services.milestones import note_set_up
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.schools.models import School

PAIR = (ContactKind.SAFEGUARDING, ContactKind.DEPUTY)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Change:
    """Who was sent an invitation, and the names of those whose way in to requests to talk was shut."""

    invited: tuple[ContactKind, ...] = ()
    shut_out: tuple[str, ...] = ()


@transaction.atomic
def name_people(
    *,
    school: School,
    people: Mapping[ContactKind, Person],
    inviting: bool,
    again: bool = False,
    actor: str,
    now: datetime,
) -> Change:
    """Put these people in place; kinds that are not given stay.

    `inviting`: who is new, or has another address. `again`: those, too, who were named before and have not signed in.
    Who is no longer safeguarding lead or deputy loses that role at once. Raises DeputyIsTheSame, OwnGrant.
    """
    before = contacts(school)
    _refuse_one_for_two(before, people)
    _refuse_oneself(school, before, people, actor)
    _free_addresses(before, people)
    for kind, person in people.items():
        old = before.get(kind)
        if old and (old.name, old.email) == (person.name, person.email):
            continue
        away = {} if old and _same(old.email, person.email) else {"away_from": None, "away_until": None}
        Contact.objects.update_or_create(
            school=school, kind=kind, defaults={"name": person.name, "email": person.email, **away}
        )
        record_act(act=Act("contact-named", f"contact:{kind}"), actor=actor, now=now, school_id=school.pk)
    named = contacts(school)
    fresh = {kind for kind in people if kind not in before or not _same(before[kind].email, people[kind].email)}
    wanted = [
        kind for kind in not_signed_in(school, named) if (inviting and kind in fresh) or (again and kind not in fresh)
    ]
    shut_out = _end_replaced(school, before, named, actor, now)
    invited = [kind for kind in wanted if _invited(named[kind], school, actor, now)]
    note_set_up(school=school, actor=actor, now=now)
    return Change(tuple(invited), tuple(shut_out))


@transaction.atomic
def set_away(*, contact: Contact, first: date | None, last: date | None, actor: str, now: datetime) -> None:
    """Away from `first` to `last`, both included; both None: not away. Raises BadSpan."""
    if (first is None) != (last is None):
        raise BadSpan("Please give both days, or leave both empty.")
    if first and last and last < first:
        raise BadSpan("The last day away has to come after the first.")
    contact.away_from, contact.away_until = first, last
    contact.save(update_fields=["away_from", "away_until"])
    details = {"away": first is not None}
    act = Act("contact-away", f"contact:{contact.kind}", details)
    record_act(act=act, actor=actor, now=now, school_id=contact.school_id)


def _refuse_one_for_two(before: Mapping[ContactKind, Contact], people: Mapping[ContactKind, Person]) -> None:
    addresses = [(people.get(kind) or before[kind]).email for kind in PAIR if kind in people or kind in before]
    if len(addresses) == 2 and _same(*addresses):
        raise DeputyIsTheSame(
            "The deputy has to be another person than the safeguarding lead, so that somebody is there when one is "
            "away. Please give another e-mail address."
        )


def _refuse_oneself(
    school: School, before: Mapping[ContactKind, Contact], people: Mapping[ContactKind, Person], actor: str
) -> None:
    """Being named opens the way to the role sooner or later: whoever is asked to take up a call is invited."""
    for kind in PAIR:
        if kind not in people or (kind in before and _same(before[kind].email, people[kind].email)):
            continue
        if not may_come_in(school, people[kind].email, Role.SAFEGUARDING):
            refuse_own_grant(
                User.objects.filter(same_address("email", people[kind].email)).first(), Role.SAFEGUARDING, actor
            )


def _invited(person: Contact, school: School, actor: str, now: datetime) -> bool:
    try:
        role = ROLES[ContactKind(person.kind)]
        invite(invitee=Invitee(person.email, person.name, role, school=school), actor=actor, now=now)
    except RoleHeld:
        # Somebody gave the role a moment ago: nothing is left to do.
        return False
    return True


def _end_replaced(
    school: School,
    before: Mapping[ContactKind, Contact],
    named: Mapping[ContactKind, Contact],
    actor: str,
    now: datetime,
) -> list[str]:
    """Who was safeguarding lead or deputy and is neither now reads no more calls, and hears so."""
    stay = {named[kind].email.casefold() for kind in PAIR if kind in named}
    shut_out = []
    for old in (before[kind] for kind in PAIR if kind in before):
        if old.email.casefold() in stay:
            continue
        role = Role.SAFEGUARDING
        invitations = open_invitations(school).filter(same_address("email", old.email), role=role)
        memberships = Membership.objects.filter(same_address("user__email", old.email), school=school, role=role)
        held = list(memberships.select_related("user"))
        for invitation in invitations:
            withdraw_invitation(invitation=invitation, actor=actor, now=now)
        for membership in held:
            context = {"name": old.name, "school_name": school.name}
            mail = Mail(membership.user.email, "enrolment/mail/safeguarding_ended.txt", context)
            queue_mail(mail=mail, key=f"safeguarding-ended:{membership.pk}", now=now, school_id=school.pk)
            end_role(membership=membership, actor=actor, now=now)
        if held:
            shut_out.append(old.name)
    return shut_out


def _free_addresses(before: Mapping[ContactKind, Contact], people: Mapping[ContactKind, Person]) -> None:
    """Where one of the two takes the other's address, the other's row goes first and is made anew."""
    for kind, other in (PAIR, PAIR[::-1]):
        if kind in people and other in before and _same(people[kind].email, before[other].email):
            before[other].delete()


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
