"""What was said at a meeting, line by line, and where its reader may change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from belonging.web.sets.models import Commitment, Meeting, Member, Note, Question, State, Step
from belonging.web.sets.presenters.sets import came_of
from belonging.web.sets.presenters.words import long_day
from belonging.web.sets.queries.room import Said
from belonging.web.sets.queries.sitting import Sitting
from belonging.web.sets.rules.times import has_begun


@dataclass(frozen=True, slots=True)
class Line:
    """Something said. `href` leads to where its reader may change it, in the words of `act`; `remove` takes it away."""

    who: str
    text: str
    href: str = ""
    remove: str = ""
    by: str = ""
    tag: str = ""
    colour: str = ""
    told: str = ""
    title: str = ""
    act: str = "Edit"


@dataclass(frozen=True, slots=True)
class Room:
    """What the page of a meeting is made of."""

    meeting: Meeting
    sitting: Sitting
    members: Sequence[Member]
    said: Said
    now: datetime

    @property
    def is_coming(self) -> bool:
        """It has its time, and that is still to come: it is prepared, not held."""
        return self.meeting.state == State.PLANNED and not has_begun(self.meeting.starts_at, self.now)

    @property
    def is_running(self) -> bool:
        return self.meeting.state == State.PLANNED and not self.is_coming

    def address(self, name: str, *more: object) -> str:
        return reverse(f"sets:{name}", args=[self.meeting.learning_set_id, self.meeting.number, *more])

    def may_change(self, note: Note) -> bool:
        mine = self.sitting.member is not None and note.member_id == self.sitting.member.pk
        return self.meeting.state != State.CANCELLED and (self.sitting.facilitates or mine)


def lines_of(room: Room, step: Step) -> Iterable[Line]:
    said = room.said
    if step is Step.REPORTS:
        return [_line(room, note, note.text, "report") for note in said.reports.values()]
    if step is Step.ISSUE:
        return [_line(room, said.issue, said.issue.text, "issue", title=said.issue.title)] if said.issue else []
    if step is Step.QUESTIONS:
        return [_line(room, note, note.text, "") for note in said.questions]
    if step is Step.INSIGHTS:
        first = sorted(said.insights, key=lambda note: note.member_id != room.meeting.presenter_id)
        return [_line(room, note, note.text, "") for note in first]
    return [_commitment(room, note) for note in said.commitments]


def _line(room: Room, note: Note, text: str, form: str, **more: Any) -> Line:
    may = room.may_change(note)
    names = {each.pk: each.user.name for each in room.members}
    who = names.get(note.member_id, "") or note.member.user.name
    href = f"{room.address(form)}?member={note.member_id}" if may and form else ""
    kind = "question" if isinstance(note, Question) else "insight"
    remove = "" if form or not may else room.address("remove", kind, note.pk)
    return Line(who, text, href, remove, **more)


def _commitment(room: Room, note: Commitment) -> Line:
    href = room.address("commitment_change", note.pk) if room.may_change(note) and not note.came else ""
    tag, colour = came_of(note) if note.came else ("", "")
    by = long_day(note.by_on)
    return Line(note.member.user.name, note.what, href, "", by=by, tag=tag, colour=colour, told=note.came_words)


def returning_lines(room: Room) -> Iterable[Line]:
    for note in room.said.returning:
        tag, colour = came_of(note)
        href = room.address("outcome", note.pk) if room.may_change(note) else ""
        yield Line(
            note.member.user.name,
            note.what,
            href,
            by=long_day(note.by_on),
            tag=tag,
            colour=colour,
            told=note.came_words,
            act="Change what came of it" if note.came else "Say what came of it",
        )


def words_of(note: Note | None) -> str:
    """What stands now where somebody else was faster, to be read above the form; that it is gone, where it is."""
    if note is None:
        return "They removed it. Save, and yours stands there again."
    parts = (getattr(note, name, "") for name in ("title", "what", "text"))
    said = [str(part) for part in parts if part]
    if isinstance(note, Commitment):
        said += [long_day(note.by_on), str(note.get_came_display()) if note.came else "", note.came_words]
    return "\n".join(filter(None, said))
