"""Waves, days and states in words."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.programme.models import Wave

TITLE = "You said, we did"


def long_day(moment: date | datetime) -> str:
    """Friday 4 December 2026."""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return date_format(day, "l j F Y")


def wave_words(wave: str) -> str:
    return Wave(wave).label
