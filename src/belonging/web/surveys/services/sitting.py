"""What is known of a class beside its slips: the day it sits, and whom to remind. Gone at sealing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.journal.services import Act, record_act
from belonging.web.schools.queries import calendar_of
from belonging.web.surveys.errors import RoundNotOpen, SittingDayRefused
from belonging.web.surveys.models import Pack, Round
from belonging.web.surveys.queries import locked
from belonging.web.surveys.rules.windows import sitting_day_fault
from belonging.web.surveys.services.rounds import refuse_unless_open


@transaction.atomic
def arrange_sitting(*, pack: Pack, sits_on: date | None, teacher_email: str, actor: str, now: datetime) -> None:
    """Set or clear a class's day and its teacher's address. The journal has the day, never the address.

    Raises RoundNotOpen, RoundClosed, RoundSealed, SittingDayRefused.
    """
    current = locked(pack.round)
    refuse_unless_open(current)
    if sits_on is not None and sits_on != pack.sits_on:
        fault = sitting_day_fault(
            sits_on, calendar=calendar_of(current.host), first=_day(current.opens_at), last=_day(current.closes_at)
        )
        if fault:
            raise SittingDayRefused(fault)
    pack.sits_on, pack.teacher_email = sits_on, teacher_email
    pack.save(update_fields=["sits_on", "teacher_email"])
    details = {"pack": pack.pk, "sits_on": sits_on.isoformat() if sits_on else None, "teacher": bool(teacher_email)}
    act = Act("sitting-arranged", f"round:{current.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)


def forget_teachers(round_: Round) -> None:
    """For sealing, in its transaction: nobody is left to be reminded, so no address is kept."""
    Pack.objects.filter(round=round_).exclude(teacher_email="").update(teacher_email="")


def _day(moment: datetime | None) -> date:
    if moment is None:
        raise RoundNotOpen("This questionnaire is not open yet. Please open it first.")
    return timezone.localdate(moment)
