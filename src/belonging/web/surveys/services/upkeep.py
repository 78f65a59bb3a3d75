"""What time brings: rounds close, are sealed, are counted. Derived from state, so a missed run is made up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from belonging.web.base.scope import programme_scope
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.queries import scope_of
from belonging.web.surveys.rules.acceptance import GRACE
from belonging.web.surveys.services.counting import recount_due
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.traces import erase_what_is_left, rebuild_open_tables

__all__ = ["Upkeep", "rebuild_open_tables", "rounds_due", "tick"]
ACTOR = "tick"
BATCHES_A_LOOK = 10
"""Of counting: 2,000 rounds. A nation is counted over a few looks, so that other duties of the worker go on."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How many rounds were closed, sealed and counted."""

    closed: int
    sealed: int
    counted: int


def tick(*, now: datetime) -> Upkeep:
    """Close what is past its time, seal what closed 72 hours ago, count slips. Outside any scope.

    Only rounds with something due are touched, each closed or sealed in a transaction of its own; counting goes by
    many at once. What fails is raised at the end, when all others are done.
    """
    work: dict[str, Callable[[Round], bool]] = {
        "closed": lambda round_: _close(round_, now),
        "sealed": lambda round_: _seal(round_, now),
    }
    failures: list[Exception] = []
    done = dict.fromkeys([*work, "counted"], 0)
    for each in _due(now):
        for name, act in work.items():
            try:
                with scope_of(each):
                    done[name] += act(Round.objects.get(pk=each.pk))
            except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
                error.add_note(f"round {each.pk}, to be {name}")
                failures.append(error)
    try:
        done["counted"] = recount_due(now=now, batches=BATCHES_A_LOOK)
    except ExceptionGroup as group:
        failures += group.exceptions
    erase_what_is_left()
    if failures:
        raise ExceptionGroup("Some rounds could not be looked after", failures)
    return Upkeep(**done)


def rounds_due(*, now: datetime) -> int:
    """How many rounds wait to be closed or sealed. Outside any scope."""
    return len(_due(now))


def _due(now: datetime) -> list[Round]:
    over = Q(state=State.OPEN, closes_at__lte=now)
    settled = Q(state=State.CLOSED, closed_at__lte=now - GRACE)
    with programme_scope("upkeep"):
        return list(Round.objects.filter(over | settled).order_by("pk").only("pk", "school_id"))


def _close(round_: Round, now: datetime) -> bool:
    if round_.state != State.OPEN or round_.closes_at is None or now < round_.closes_at:
        return False
    close_round(round_=round_, actor=ACTOR, now=now)
    return True


def _seal(round_: Round, now: datetime) -> bool:
    if round_.state != State.CLOSED or round_.closed_at is None or now < round_.closed_at + GRACE:
        return False
    seal_round(round_=round_, actor=ACTOR, now=now)
    return True
