"""More time for an open round: forward only, 28 days in all at most, with its reason in the journal."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.journal.services import Act, record_act
from belonging.web.schools.queries import calendar_of
from belonging.web.surveys.errors import CannotExtend, RoundClosed
from belonging.web.surveys.models import Round
from belonging.web.surveys.queries import locked
from belonging.web.surveys.rules.windows import closing_day_fault, end_of, last_possible
from belonging.web.surveys.services.rounds import refuse_unless_open

ACT = "round-extended"
LONGEST_REASON = 200


@transaction.atomic
def extend_round(*, round_: Round, last_day: date, reason: str, actor: str, now: datetime) -> None:
    """Let answers in until the end of `last_day`. `round_` is brought up to date.

    Raises RoundNotOpen, RoundClosed, RoundSealed, CannotExtend.
    """
    current = locked(round_)
    refuse_unless_open(current)
    if current.opens_at is None or current.closes_at is None or now >= current.closes_at:
        raise RoundClosed("The last day of this questionnaire is over, so it cannot get more time.")
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise CannotExtend(f"Please say why more time is needed, in {LONGEST_REASON} characters at most.")
    before = timezone.localdate(current.closes_at)
    if last_day <= before:
        raise CannotExtend("A questionnaire can get more time, not less. Please choose a later day, or close it now.")
    fault = closing_day_fault(
        last_day,
        calendar=calendar_of(current.host),
        earliest=before,
        latest=last_possible(timezone.localdate(current.opens_at)),
    )
    if fault:
        raise CannotExtend(fault)
    current.closes_at = end_of(last_day)
    current.save(update_fields=["closes_at"])
    details = {"from": before.isoformat(), "to": last_day.isoformat(), "reason": said}
    act = Act(ACT, f"round:{current.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    round_.refresh_from_db()
