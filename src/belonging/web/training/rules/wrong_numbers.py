"""How many unknown certificate numbers may be tried. Nothing counts by address: a whole school is one.

A number that was mistyped is caught by its check symbol and counts for nothing. 11 symbols of 23 make 2^49.8 numbers,
so that 300 tries an hour at one of a million certificates hit once in some 360 years of trying.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

AN_HOUR: Final = 300
"""On the whole platform in one clock hour; after these the page waits for the next."""


def key_of(now: datetime) -> str:
    """Under which the tries of that clock hour are counted."""
    return f"certificate-numbers:{now:%Y%m%d%H}"


def next_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
