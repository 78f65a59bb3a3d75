"""Counting unknown codes, a round or a pack and an hour at a time; never whose, never from where."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from belonging.web.surveys.errors import CodesPaused
from belonging.web.surveys.models import Pack, Round, WrongCodes
from belonging.web.surveys.rules.budgets import PER_PACK_AN_HOUR, PER_ROUND_AN_HOUR, hour_of, seconds_to_next_hour


def refuse_if_paused(*, round_: Round, now: datetime, pack: Pack | None = None) -> None:
    """CodesPaused when this hour's unknown codes, or the wrong pictures of a class session's pack, are spent."""
    most = PER_ROUND_AN_HOUR if pack is None else PER_PACK_AN_HOUR
    spent = WrongCodes.objects.filter(round=round_, pack=pack, hour=hour_of(now), tries__gte=most).exists()
    if spent:
        raise CodesPaused(seconds_to_next_hour(now))


@transaction.atomic
def count_wrong_code(*, round_: Round, now: datetime, pack: Pack | None = None) -> None:
    """One more unknown code in this clock hour; with `pack`, one more wrong row of pictures in its class sessions."""
    this_hour = WrongCodes.objects.filter(round=round_, pack=pack, hour=hour_of(now))
    if this_hour.update(tries=F("tries") + 1):
        return
    first = WrongCodes(school_id=round_.school_id, round=round_, pack=pack, hour=hour_of(now))
    WrongCodes.objects.bulk_create([first], ignore_conflicts=True)
    this_hour.update(tries=F("tries") + 1)
