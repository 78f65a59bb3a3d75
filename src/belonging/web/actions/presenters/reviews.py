"""Meetings as their pages say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.actions.models import Action, Review


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """`state`: "To come", "To be written up", "Held" or "Called off"."""

    when: str
    where: str
    who: str
    state: str
    colour: str
    href: str
    ics: str
    actions: tuple[str, ...]
    notes: str
    is_open: bool


def meeting_line(
    review: Review, *, school: str, cohort: str, known: Mapping[int, Action], now: datetime
) -> MeetingLine:
    state, colour = _state(review, now)
    starts = timezone.localtime(review.starts_at)
    ends = starts + timedelta(minutes=review.minutes)
    return MeetingLine(
        when=f"{date_format(starts, 'l j F Y, H:i')}–{date_format(ends, 'H:i')}",
        where=review.place,
        who=review.who,
        state=state,
        colour=colour,
        href=reverse("actions:review", args=[school, cohort, review.pk]),
        ics=reverse("actions:review_ics", args=[school, cohort, review.pk]),
        actions=tuple(f"{number}. {known[number].what}" for number in review.actions if number in known),
        notes=review.notes,
        is_open=review.held_at is None and review.cancelled_at is None,
    )


def looked_at(review: Review, known: Mapping[int, Action]) -> list[Action]:
    """The actions of the meeting; where none was named, those that are open."""
    if review.actions:
        return [known[number] for number in review.actions if number in known]
    return [action for action in known.values() if action.status in ("proposed", "planned", "under_way")]


def split(lines: Iterable[MeetingLine]) -> tuple[list[MeetingLine], list[MeetingLine]]:
    """Those to come or to be written up; those that are over, the latest first."""
    every = list(lines)
    return [line for line in every if line.is_open], [line for line in reversed(every) if not line.is_open]


def _state(review: Review, now: datetime) -> tuple[str, str]:
    if review.cancelled_at is not None:
        return "Called off", "grey"
    if review.held_at is not None:
        return "Held", "teal"
    return ("To come", "") if review.starts_at > now else ("To be written up", "yellow")
