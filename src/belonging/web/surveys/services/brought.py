"""Answers that another tool took, sealed as the wave that they were: nobody ever answers such a round here."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from belonging.instruments.load import load
from belonging.web.surveys.errors import RoundAlreadyOpened
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.queries import locked, phase_of
from belonging.web.surveys.rules.sealed_rows import SealedRow, settled_answers
from belonging.web.surveys.services.rounds import record_of
from belonging.web.surveys.services.sealing import shuffled_rows, store_sealed


@transaction.atomic
def seal_brought(
    *, round_: Round, rows: Sequence[SealedRow], held: tuple[date, date], actor: str, now: datetime
) -> None:
    """Shuffle and store under fresh keys, as `seal_round` does; `held`: the first and the last day of the survey.

    Raises RoundAlreadyOpened where the round has been open: none has answers before that. In the school's scope or
    all schools'.
    """
    current = locked(round_)
    if current.state != State.DRAFT:
        raise RoundAlreadyOpened(
            "This wave has been opened here, so answers from elsewhere cannot be mixed in. Bring them in as a survey "
            "of their own."
        )
    settled = settled_answers(load(current.instrument), phase_of(current.host))
    whole = [replace(row, answers={**row.answers, **settled}) for row in rows]
    _close(current, held)
    store_sealed(current, shuffled_rows(current, whole), [], now=now)
    record_of(current, "round-brought", {"answers": len(rows)}, actor=actor, now=now)
    round_.refresh_from_db()


def _close(current: Round, held: tuple[date, date]) -> None:
    """Through the states that a round passes, with the days of the survey. The salt is used for nothing."""
    first, last = held
    current.opens_at = timezone.make_aware(datetime.combine(first, time.min))
    current.closes_at = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    current.state, current.salt = State.OPEN, secrets.token_bytes(32)
    current.save(update_fields=["state", "salt", "opens_at", "closes_at"])
    current.state, current.closed_at = State.CLOSED, current.closes_at
    current.save(update_fields=["state", "closed_at"])
