"""Counting unknown certificate numbers, in the cache that all processes share. No journal: nobody did anything."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from belonging.web.base.errors import Refused
from belonging.web.training.rules.wrong_numbers import AN_HOUR, key_of, next_hour

_KEPT = 2 * 60 * 60


class TooManyTries(Refused):
    def __init__(self, again: datetime) -> None:
        at = f"{timezone.localtime(again):%-I%p}".lower()
        super().__init__(f"Too many unknown numbers were tried in the last hour. Please try again after {at}.")


def refuse_guessing(now: datetime) -> None:
    """Raises TooManyTries."""
    if cache.get(key_of(now), 0) >= AN_HOUR:
        raise TooManyTries(next_hour(now))


def count_unknown(now: datetime) -> None:
    key = key_of(now)
    if not cache.add(key, 1, timeout=_KEPT):
        cache.incr(key)
