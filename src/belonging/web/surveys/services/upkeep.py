"""What time brings: rounds close, are sealed, are counted. Derived from state, so a missed run is made up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.rules.acceptance import GRACE
from belonging.web.surveys.services.counting import refresh_counts
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.traces import rebuild_open_tables

__all__ = ["Upkeep", "rebuild_open_tables", "tick"]
ACTOR = "tick"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How many rounds were closed, sealed and counted."""

    closed: int
    sealed: int
    counted: int


def tick(*, now: datetime) -> Upkeep:
    """Close what is past its time, seal what closed 72 hours ago, count slips. Outside any scope.

    Each round is a transaction of its own. What fails is raised at the end, when all others are done.
    """
    work: dict[str, Callable[[Round], bool]] = {
        "closed": lambda round_: _close(round_, now),
        "sealed": lambda round_: _seal(round_, now),
        "counted": lambda round_: refresh_counts(round_=round_, now=now),
    }
    failures: list[Exception] = []
    done = dict.fromkeys(work, 0)
    for pk, school_id in _unsealed():
        for name, act in work.items():
            try:
                with school_scope(school_id):
                    round_ = Round.objects.get(pk=pk)
                    done[name] += round_.state in (State.OPEN, State.CLOSED) and act(round_)
            except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
                error.add_note(f"round {pk}, to be {name}")
                failures.append(error)
    if failures:
        raise ExceptionGroup("Some rounds could not be looked after", failures)
    return Upkeep(**done)


def _unsealed() -> list[tuple[int, int]]:
    with programme_scope("upkeep"):
        return list(Round.objects.filter(state__in=[State.OPEN, State.CLOSED]).values_list("pk", "school_id"))


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
