"""A round's way from plan to close. What is asked and how is fixed when it opens."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.base.pepper import new_salt
from belonging.web.enrolment.errors import AgreementMissing, NobodyForSafeguarding
from belonging.web.enrolment.queries import agreement_gap, safeguarding_gap
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.errors import NotTakingPart
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import permission_recorded, takes_part
from belonging.web.schools.models import School
from belonging.web.surveys.errors import (
    BadClosingTime,
    CannotPlan,
    PermissionMissing,
    RoundAlreadyOpened,
    RoundClosed,
    RoundNotOpen,
    RoundSealed,
    WordingChanged,
)
from belonging.web.surveys.models import Entrance, Round, State
from belonging.web.surveys.queries import handle_taken, locked
from belonging.web.surveys.rules.codes import ALPHABET
from belonging.web.surveys.rules.rounds import ASKED_AS, HANDLE_LENGTH, OPEN_AT_MOST
from belonging.web.surveys.services.linking import join_linking, take_kept_slips
from belonging.web.surveys.services.own_pictures import forget_ended


class RoundPlan(TypedDict, total=False):
    """`instrument` by name ("pupil_v1"); `slip_facts` of year_group, sex, sen; `roll`: how many could answer."""

    wave: Required[str]
    instrument: Required[str]
    entrance: Required[str]
    slip_facts: Sequence[str]
    roll: int | None


@transaction.atomic
def plan_round(*, school: School, cohort: Cohort, actor: str, now: datetime, **plan: Unpack[RoundPlan]) -> Round:
    """A draft that can be opened later. Raises CannotPlan, NotTakingPart."""
    instrument = instrument_named(plan["instrument"])
    facts = sorted(set(plan.get("slip_facts", ())))
    _refuse_facts(instrument, facts, plan["entrance"])
    _refuse_left(school, cohort)
    same = {"school": school, "cohort": cohort, "wave": plan["wave"], "instrument": instrument.name}
    if Round.objects.filter(**same).exists():
        raise CannotPlan(f"“{instrument.title}” is already planned for this wave. Please open the round that is there.")
    round_ = Round.objects.create(
        **same,
        instrument_digest=instrument.digest,
        audience=instrument.audience.value,
        entrance=plan["entrance"],
        slip_facts=facts,
        roll=plan.get("roll"),
        handle=free_handle(),
    )
    details = {"wave": round_.wave, "instrument": round_.instrument, "entrance": round_.entrance, "slip_facts": facts}
    record_of(round_, "round-planned", details, actor=actor, now=now)
    return round_


@transaction.atomic
def open_round(*, round_: Round, closes_at: datetime, actor: str, now: datetime) -> None:
    """Make the salt and let answers in. `round_` is brought up to date.

    Raises RoundAlreadyOpened, BadClosingTime, NotTakingPart, WordingChanged, PermissionMissing, AgreementMissing,
    NobodyForSafeguarding; where waves are linked KeyMissing, FirstWaveNotSealed.
    """
    current = locked(round_)
    refuse_unopenable(current, closes_at=closes_at, now=now)
    _refuse_left(current.host, current.cohort)
    _refuse_unready(current, now)
    join_linking(current)
    let_in(current, salt=new_salt(), closes_at=closes_at, actor=actor, now=now)
    take_kept_slips(current)
    round_.refresh_from_db()


def refuse_unopenable(current: Round, *, closes_at: datetime, now: datetime) -> None:
    """Whoever is asked. Raise RoundAlreadyOpened, BadClosingTime, WordingChanged, PermissionMissing."""
    if current.state != State.DRAFT:
        raise RoundAlreadyOpened("This questionnaire has been opened before. Each one is opened once a wave.")
    _refuse_bad_close(closes_at, now)
    instrument = instrument_named(current.instrument)
    if instrument.digest != current.instrument_digest:
        raise WordingChanged(
            "The questionnaire has changed since this round was planned. Please plan the round again with the new one."
        )
    _refuse_unpermitted(current.cohort, instrument)


def let_in(current: Round, *, salt: bytes, closes_at: datetime, actor: str, now: datetime) -> None:
    """Open a locked round that nothing was found against."""
    current.state = State.OPEN
    current.salt = salt
    current.opens_at = now
    current.closes_at = closes_at
    current.save(update_fields=["state", "salt", "opens_at", "closes_at", "ticket_salt", "link_key"])
    details: dict[str, object] = {"closes_at": closes_at.isoformat()}
    if current.link_key:
        details["linked"] = True
    record_of(current, "round-opened", details, actor=actor, now=now)


@transaction.atomic
def close_round(*, round_: Round, actor: str, now: datetime) -> None:
    """Take nobody new. Sends begun before are still taken until the round is sealed.

    Raises RoundNotOpen, RoundClosed, RoundSealed.
    """
    current = locked(round_)
    refuse_unless_open(current)
    current.state = State.CLOSED
    current.closed_at = now if current.closes_at is None else min(now, current.closes_at)
    current.save(update_fields=["state", "closed_at"])
    record_of(current, "round-closed", {}, actor=actor, now=now)
    if not current.is_occasion:
        forget_ended(current.host)
    round_.refresh_from_db()


def refuse_unless_open(current: Round) -> None:
    """Raise RoundNotOpen, RoundClosed or RoundSealed, each with what to do next."""
    if current.state == State.DRAFT:
        raise RoundNotOpen("This questionnaire is not open yet. Please open it first.")
    if current.state == State.CLOSED:
        raise RoundClosed("This questionnaire has closed already.")
    if current.state == State.SEALED:
        raise RoundSealed(
            "This questionnaire has closed and its answers are shuffled. Nothing can be changed any more."
        )


def instrument_named(name: str) -> Instrument:
    """Raises CannotPlan where none has this name."""
    try:
        return load(name)
    except UnknownInstrument as error:
        raise CannotPlan(str(error)) from error


def _refuse_facts(instrument: Instrument, facts: Sequence[str], entrance: str) -> None:
    if facts and entrance != Entrance.SLIPS:
        raise CannotPlan("Only slips can carry facts. With one link for everyone, the form asks instead.")
    asked = {question.fact for question in instrument.about_me}
    strange = [fact for fact in facts if ASKED_AS.get(fact) not in asked]
    if strange:
        raise CannotPlan(f"Slips for “{instrument.title}” cannot carry {', '.join(strange)}. Please leave it out.")


def _refuse_left(school: School, cohort: Cohort) -> None:
    if not takes_part(school, cohort):
        raise NotTakingPart(
            f"{school.name} is not taking part in {cohort.name}. Please ask the programme team to enrol the school."
        )


def _refuse_bad_close(closes_at: datetime, now: datetime) -> None:
    if closes_at <= now:
        raise BadClosingTime("The closing day has to be in the future. Please choose a later day.")
    if closes_at - now > OPEN_AT_MOST + timedelta(minutes=1):
        raise BadClosingTime(
            f"A questionnaire is open for {OPEN_AT_MOST.days} days at most. Please choose an earlier closing day."
        )


def _refuse_unpermitted(cohort: Cohort, instrument: Instrument) -> None:
    if cohort.is_demo or not instrument.rights.permission_needed or permission_recorded(instrument.name):
        return
    raise PermissionMissing(
        f"The wording of “{instrument.title}” belongs to {instrument.rights.holder}, and nobody has recorded that "
        "it may be used. Whoever runs this service gets the owner's permission in writing and then records it: "
        f'belonging record-permission {instrument.name} --granted-by "NAME" --evidence "WHERE THE LETTER IS KEPT"'
    )


def _refuse_unready(current: Round, now: datetime) -> None:
    """No round opens without the signed agreement, nor while no safeguarding person is there; with pupils, one who
    can sign in and read."""
    if missing := agreement_gap(current.host, current.cohort):
        raise AgreementMissing(missing)
    today, pupils = timezone.localdate(now), current.audience == "pupil"
    if nobody := safeguarding_gap(current.host, today, signed_in=pupils):
        raise NobodyForSafeguarding(nobody)


def free_handle() -> str:
    while True:
        handle = "".join(secrets.choice(ALPHABET) for _ in range(HANDLE_LENGTH)).lower()
        if not handle_taken(handle):
            return handle


def record_of(round_: Round, name: str, details: Mapping[str, object], *, actor: str, now: datetime) -> None:
    act = Act(name, f"round:{round_.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=round_.school_id)
