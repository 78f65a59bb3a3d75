"""Cohorts, who is in them, and whose wording may be used. Programme-wide acts: they open their own scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.errors import AlreadyEnrolled, CohortExists, NotAForeignWording, NotTakingPart
from belonging.web.programme.models import Cohort, Enrolment, Stage, WordingPermission
from belonging.web.programme.queries import masks
from belonging.web.programme.rules import mask_number
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who allowed the use of a wording, and where their letter or e-mail is kept."""

    granted_by: str
    kept_at: str


@transaction.atomic
def create_cohort(*, name: str, slug: str, starts_on: date, is_demo: bool = False, actor: str, now: datetime) -> Cohort:
    """Raises CohortExists. A demo cohort holds simulated schools only and needs no permission of wording."""
    if Cohort.objects.filter(slug=slug).exists():
        raise CohortExists(f"A cohort is already at the address '{slug}'. Please choose another address.")
    cohort = Cohort.objects.create(name=name, slug=slug, starts_on=starts_on, is_demo=is_demo)
    with programme_scope("create a cohort"):
        record_act(act=Act("cohort-created", f"cohort:{cohort.pk}"), actor=actor, now=now)
    return cohort


@transaction.atomic
def enrol_school(*, cohort: Cohort, school: School, mask: str = "", actor: str, now: datetime) -> Enrolment:
    """Give the school its place, under `mask` or the first letter that is free. Raises AlreadyEnrolled."""
    if cohort.is_demo and not school.is_simulated:
        raise AlreadyEnrolled(f"{cohort.name} is a demo: it holds simulated schools only, and {school.name} is real.")
    with programme_scope("enrol a school"):
        Cohort.objects.select_for_update().get(pk=cohort.pk)
        taken = masks(cohort)
        if school.pk in taken:
            raise AlreadyEnrolled(f"{school.name} is already in {cohort.name}.")
        if mask in taken.values():
            raise AlreadyEnrolled(f"Another school is already called {mask} in {cohort.name}.")
        enrolment = Enrolment.objects.create(school=school, cohort=cohort, mask=mask or _free_mask(set(taken.values())))
        act = Act("school-enrolled", f"cohort:{cohort.pk}", {"mask": enrolment.mask})
        record_act(act=act, actor=actor, now=now, school_id=school.pk)
    return enrolment


@transaction.atomic
def leave_cohort(*, cohort: Cohort, school: School, actor: str, now: datetime) -> None:
    """The school takes no further part; what it has answered stays. Raises NotTakingPart."""
    with programme_scope("a school leaves"):
        left = Enrolment.objects.filter(school=school, cohort=cohort, stage=Stage.TAKING_PART).update(stage=Stage.LEFT)
        if not left:
            raise NotTakingPart(f"{school.name} is not taking part in {cohort.name}, so it cannot leave it.")
        record_act(act=Act("school-left", f"cohort:{cohort.pk}"), actor=actor, now=now, school_id=school.pk)


@transaction.atomic
def record_permission(*, instrument: str, evidence: Evidence, actor: str, now: datetime) -> WordingPermission:
    """Record that the wording's owner allows its use in live cohorts; a later record replaces an earlier.

    Raises NotAForeignWording.
    """
    try:
        rights = load(instrument).rights
    except UnknownInstrument as error:
        raise NotAForeignWording(str(error)) from error
    if not rights.permission_needed:
        raise NotAForeignWording(f"The wording of {instrument} needs nobody's permission.")
    permission, _ = WordingPermission.objects.update_or_create(
        instrument=instrument,
        defaults={
            "granted_by": evidence.granted_by,
            "evidence": evidence.kept_at,
            "recorded_at": now,
            "recorded_by": actor,
        },
    )
    with programme_scope("record a permission"):
        record_act(act=Act("wording-permission-recorded", f"instrument:{instrument}"), actor=actor, now=now)
    return permission


def _free_mask(taken: set[str]) -> str:
    return next(letter for letter in map(mask_number, range(26 * 27)) if letter not in taken)
