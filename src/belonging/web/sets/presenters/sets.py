"""A person's sets, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from belonging.web.sets.models import Commitment, Meeting, Member, State
from belonging.web.sets.presenters.words import long_day, person, state_of, when_of
from belonging.web.sets.queries.sitting import Sitting
from belonging.web.sets.rules.keeping import SMALLEST
from belonging.web.sets.rules.times import is_earlier


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """`asks`: what the reader is to do about it, with `href` leading there."""

    title: str
    when: str
    where: str
    link: str
    state: str
    colour: str
    href: str
    ics: str
    asks: str
    asks_href: str


@dataclass(frozen=True, slots=True)
class SetLine:
    name: str
    href: str
    part: str
    next: MeetingLine | None


@dataclass(frozen=True, slots=True)
class OwnCommitment:
    what: str
    by: str
    said: str
    colour: str
    words: str
    href: str
    """Where its writer says what came of it; empty until a later meeting is arranged, and once it is said."""


@dataclass(frozen=True, slots=True)
class SetPage:
    name: str
    cohort: str
    facilitator: str
    members: tuple[str, ...]
    erase_for: tuple[tuple[str, str], ...]
    few: bool
    facilitates: bool
    ahead: tuple[MeetingLine, ...]
    before: tuple[MeetingLine, ...]
    commitments: tuple[OwnCommitment, ...]
    plan_href: str
    erase_href: str
    forget_href: str
    kept_until: str


def set_line(sitting: Sitting, meetings: Iterable[Meeting], now: datetime) -> SetLine:
    learning_set = sitting.learning_set
    ahead = sorted((each for each in meetings if each.state in (State.PROPOSED, State.PLANNED)), key=_by_day)
    return SetLine(
        name=learning_set.name,
        href=reverse("sets:set", args=[learning_set.pk]),
        part="You facilitate it" if sitting.facilitates else f"With {learning_set.facilitator.name} as facilitator",
        next=meeting_line(ahead[0], sitting, now) if ahead else None,
    )


def meeting_line(meeting: Meeting, sitting: Sitting, now: datetime, *, answered: bool = False) -> MeetingLine:
    where = [meeting.learning_set_id, meeting.number]
    state, colour = state_of(meeting, now)
    asks = ""
    if meeting.state == State.PROPOSED:
        ask_member = "Change which times suit you" if answered else "Say which times suit you"
        asks = "See who can when, and choose a time" if sitting.facilitates else ask_member
    return MeetingLine(
        title=f"Meeting {meeting.number}",
        when=when_of(meeting),
        where=meeting.place,
        link=meeting.link if meeting.state == State.PLANNED else "",
        state=state,
        colour=colour,
        href=reverse("sets:meeting", args=where),
        ics=reverse("sets:ics", args=where) if meeting.state == State.PLANNED else "",
        asks=asks,
        asks_href=reverse("sets:times", args=where) if asks else "",
    )


def unclosed_line(meeting: Meeting, sitting: Sitting, now: datetime) -> MeetingLine:
    """Of a meeting that a facilitator before them left open: its one page for them is where it is closed."""
    close = reverse("sets:close", args=[meeting.learning_set_id, meeting.number])
    line = meeting_line(meeting, sitting, now)
    return replace(line, href=close, asks="Say who came, and close it", asks_href=close, link="", ics="")


def set_page(
    sitting: Sitting,
    members: Sequence[Member],
    lines: Sequence[tuple[Meeting, MeetingLine]],
    own: Sequence[Commitment],
    kept_until: str,
) -> SetPage:
    learning_set = sitting.learning_set
    open_, in_order = (State.PROPOSED, State.PLANNED), sorted(lines, key=lambda pair: _by_day(pair[0]))
    asking = [meeting for meeting, _ in in_order if meeting.state in open_]
    erase = reverse("sets:erase", args=[learning_set.pk, sitting.member.pk]) if sitting.member else ""
    return SetPage(
        name=learning_set.name,
        cohort=learning_set.cohort.name,
        facilitator=learning_set.facilitator.name,
        members=tuple(person(each) for each in members),
        erase_for=tuple(
            (each.user.name, reverse("sets:erase", args=[learning_set.pk, each.pk]))
            for each in members
            if sitting.facilitates
        ),
        few=len(members) < SMALLEST,
        facilitates=sitting.facilitates,
        ahead=tuple(line for meeting, line in in_order if meeting.state in open_),
        before=tuple(line for meeting, line in reversed(in_order) if meeting.state not in open_),
        commitments=tuple(own_commitment(each, asking) for each in own),
        plan_href=reverse("sets:plan", args=[learning_set.pk]) if sitting.facilitates else "",
        erase_href=erase,
        forget_href=reverse("sets:forget", args=[learning_set.pk]) if sitting.facilitates else "",
        kept_until=kept_until,
    )


def own_commitment(commitment: Commitment, asking: Iterable[Meeting]) -> OwnCommitment:
    """`asking`: the meetings ahead, the next first; it is told for the first that comes after its own."""
    said, colour = came_of(commitment)
    made_at = commitment.meeting.starts_at
    at = next((each for each in asking if not commitment.came and is_earlier(made_at, each.starts_at)), None)
    href = reverse("sets:outcome", args=[at.learning_set_id, at.number, commitment.pk]) if at else ""
    return OwnCommitment(commitment.what, long_day(commitment.by_on), said, colour, commitment.came_words, href)


def _by_day(meeting: Meeting) -> tuple[bool, float, int]:
    """Those that still look for a time come last, in their own order."""
    starts = meeting.starts_at
    return starts is None, starts.timestamp() if starts else 0.0, meeting.number


def came_of(commitment: Commitment) -> tuple[str, str]:
    """The word and the colour of its tag."""
    if not commitment.came:
        return "Open", "yellow"
    return str(commitment.get_came_display()), "teal" if commitment.came == "done" else "grey"
