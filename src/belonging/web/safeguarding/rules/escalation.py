"""Who is asked to take up a call, and when. Pure: the calendar, the moment and the people are given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from belonging.web.schools.rules.calendar import Calendar

ROUNDED_TO: Final = timedelta(minutes=10)
"""A call is kept with no finer time than this: a minute could be laid beside the order of a class."""
STEPS: Final = (timedelta(0), timedelta(hours=1), timedelta(hours=4))
"""School time after which the first, second and third person of the school is asked."""


ERASED_AFTER: Final = timedelta(days=30)
"""What was typed, counted from when somebody took it up."""
REMINDED_BEFORE: Final = timedelta(days=7)


class Asked(StrEnum):
    """The values are those of a school's contacts; the programme's team stands behind them all."""

    SAFEGUARDING = "safeguarding"
    DEPUTY = "deputy"
    HEAD = "head"
    CHAIR = "chair"
    PROGRAMME = "programme"


class About(StrEnum):
    """Whom the call is about, where that decides who may read it."""

    NOBODY = ""
    HEAD = "head"
    SAFEGUARDING = "safeguarding"
    """The safeguarding lead or the deputy: a child cannot be expected to tell them apart."""


LADDERS: Final[dict[About, tuple[Asked, ...]]] = {
    About.NOBODY: (Asked.SAFEGUARDING, Asked.DEPUTY, Asked.HEAD),
    About.HEAD: (Asked.SAFEGUARDING, Asked.DEPUTY, Asked.CHAIR),
    About.SAFEGUARDING: (Asked.HEAD, Asked.CHAIR),
}
SUBJECTS: Final[dict[About, frozenset[Asked]]] = {
    About.NOBODY: frozenset(),
    About.HEAD: frozenset({Asked.HEAD}),
    About.SAFEGUARDING: frozenset({Asked.SAFEGUARDING, Asked.DEPUTY}),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A named contact of the school. `away`: on the day in question."""

    kind: Asked
    email: str
    away: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """How many people of the school should have been asked by now, and whether the programme's team should."""

    people: int
    programme: bool


def rounded(at: datetime) -> datetime:
    """Down to ten minutes: the clock may run a little early, never late."""
    return at.replace(minute=at.minute - at.minute % (ROUNDED_TO.seconds // 60), second=0, microsecond=0)


def barred(about: About, people: Iterable[Person]) -> frozenset[str]:
    """Addresses of the people whom the call is about: they read nothing of it, whatever else they are."""
    return frozenset(each.email.lower() for each in people if each.kind in SUBJECTS[about])


def in_reach(about: About, people: Sequence[Person], subjects: Collection[str] = ()) -> list[Asked]:
    """Who can be asked today, in order: named, not away, not the subject, and nobody twice.

    `subjects`: addresses of whoever it was about when it came, by role too.
    """
    by_kind = {each.kind: each for each in people}
    shut_out = {*barred(about, people), *subjects}
    found: list[Asked] = []
    for kind in LADDERS[about]:
        person = by_kind.get(kind)
        if person is None or person.away or person.email.lower() in shut_out:
            continue
        found.append(kind)
        shut_out.add(person.email.lower())
    return found


def due(calendar: Calendar, asked_at: datetime, now: datetime) -> Due:
    """By the school's clock, which stands still when the school is shut; the first person is asked at once."""
    people = 1 + sum(calendar.add_school_time(asked_at, step) <= now for step in STEPS[1:])
    return Due(people, programme=now >= a_school_day_later(calendar, asked_at))


def a_school_day_later(calendar: Calendar, at: datetime) -> datetime:
    """The same time on the next school day, counted from when the school is in."""
    start = calendar.next_school_time(at)
    later = calendar.add_school_days(start.date(), 1)
    return calendar.next_school_time(datetime.combine(later, start.timetz()))


def to_ask(*, reach: Sequence[Asked], already: Collection[str], due_: Due) -> list[Asked]:
    """Whom to ask now. Where the school has nobody left to ask, the programme's team is asked instead."""
    fresh = [kind for kind in reach if kind not in already]
    missing = max(due_.people - len(set(already) - {Asked.PROGRAMME}), 0)
    found = fresh[:missing]
    if (due_.programme or missing > len(fresh)) and Asked.PROGRAMME not in already:
        found.append(Asked.PROGRAMME)
    return found


def answer_by(calendar: Calendar, asked_at: datetime) -> datetime | None:
    """When somebody should have come: within one school hour, if that hour lies in today's school time; else None.

    Only then may a page say that somebody should come.
    """
    if not calendar.in_school_hours(asked_at):
        return None
    by = calendar.add_school_time(asked_at, STEPS[1])
    return by if by.date() == calendar.next_school_time(asked_at).date() else None
