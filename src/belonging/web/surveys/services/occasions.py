"""Rounds of the programme's own occasions: a training session ("training:12"), a cohort's leads ("leads:pilot").

They are asked in a professional role and belong to no school: no agreement, roll or safeguarding lead is waited for.
Closing and sealing come with time, as for every round (`upkeep`).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.instruments.model import PROFESSIONAL_AUDIENCES, Audience
from belonging.web.base.pepper import new_salt
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.surveys.errors import CannotPlan
from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.queries import locked
from belonging.web.surveys.services.leads import ask_leads
from belonging.web.surveys.services.rounds import (
    free_handle,
    instrument_named,
    let_in,
    record_of,
    refuse_unopenable,
)


@transaction.atomic
def plan_occasion(*, cohort: Cohort, instrument: str, occasion: str, actor: str, now: datetime) -> Round:
    """The occasion's round as a draft; the one that is there when it was planned before. In any scope or none.

    `occasion` is unique in the whole service. Leads get in by codes that are mailed to them, everybody else by one
    link. Raises CannotPlan.
    """
    asked = instrument_named(instrument)
    if asked.audience not in PROFESSIONAL_AUDIENCES:
        raise CannotPlan(f"“{asked.title}” is asked of a school. Plan it for the cohort's waves instead.")
    if not occasion:
        raise CannotPlan("Say what the questionnaire is about: a session or a cohort's leads.")
    with programme_scope("surveys: plan an occasion"):
        planned, made = Round.objects.get_or_create(
            occasion=occasion,
            defaults={
                "cohort": cohort,
                "instrument": asked.name,
                "instrument_digest": asked.digest,
                "audience": asked.audience.value,
                "entrance": Entrance.SLIPS if asked.audience is Audience.LEAD else Entrance.OPEN_LINK,
                "handle": free_handle(),
            },
        )
        if (planned.cohort_id, planned.instrument) != (cohort.pk, asked.name):
            raise CannotPlan(f"Another questionnaire is planned for {occasion} already.")
        if made:
            details = {"occasion": occasion, "instrument": asked.name}
            record_of(planned, "round-planned", details, actor=actor, now=now)
    return planned


@transaction.atomic
def open_occasion(*, round_: Round, closes_at: datetime, actor: str, now: datetime) -> None:
    """Let answers in; leads are mailed their links. `round_` is brought up to date. In any scope or none.

    Raises RoundAlreadyOpened, BadClosingTime, WordingChanged, PermissionMissing, NobodyToAsk.
    """
    with programme_scope("surveys: open an occasion"):
        current = locked(round_)
        refuse_unopenable(current, closes_at=closes_at, now=now)
        if current.entrance == Entrance.SLIPS:
            ask_leads(current, closes_at=closes_at, actor=actor, now=now)
        else:
            let_in(current, salt=new_salt(), closes_at=closes_at, actor=actor, now=now)
        round_.refresh_from_db()
