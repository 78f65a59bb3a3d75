"""Keeping what is said at a meeting. Call in the room of the set; the last to save never silently wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from belonging.web.audit.rules.evidence import cleaned_line, cleaned_text
from belonging.web.sets.errors import (
    ChangedMeanwhile,
    MeetingAhead,
    MeetingOver,
    NotAQuestion,
    NotesForgotten,
    NothingSaid,
    NotThePresenter,
    OutcomeTold,
)
from belonging.web.sets.models import (
    Came,
    Commitment,
    Insight,
    Issue,
    Meeting,
    Member,
    Note,
    Question,
    Reflection,
    Report,
    State,
)
from belonging.web.sets.queries.keeping import are_forgotten
from belonging.web.sets.rules.questions import why_not_a_question
from belonging.web.sets.rules.times import has_begun
from belonging.web.sets.services.record import note_of_meeting

Kept = TypeVar("Kept", bound=Note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Who says something at which meeting. `revision`: the one the form began from; 0 where nothing stood."""

    meeting: Meeting
    member: Member
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a commitment. `again`: the same is promised once more, at this meeting."""

    came: str
    words: str = ""
    again: bool = False


@transaction.atomic
def keep_report(*, saying: Saying, text: str, actor: str, now: datetime) -> Report:
    """Raises NothingSaid, ChangedMeanwhile, MeetingAhead, MeetingOver, NotesForgotten."""
    return _kept(Report, saying, _text(text), actor=actor, now=now)


@transaction.atomic
def keep_reflection(*, saying: Saying, text: str, actor: str, now: datetime) -> Reflection:
    """The member's own: nobody else reads it. Raises as `keep_report`."""
    return _kept(Reflection, saying, _text(text), actor=actor, now=now)


@transaction.atomic
def keep_issue(*, saying: Saying, title: str, text: str, actor: str, now: datetime) -> Issue:
    """The presenter's, who may write it before the meeting begins. Raises NotThePresenter, and as `keep_report`."""
    if saying.meeting.presenter_id != saying.member.pk:
        raise NotThePresenter
    said = {"title": cleaned_line(title), "text": cleaned_text(text)}
    if not said["title"]:
        raise NothingSaid
    return _kept(Issue, saying, said, actor=actor, now=now)


@transaction.atomic
def ask_question(*, saying: Saying, text: str, actor: str, now: datetime) -> Question:
    """Raises NotAQuestion for a statement, or advice in disguise; and as `keep_report`."""
    said = cleaned_line(text)
    if not said:
        raise NothingSaid
    if why_not := why_not_a_question(said):
        raise NotAQuestion(why_not)
    return _added(Question, saying, {"text": said}, actor=actor, now=now)


@transaction.atomic
def add_insight(*, saying: Saying, text: str, actor: str, now: datetime) -> Insight:
    """Raises as `keep_report`."""
    return _added(Insight, saying, _text(text), actor=actor, now=now)


@transaction.atomic
def commit(*, saying: Saying, what: str, by_on: date | None, actor: str, now: datetime) -> Commitment:
    """Raises as `keep_report`."""
    said = cleaned_line(what)
    if not said:
        raise NothingSaid
    return _added(Commitment, saying, {"what": said, "by_on": by_on}, actor=actor, now=now)


@transaction.atomic
def change_commitment(
    *, commitment: Commitment, revision: int, what: str, by_on: date | None, actor: str, now: datetime
) -> Commitment:
    """Raises NothingSaid, ChangedMeanwhile."""
    said = {"what": cleaned_line(what), "by_on": by_on}
    if not said["what"]:
        raise NothingSaid
    held = _held(Commitment, pk=commitment.pk)
    return _changed(held, commitment.meeting, revision, said, actor=actor, now=now)


