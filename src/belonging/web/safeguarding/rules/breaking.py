"""How long a break-glass lives, how often codes are tried, and who at the school is told. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from belonging.web.safeguarding.rules.escalation import About, Asked, Person, in_reach

CONFIRM_WITHIN: Final = timedelta(hours=24)
"""After this the first person's reasons are of yesterday: it lapses, and may be proposed anew."""
GOOD_FOR: Final = timedelta(hours=72)
"""From the confirmation on: over a weekend, and no longer."""
MOST_TRIES: Final = 30
"""Codes that the school may try for one comment, however often it is proposed: those it has reason to think of, not
its whole list."""
REFERENCE_LENGTH: Final = 12
"""Symbols of a comment's handle that a reader reads out over the telephone: 48 bits."""


class Stage(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    ENDED = "ended"


def stage(*, confirmed_at: datetime | None, ended_at: datetime | None) -> Stage:
    if ended_at is not None:
        return Stage.ENDED
    return Stage.PROPOSED if confirmed_at is None else Stage.CONFIRMED


def over_at(*, proposed_at: datetime, confirmed_at: datetime | None) -> datetime:
    """When it lapses by itself."""
    return proposed_at + CONFIRM_WITHIN if confirmed_at is None else confirmed_at + GOOD_FOR


def reference_of(handle: str) -> str:
    """As a reader reads it out: a1b2-c3d4-e5f6."""
    return "-".join(handle[place : place + 4] for place in range(0, REFERENCE_LENGTH, 4))


def read_reference(typed: str) -> str:
    """The first symbols of a handle, as typed with or without hyphens; empty where it can be none."""
    symbols = "".join(typed.split()).replace("-", "").lower()
    known = len(symbols) == REFERENCE_LENGTH and all(symbol in "0123456789abcdef" for symbol in symbols)
    return symbols if known else ""


def witnesses(about: About, people: Sequence[Person], subjects: Collection[str] = ()) -> list[Asked]:
    """Who at the school hears that glass was broken: safeguarding (lead, else deputy) and the head.

    In place of whoever it is about stands whoever a call would be turned to.
    """
    reach = in_reach(about, people, subjects)
    return [reach[0], reach[-1]] if len(reach) > 1 else reach
