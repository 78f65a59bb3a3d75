"""Which of the proposed times suits a set best, and when a meeting has begun. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

REMIND_BEFORE: Final = 2
"""Weekdays."""
LOOKS_AHEAD: Final = timedelta(days=4)
"""No two weekdays are further apart than that, a weekend between them."""


@dataclass(frozen=True, slots=True)
class Option:
    """A proposed time: how many can, could if need be, cannot, and have not said. `closed`: schools not in that day."""

    time_id: int
    starts_at: datetime
    yes: int
    if_need_be: int
    no: int
    silent: int
    closed: tuple[str, ...] = ()


def best_of(options: Iterable[Option]) -> Option | None:
    """First the fewest who cannot, then the fewest schools closed, then the most who can for sure; of equals the
    earliest. None until somebody has answered."""
    every = list(options)
    if not any(each.yes + each.if_need_be + each.no for each in every):
        return None
    return min(every, key=lambda each: (each.no, len(each.closed), -each.yes, -each.if_need_be, each.starts_at))


def reminded_from(starts_at: datetime) -> datetime:
    """Two weekdays before the meeting, at the same time of day."""
    moment, left = starts_at, REMIND_BEFORE
    while left:
        moment -= timedelta(days=1)
        left -= moment.weekday() < 5
    return moment


def has_begun(starts_at: datetime | None, now: datetime) -> bool:
    """Not one whose time is still looked for."""
    return starts_at is not None and starts_at <= now


def is_earlier(one: datetime | None, other: datetime | None) -> bool:
    """Whether the meeting at `one` comes before that at `other`; one without a time comes after all that have one."""
    return one is not None and (other is None or one < other)
