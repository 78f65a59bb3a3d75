"""Sets as the programme's team sees them: that they met, never what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from belonging.web.sets.models import LearningSet, Meeting, Member, State
from belonging.web.sets.presenters.words import state_of, when_of
from belonging.web.ui.components import Table


@dataclass(frozen=True, slots=True)
class TeamLine:
    name: str
    href: str
    cohort: str
    facilitator: str
    counted: str
    next: str


@dataclass(frozen=True, slots=True)
class Seat:
    pk: int
    name: str
    school: str
    href: str
    warning: str


def team_line(learning_set: LearningSet, now: datetime) -> TeamLine:
    """Of a set with its `seated` and `dates`, as `queries.team.all_sets` brings them."""
    meetings = dates_of(learning_set)
    seated: list[Member] = learning_set.seated  # type: ignore[attr-defined]  # put there by the query's prefetch
    held = sum(each.state == State.HELD for each in meetings)
    ahead = [each for each in meetings if each.state == State.PLANNED and each.starts_at and each.starts_at > now]
    looking = any(each.state == State.PROPOSED for each in meetings)
    members = "1 member" if len(seated) == 1 else f"{len(seated)} members"
    met = {0: "has not met yet", 1: "met once", 2: "met twice"}.get(held, f"met {held} times")
    return TeamLine(
        name=learning_set.name,
        href=reverse("sets:team_set", args=[learning_set.pk]),
        cohort=learning_set.cohort.name,
        facilitator=learning_set.facilitator.name,
        counted=f"{members}, {met}",
        next=f"Meets on {when_of(ahead[0])}" if ahead else ("Is finding a time" if looking else "No meeting planned"),
    )


def meetings_table(meetings: Iterable[Meeting], now: datetime) -> Table:
    rows = [[f"Meeting {each.number}", when_of(each), state_of(each, now)[0], _came(each)] for each in meetings]
    return Table("Meetings", ["Meeting", "When", "State", "Members who came"], rows, numeric=frozenset({3}))


def seats(members: Iterable[Member], learning_set: LearningSet) -> list[Seat]:
    return [
        Seat(
            each.pk,
            each.user.name,
            each.school.name,
            reverse("sets:team_leave", args=[learning_set.pk, each.pk]),
            "" if each.holds else "No longer a lead there: the set is closed to them.",  # type: ignore[attr-defined]  # annotated by the query
        )
        for each in members
    ]


def _came(meeting: Meeting) -> str:
    return str(meeting.came) if meeting.state == State.HELD else "–"  # type: ignore[attr-defined]  # annotated by the query


def dates_of(learning_set: LearningSet) -> list[Meeting]:
    """Its meetings, those called off left out, as `queries.team.all_sets` brings them."""
    found: list[Meeting] = learning_set.dates  # type: ignore[attr-defined]  # put there by the query's prefetch
    return found
