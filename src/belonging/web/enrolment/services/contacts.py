"""Naming people, inviting them, and saying when they are away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from belonging.web.accounts.services import Invitee, invite
from belonging.web.enrolment.errors import BadSpan, DeputyIsTheSame
from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.enrolment.queries.contacts import ROLES, contacts
from belonging.web.enrolment.services.milestones import note_set_up
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import School

PAIR = (ContactKind.SAFEGUARDING, ContactKind.DEPUTY)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str


@transaction.atomic
def name_people(
    *, school: School, people: Mapping[ContactKind, Person], inviting: bool, actor: str, now: datetime
) -> list[ContactKind]:
    """Put these people in place; kinds that are not given stay. Gives the kinds that were invited.

    Only who is new, or has another address, is invited. Raises DeputyIsTheSame.
    """
    before = contacts(school)
    _refuse_one_for_two(before, people)
    invited = []
    _free_addresses(before, people)
    for kind, person in people.items():
        old = before.get(kind)
        if old and (old.name, old.email) == (person.name, person.email):
            continue
        same_address = old is not None and _same(old.email, person.email)
        away = {} if same_address else {"away_from": None, "away_until": None}
        Contact.objects.update_or_create(
            school=school, kind=kind, defaults={"name": person.name, "email": person.email, **away}
        )
        record_act(act=Act("contact-named", f"contact:{kind}"), actor=actor, now=now, school_id=school.pk)
        if inviting and not same_address and kind in ROLES:
            invitee = Invitee(email=person.email, name=person.name, role=ROLES[kind], school=school)
            invite(invitee=invitee, actor=actor, now=now)
            invited.append(kind)
    note_set_up(school=school, actor=actor, now=now)
    return invited


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


def _free_addresses(before: Mapping[ContactKind, Contact], people: Mapping[ContactKind, Person]) -> None:
    """Where one of the two takes the other's address, the other's row goes first and is made anew."""
    for kind, other in (PAIR, PAIR[::-1]):
        if kind in people and other in before and _same(people[kind].email, before[other].email):
            before[other].delete()


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
