"""Beginning an audit, and the day by which it is to be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.audit.errors import AuditSignedOff, CannotStart, DayBeforeLast, DayPassed
from belonging.web.audit.models import Audit, Stage
from belonging.web.audit.queries.audits import audits_of, locked
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.rules.stages import start_fault
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries.cohorts import wave_window
from belonging.web.programme.queries.enrolments import takes_part
from belonging.web.schools.models import School

WAVE_OF = {Stage.BASELINE: "baseline", Stage.MIDPOINT: "midpoint", Stage.FINAL: "endline"}


@transaction.atomic
def start_audit(
    *, school: School, cohort: Cohort, stage: str, actor: str, now: datetime, due_on: date | None = None
) -> Audit:
    """Begin an audit by the newest version of the instrument. Without `due_on`: the end of the stage's wave, if ahead.

    Raises CannotStart, DayBeforeLast.
    """
    held = School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if not takes_part(held, cohort):
        raise CannotStart("Your school does not take part in this programme now, so no audit can start.")
    audits = audits_of(held, cohort)
    fault = start_fault(stage, {audit.stage: audit.is_signed_off for audit in audits})
    if fault:
        raise CannotStart(fault)
    last = last_due(audits)
    if due_on is not None and last is not None and due_on < last:
        raise DayBeforeLast(last)
    audit = Audit.objects.create(
        school=held,
        cohort=cohort,
        stage=stage,
        edition=current_edition().name,
        due_on=due_on or proposed_day(cohort, stage, timezone.localdate(now), last),
        started_by=actor,
        started_at=now,
    )
    details = {"stage": stage, "edition": audit.edition, "due": audit.due_on.isoformat() if audit.due_on else ""}
    record_act(act=Act("audit-started", f"audit:{audit.pk}", details), actor=actor, now=now, school_id=held.pk)
    return audit


def proposed_day(cohort: Cohort, stage: str, today: date, last: date | None) -> date | None:
    """The last day of the wave that goes with the stage; None where it is over, not planned, or before `last`."""
    window = wave_window(cohort, WAVE_OF[Stage(stage)])
    return window[1] if window and window[1] > today and window[1] >= (last or window[1]) else None


def last_due(audits: Iterable[Audit], *, before: Audit | None = None) -> date | None:
    """The day by which the school's audits were due, those from `before` on left out."""
    until = (before.started_at, before.pk) if before else None
    days = [each.due_on for each in audits if until is None or (each.started_at, each.pk) < until]
    return max((day for day in days if day is not None), default=None)


def has_begun(cohort: Cohort, stage: str, today: date) -> bool:
    """Whether the wave that goes with the stage has begun; no where none is planned."""
    window = wave_window(cohort, WAVE_OF[Stage(stage)])
    return window is not None and window[0] <= today


@transaction.atomic
def change_due(*, audit: Audit, due_on: date | None, actor: str, now: datetime) -> Audit:
    """Another day to be done by, or none; reminders go by it. Raises AuditSignedOff, DayPassed, DayBeforeLast."""
    current = locked(audit)
    if current.is_signed_off:
        raise AuditSignedOff
    if due_on == current.due_on:
        return current
    if due_on is not None and due_on < timezone.localdate(now):
        raise DayPassed
    last = last_due(audits_of(current.school, current.cohort), before=current)
    if due_on is not None and last is not None and due_on < last:
        raise DayBeforeLast(last)
    before, current.due_on = current.due_on, due_on
    current.save(update_fields=["due_on"])
    details = {"was": before.isoformat() if before else "", "due": due_on.isoformat() if due_on else ""}
    act = Act("audit-due-changed", f"audit:{current.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    return current
