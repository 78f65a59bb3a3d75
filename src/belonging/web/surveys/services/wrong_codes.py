"""Counting unknown codes, a round and an hour at a time; never whose, never from where."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from belonging.web.surveys.errors import CodesPaused
from belonging.web.surveys.models import Round, WrongCodes
from belonging.web.surveys.rules.budgets import PER_ROUND_AN_HOUR, hour_of, seconds_to_next_hour


def refuse_if_paused(*, round_: Round, now: datetime) -> None:
    """CodesPaused when this hour's unknown codes are spent."""
    spent = WrongCodes.objects.filter(round=round_, hour=hour_of(now), tries__gte=PER_ROUND_AN_HOUR).exists()
    if spent:
        raise CodesPaused(seconds_to_next_hour(now))


@transaction.atomic
def count_wrong_code(*, round_: Round, now: datetime) -> None:
    """One more unknown code in this clock hour."""
    this_hour = WrongCodes.objects.filter(round=round_, hour=hour_of(now))
    if this_hour.update(tries=F("tries") + 1):
        return
    first = WrongCodes(school_id=round_.school_id, round=round_, hour=hour_of(now))
    WrongCodes.objects.bulk_create([first], ignore_conflicts=True)
    this_hour.update(tries=F("tries") + 1)
