"""Giving an interested school its place: the school on the books, its enrolment, and its lead's invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.accounts.errors import RoleHeld
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, invite
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.errors import CohortFull, InterestMoved
from belonging.web.programme.models import Arm, Cohort, Enrolment, Interest, InterestState
from belonging.web.programme.queries import enrolment_of, in_places
from belonging.web.programme.services.enrolments import enrol_school, leave_cohort
from belonging.web.programme.services.interest import move
from belonging.web.schools.models import School
from belonging.web.schools.queries import register_entry
from belonging.web.schools.services import OutsideSchool, add_outside_school, school_from_register

MAY_BE_SELECTED = {InterestState.NEW, InterestState.WAITING, InterestState.DECLINED}


@dataclass(frozen=True, slots=True)
class Lead:
    """Who runs the programme in the school."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The place that a school gets."""

    cohort: Cohort
    arm: Arm
    lead: Lead


@transaction.atomic
def select_interest(*, interest: Interest, offer: Offer, actor: str, now: datetime) -> Enrolment:
    """Give the school its place and invite its lead. In a programme-wide scope.

    Raises InterestMoved, CohortFull, CohortNotOpen, AlreadyEnrolled.
    """
    held = Interest.objects.select_for_update().get(pk=interest.pk)
    if held.state not in MAY_BE_SELECTED:
        raise InterestMoved(f"{held.school_name} is selected already. Please look at the page again.")
    school = held.became or _school_of(held, actor, now)
    enrolment = take_in(school=school, cohort=offer.cohort, arm=offer.arm, lead=offer.lead, actor=actor, now=now)
    Interest.objects.filter(pk=held.pk).update(became=school)
    move(held, MAY_BE_SELECTED, InterestState.SELECTED, now=now, cohort=offer.cohort)
    record_act(act=Act("interest-selected", f"interest:{held.pk}", {"school": school.pk}), actor=actor, now=now)
    return enrolment


@transaction.atomic
def take_in(*, school: School, cohort: Cohort, arm: Arm, lead: Lead | None, actor: str, now: datetime) -> Enrolment:
    """Enrol the school where there is room, and invite its lead. Raises CohortFull, CohortNotOpen, AlreadyEnrolled."""
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if locked.places is not None and in_places(locked) >= locked.places:
        raise CohortFull(
            f"No place of {locked.name} is left. Put {school.name} on the waiting list, or choose another cohort."
        )
    enrolment = enrol_school(cohort=locked, school=school, arm=arm, actor=actor, now=now)
    if lead is not None:
        _invite(lead, school, actor, now)
    return enrolment


@transaction.atomic
def take_back(*, interest: Interest, actor: str, now: datetime) -> None:
    """Undo a selection before the agreement is accepted: the school leaves the cohort and is new in the queue again.

    An invitation that has gone out stays good; end the role on the page of people. Raises InterestMoved.
    """
    held = Interest.objects.select_for_update().get(pk=interest.pk)
    school, cohort = held.became, held.cohort
    if held.state != InterestState.SELECTED or school is None or cohort is None:
        raise InterestMoved(f"{held.school_name} was not selected from here, so there is nothing to take back.")
    enrolment = enrolment_of(school, cohort)
    if enrolment is not None and enrolment.agreed_on is not None:
        raise InterestMoved(
            f"{held.school_name} has accepted the agreement. It can leave the programme, on the page of its cohort."
        )
    leave_cohort(cohort=cohort, school=school, because="The selection was taken back.", actor=actor, now=now)
    move(held, {InterestState.SELECTED}, InterestState.NEW, now=now, cohort=None)
    record_act(act=Act("interest-taken-back", f"interest:{held.pk}"), actor=actor, now=now)


@transaction.atomic
def add_by_hand(*, new: OutsideSchool, cohort: Cohort | None, lead: Lead | None, actor: str, now: datetime) -> School:
    """A school outside the register, with its place and its lead where these are given."""
    school = add_outside_school(new=new, actor=actor, now=now)
    if cohort is not None:
        take_in(school=school, cohort=cohort, arm=Arm.INTERVENTION, lead=lead, actor=actor, now=now)
    return school


def _school_of(interest: Interest, actor: str, now: datetime) -> School:
    entry = register_entry(interest.urn) if interest.urn else None
    if entry is not None:
        return school_from_register(entry=entry, actor=actor, now=now)
    new = OutsideSchool(
        name=interest.school_name,
        town=interest.town,
        nation=interest.nation or "elsewhere",
        setting=interest.setting,
        local_authority=interest.local_authority,
    )
    return add_outside_school(new=new, actor=actor, now=now)


def _invite(lead: Lead, school: School, actor: str, now: datetime) -> None:
    try:
        invite(invitee=Invitee(lead.email, lead.name, Role.LEAD, school=school), actor=actor, now=now)
    except RoleHeld:
        # A school that comes back may still have its lead, who needs no second invitation.
        return
