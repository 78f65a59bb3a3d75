"""Moments as the accounts' pages say them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def clock(moment: datetime) -> str:
    """10:40am on Monday 23 November."""
    local = timezone.localtime(moment)
    return f"{local:%I:%M%p}".lstrip("0").lower() + f" on {date_format(local, 'l j F')}"


def day(moment: datetime) -> str:
    """23 November 2026."""
    return date_format(timezone.localtime(moment), "j F Y")