@transaction.atomic
def tell_outcome(*, commitment: Commitment, saying: Saying, outcome: Outcome, actor: str, now: datetime) -> Commitment:
    """At the meeting of `saying`, or for it, what came of an earlier commitment; only at it the same is promised
    again. Raises NothingSaid, ChangedMeanwhile."""
    if outcome.came not in Came.values:
        raise NothingSaid
    _refuse(saying.meeting, now)
    held = _held(Commitment, pk=commitment.pk)
    said = {"came": outcome.came, "came_words": cleaned_text(outcome.words), "came_at": saying.meeting}
    told = _changed(held, saying.meeting, saying.revision, said, actor=actor, now=now)
    begun = has_begun(saying.meeting.starts_at, now)
    if begun and outcome.again and outcome.came in (Came.NOT_YET, Came.PARTLY):
        anew = Saying(meeting=saying.meeting, member=commitment.member)
        _added(Commitment, anew, {"what": commitment.what, "by_on": None}, actor=actor, now=now)
    return told


@transaction.atomic
def remove_note(*, note: Note, revision: int, actor: str, now: datetime) -> None:
    """Gone at once, whoever has read it. Raises ChangedMeanwhile, OutcomeTold."""
    held = _held(type(note), pk=note.pk)
    if isinstance(held, Commitment) and held.came:
        raise OutcomeTold
    if held.revision != revision:
        raise ChangedMeanwhile(held)
    held.delete()
    note_of_meeting("set-notes-kept", note.meeting, actor=actor, now=now)


def _text(text: str) -> dict[str, object]:
    said = cleaned_text(text)
    if not said:
        raise NothingSaid
    return {"text": said}


def _refuse(meeting: Meeting, now: datetime) -> None:
    if meeting.state == State.CANCELLED:
        raise MeetingOver
    if are_forgotten(meeting.learning_set.cohort, timezone.localdate(now)):
        raise NotesForgotten


def _refuse_ahead(meeting: Meeting, now: datetime) -> None:
    if not has_begun(meeting.starts_at, now):
        raise MeetingAhead(meeting.starts_at, "What is said is written down once it has begun.")


def _kept(model: type[Kept], saying: Saying, said: Mapping[str, object], *, actor: str, now: datetime) -> Kept:
    """One of a kind for this member and meeting: made, or changed if nobody else did so meanwhile."""
    _refuse(saying.meeting, now)
    if model is not Issue:
        _refuse_ahead(saying.meeting, now)
    _one_at_a_time(saying.meeting)
    held = model.objects.filter(meeting=saying.meeting, member=saying.member).first()
    if held is not None:
        return _changed(held, saying.meeting, saying.revision, said, actor=actor, now=now)
    if saying.revision:
        raise ChangedMeanwhile(None)
    return _made(model, saying, said, actor=actor, now=now)


def _added(model: type[Kept], saying: Saying, said: Mapping[str, object], *, actor: str, now: datetime) -> Kept:
    """The same words of the same member again are a second press of the button."""
    _refuse(saying.meeting, now)
    _refuse_ahead(saying.meeting, now)
    _one_at_a_time(saying.meeting)
    held = model.objects.filter(meeting=saying.meeting, member=saying.member, **said).first()
    return held if held is not None else _made(model, saying, said, actor=actor, now=now)


def _made(model: type[Kept], saying: Saying, said: Mapping[str, object], *, actor: str, now: datetime) -> Kept:
    where = {"learning_set_id": saying.meeting.learning_set_id, "meeting": saying.meeting, "member": saying.member}
    made = model(**where, at=now, **said)
    made.save(force_insert=True)
    note_of_meeting("set-notes-kept", saying.meeting, actor=actor, now=now)
    return made


def _changed(
    held: Kept, meeting: Meeting, revision: int, said: Mapping[str, object], *, actor: str, now: datetime
) -> Kept:
    """`meeting`: at which it is changed. What stands there already word for word is a second press of the button."""
    if all(getattr(held, name) == value for name, value in said.items()):
        return held
    if held.revision != revision:
        raise ChangedMeanwhile(held)
    for name, value in said.items():
        setattr(held, name, value)
    held.revision += 1
    held.save()
    note_of_meeting("set-notes-kept", meeting, actor=actor, now=now)
    return held


def _held(model: type[Kept], *, pk: int) -> Kept:
    found = model.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise ChangedMeanwhile(None)
    return found


def _one_at_a_time(meeting: Meeting) -> None:
    """Whoever else writes at this meeting waits until the transaction ends."""
    Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
