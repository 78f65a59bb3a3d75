"""Giving schools their places, moving them between arms, and noting how far they have come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.errors import AlreadyEnrolled, ArmFixed, CohortNotOpen, NotTakingPart
from belonging.web.programme.models import Arm, Cohort, CohortState, Enrolment, Milestone, Stage
from belonging.web.programme.queries import masks
from belonging.web.programme.rules import mask_number
from belonging.web.schools.models import School


@transaction.atomic
def enrol_school(
    *, cohort: Cohort, school: School, mask: str = "", arm: str = Arm.INTERVENTION, actor: str, now: datetime
) -> Enrolment:
    """Give the school its place, under `mask` or the first letter that is free.

    A school that had left comes back under its old letter. Raises AlreadyEnrolled, CohortNotOpen.
    """
    if cohort.is_demo and not school.is_simulated:
        raise AlreadyEnrolled(f"{cohort.name} is a demo: it holds simulated schools only, and {school.name} is real.")
    with programme_scope("enrol a school"):
        held = Cohort.objects.select_for_update().get(pk=cohort.pk)
        if held.state == CohortState.FINISHED:
            raise CohortNotOpen(f"{cohort.name} is over. Please choose another cohort for {school.name}.")
        before = Enrolment.objects.filter(cohort=cohort, school=school).first()
        if before is not None and before.stage != Stage.LEFT:
            raise AlreadyEnrolled(f"{school.name} is already in {cohort.name}.")
        today = timezone.localdate(now)
        if before is not None:
            enrolment = _back(before, arm)
        else:
            taken = set(masks(cohort).values())
            if mask in taken:
                raise AlreadyEnrolled(f"Another school is already called {mask} in {cohort.name}.")
            enrolment = Enrolment.objects.create(
                school=school, cohort=cohort, mask=mask or _free_mask(taken), arm=arm, enrolled_on=today
            )
        act = Act("school-enrolled", f"cohort:{cohort.pk}", {"mask": enrolment.mask, "arm": str(arm)})
        record_act(act=act, actor=actor, now=now, school_id=school.pk)
    return enrolment


@transaction.atomic
def leave_cohort(*, cohort: Cohort, school: School, because: str = "", actor: str, now: datetime) -> None:
    """The school takes no further part; what it has answered stays. Raises NotTakingPart."""
    with programme_scope("a school leaves"):
        staying = Enrolment.objects.filter(school=school, cohort=cohort, stage=Stage.TAKING_PART)
        left = staying.update(stage=Stage.LEFT, left_on=timezone.localdate(now), left_because=because)
        if not left:
            raise NotTakingPart(f"{school.name} is not taking part in {cohort.name}, so it cannot leave it.")
        record_act(act=Act("school-left", f"cohort:{cohort.pk}"), actor=actor, now=now, school_id=school.pk)


@transaction.atomic
def set_arm(*, cohort: Cohort, school: School, arm: Arm, actor: str, now: datetime) -> None:
    """Move the school to another arm, before its baseline only. Raises NotTakingPart, ArmFixed."""
    with programme_scope("a school's arm"):
        held = Enrolment.objects.select_for_update().filter(cohort=cohort, school=school, stage=Stage.TAKING_PART)
        enrolment = held.first()
        if enrolment is None:
            raise NotTakingPart(f"{school.name} is not taking part in {cohort.name}.")
        if enrolment.baseline_on is not None:
            raise ArmFixed(
                f"{school.name} has answered its baseline, so it stays where it is. "
                "Moving it now would make the comparison worthless."
            )
        if enrolment.arm == arm:
            return
        details = {"from": enrolment.arm, "to": arm.value}
        held.update(arm=arm)
        act = Act("school-arm-changed", f"cohort:{cohort.pk}", details)
        record_act(act=act, actor=actor, now=now, school_id=school.pk)


@transaction.atomic
def reach_milestone(*, cohort: Cohort, school: School, milestone: Milestone, actor: str, now: datetime) -> bool:
    """Note the day on which the school came so far; False where it is noted already. Called by the parts above.

    In any scope that sees the school. A later call changes nothing, so it is safe to repeat.
    """
    rows = Enrolment.objects.filter(cohort=cohort, school=school, **{f"{milestone.value}__isnull": True})
    if not rows.update(**{milestone.value: timezone.localdate(now)}):
        return False
    act = Act("milestone-reached", f"cohort:{cohort.pk}", {"milestone": milestone.name.lower()})
    record_act(act=act, actor=actor, now=now, school_id=school.pk)
    return True


def _back(before: Enrolment, arm: str) -> Enrolment:
    before.stage = Stage.TAKING_PART
    before.left_on = None
    before.left_because = ""
    if before.baseline_on is None:
        before.arm = arm
    before.save(update_fields=["stage", "left_on", "left_because", "arm"])
    return before


def _free_mask(taken: set[str]) -> str:
    return next(letter for letter in map(mask_number, range(len(taken) + 1)) if letter not in taken)
