"""Making a set, and who sits in it: acts of the programme's team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.audit.rules.evidence import cleaned_line
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.sets.errors import NotASet
from belonging.web.sets.models import LearningSet, Member
from belonging.web.sets.queries.sitting import members_of
from belonging.web.sets.queries.team import facilitators, possible_members
from belonging.web.sets.rules.keeping import LARGEST, SMALLEST
from belonging.web.sets.services.mails import tell_new_facilitator, tell_seated
from belonging.web.sets.services.record import note_of_set

NOT_A_LEAD = "One of these people leads no school of this cohort, or sits in another of its sets. Please choose again."


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWords:
    """`seats`: ids of memberships, the roles by which the members lead their schools."""

    name: str
    facilitator: UUID
    seats: Sequence[int] = ()


@transaction.atomic
def make_set(*, cohort: Cohort, words: SetWords, actor: str, now: datetime) -> LearningSet:
    """In a programme-wide scope. Everybody gets a mail. Raises NotASet."""
    seats = _seats(cohort, words.seats)
    if not SMALLEST <= len(seats) <= LARGEST:
        raise NotASet(f"A set has {SMALLEST} to {LARGEST} members. You chose {len(seats)}.")
    made = LearningSet(cohort=cohort, facilitates_since=now, made_by=actor, made_at=now)
    _named(made, words)
    made.save()
    note_of_set("set-made", made, actor=actor, now=now, members=len(seats))
    for user, school in seats:
        Member.objects.create(learning_set=made, user=user, school=school, joined_at=now)
    tell_seated(made, [made.facilitator, *(user for user, _ in seats)], now=now)
    return made


@transaction.atomic
def change_set(*, learning_set: LearningSet, words: SetWords, actor: str, now: datetime) -> LearningSet:
    """Its name and facilitator. A new facilitator reads what is said from now on, and every member is told who it is.
    Raises NotASet."""
    held = _locked(learning_set)
    before = held.facilitator_id
    _named(held, words)
    if held.facilitator_id != before:
        held.facilitates_since = now
    held.save()
    note_of_set("set-changed", held, actor=actor, now=now)
    if held.facilitator_id != before:
        tell_seated(held, [held.facilitator], now=now)
        tell_new_facilitator(held, [each.user for each in members_of(held)], now=now)
    return held


@transaction.atomic
def seat_members(*, learning_set: LearningSet, seats: Sequence[int], actor: str, now: datetime) -> list[Member]:
    """New members read what is said from now on. In a programme-wide scope. Raises NotASet."""
    held = _locked(learning_set)
    wanted = _seats(held.cohort, seats)
    if not wanted:
        raise NotASet("Please choose whom to add.")
    seated = Member.objects.filter(learning_set=held, left_at__isnull=True).count()
    if seated + len(wanted) > LARGEST:
        room = max(LARGEST - seated, 0)
        raise NotASet(f"A set has {LARGEST} members at most. There is room for {room} more.")
    made = [Member.objects.create(learning_set=held, user=u, school=s, joined_at=now) for u, s in wanted]
    note_of_set("set-members-added", held, actor=actor, now=now, members=len(made))
    tell_seated(held, [user for user, _ in wanted], now=now)
    return made


@transaction.atomic
def end_seat(*, member: Member, actor: str, now: datetime) -> None:
    """From now on the set is closed to this person. What they said stays with the set, unless they ask. Idempotent."""
    ended = Member.objects.filter(pk=member.pk, left_at__isnull=True).update(left_at=now)
    if ended:
        note_of_set("set-member-left", member.learning_set, actor=actor, now=now, member=member.pk)


def _named(held: LearningSet, words: SetWords) -> None:
    held.name = cleaned_line(words.name)
    if not held.name:
        raise NotASet("Please give the set a name, for instance “Oak”.")
    if LearningSet.objects.filter(cohort=held.cohort, name=held.name).exclude(pk=held.pk).exists():
        raise NotASet("This cohort has a set of that name already. Please choose another.")
    lead = next((each for each in facilitators() if each.pk == words.facilitator), None)
    if lead is None:
        raise NotASet("That person is no facilitator. Please choose one from the list, or invite one first.")
    held.facilitator = lead


def _seats(cohort: Cohort, wanted: Sequence[int]) -> list[tuple[User, School]]:
    """One seat a person, for the first of their schools among those wanted."""
    known = {each.pk: (each.user, each.school) for each in possible_members(cohort) if each.school is not None}
    if not set(wanted) <= set(known):
        raise NotASet(NOT_A_LEAD)
    by_person: dict[UUID, tuple[User, School]] = {}
    for pk in wanted:
        by_person.setdefault(known[pk][0].pk, known[pk])
    return list(by_person.values())


def _locked(learning_set: LearningSet) -> LearningSet:
    found = LearningSet.objects.select_for_update(of=("self",)).select_related("cohort", "facilitator")
    return found.get(pk=learning_set.pk)
