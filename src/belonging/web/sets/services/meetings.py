"""Finding a time with all in mind, holding the meeting, closing it: acts of the facilitator, but for the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from belonging.web.accounts.models import User
from belonging.web.audit.rules.evidence import cleaned_line
from belonging.web.sets.errors import MeetingAhead, MeetingOver, NotAMeeting
from belonging.web.sets.models import (
    Attendance,
    LearningSet,
    Meeting,
    Member,
    ProposedTime,
    State,
    Step,
    Suits,
    TimeAnswer,
)
from belonging.web.sets.queries.sitting import members_of
from belonging.web.sets.rules.times import has_begun
from belonging.web.sets.services.mails import ask_for_times, tell_called_off, tell_time
from belonging.web.sets.services.record import note_of_meeting

MOST_TIMES = 8
PASSED = "One of these moments has passed. Please choose days and times to come."


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWords:
    """One time only: it is settled, and nobody is asked."""

    times: Sequence[datetime]
    minutes: int = 90
    place: str = ""
    link: str = ""


@transaction.atomic
def plan_meeting(*, learning_set: LearningSet, words: MeetingWords, actor: str, now: datetime) -> Meeting:
    """Everybody is asked which times suit them. Raises NotAMeeting."""
    times = _checked(words.times, now)
    held = LearningSet.objects.select_for_update(of=("self",)).select_related("facilitator").get(pk=learning_set.pk)
    last = Meeting.objects.filter(learning_set=held).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(learning_set=held, number=last + 1, created_at=now, minutes=words.minutes)
    meeting.place, meeting.link = cleaned_line(words.place), words.link.strip()
    if len(times) == 1:
        meeting.state, meeting.starts_at = State.PLANNED, times[0]
    meeting.save()
    ProposedTime.objects.bulk_create(ProposedTime(meeting=meeting, starts_at=each) for each in times)
    note_of_meeting("set-meeting-planned", meeting, actor=actor, now=now, times=len(times))
    tell = tell_time if len(times) == 1 else ask_for_times
    tell(meeting, _everybody(held) if len(times) == 1 else _members(held), now=now)
    return meeting


@transaction.atomic
def propose_more(*, meeting: Meeting, times: Sequence[datetime], actor: str, now: datetime) -> Meeting:
    """Further times, where none suits. Raises MeetingOver, NotAMeeting."""
    held = _locked(meeting, State.PROPOSED)
    known = set(held.times.values_list("starts_at", flat=True))
    new = [each for each in _checked(times, now) if each not in known]
    if not new:
        raise NotAMeeting("These times are on the list already. Please add another.")
    if len(known) + len(new) > MOST_TIMES:
        raise NotAMeeting(f"More than {MOST_TIMES} times make choosing harder. Please choose one of those that stand.")
    ProposedTime.objects.bulk_create(ProposedTime(meeting=held, starts_at=each) for each in new)
    note_of_meeting("set-times-added", held, actor=actor, now=now, times=len(new))
    ask_for_times(held, _members(held.learning_set), now=now)
    return held


@transaction.atomic
def answer_times(*, meeting: Meeting, member: Member, answers: Mapping[int, str], actor: str, now: datetime) -> None:
    """`answers`: by the proposed time's id. A later answer replaces an earlier one. Raises MeetingOver."""
    held = _locked(meeting, State.PROPOSED)
    known = set(held.times.values_list("pk", flat=True))
    for time_id, suits in answers.items():
        if time_id in known and suits in Suits.values:
            TimeAnswer.objects.update_or_create(time_id=time_id, member=member, defaults={"suits": suits})
    note_of_meeting("set-times-answered", held, actor=actor, now=now)


@transaction.atomic
def choose_time(*, meeting: Meeting, time_id: int, actor: str, now: datetime) -> Meeting:
    """Raises MeetingOver once a time is settled, NotAMeeting."""
    held = _locked(meeting, State.PROPOSED)
    time = held.times.filter(pk=time_id).first()
    if time is None or time.starts_at <= now:
        raise NotAMeeting("That time has passed or is not on the list. Please choose another.")
    held.state, held.starts_at = State.PLANNED, time.starts_at
    _kept(held)
    note_of_meeting("set-time-chosen", held, actor=actor, now=now)
    tell_time(held, _everybody(held.learning_set), now=now)
    return held


@transaction.atomic
def change_meeting(*, meeting: Meeting, words: MeetingWords, actor: str, now: datetime) -> Meeting:
    """Another time or place of a planned meeting; everybody hears of it. Raises MeetingOver, NotAMeeting."""
    held = _locked(meeting, State.PLANNED)
    [held.starts_at] = _checked(words.times, now)
    held.minutes, held.place, held.link = words.minutes, cleaned_line(words.place), words.link.strip()
    _kept(held)
    note_of_meeting("set-meeting-changed", held, actor=actor, now=now)
    tell_time(held, _everybody(held.learning_set), now=now)
    return held


@transaction.atomic
def call_off(*, meeting: Meeting, actor: str, now: datetime) -> None:
    """Raises MeetingOver."""
    held = _locked(meeting, State.PROPOSED, State.PLANNED)
    held.state = State.CANCELLED
    _kept(held)
    note_of_meeting("set-meeting-called-off", held, actor=actor, now=now)
    tell_called_off(held, _everybody(held.learning_set), now=now)


@transaction.atomic
def name_presenter(*, meeting: Meeting, member: Member | None, actor: str, now: datetime) -> Meeting:
    """Who brings an issue. Raises MeetingOver."""
    held = _locked(meeting, State.PROPOSED, State.PLANNED)
    held.presenter = member
    held.save(update_fields=["presenter"])
    note_of_meeting("set-meeting-led-on", held, actor=actor, now=now)
    return held


@transaction.atomic
def move_on(*, meeting: Meeting, step: str, actor: str, now: datetime) -> Meeting:
    """To that part of the meeting, forwards or back; a meeting still to come begins now. Raises MeetingOver,
    NotAMeeting."""
    held = _locked(meeting, State.PLANNED)
    if step not in Step.values:
        raise NotAMeeting("A meeting has five parts. Please choose one of them.")
    held.step = step
    if not has_begun(held.starts_at, now):
        held.starts_at = now
        held.revision += 1
    held.save(update_fields=["step", "starts_at", "revision"])
    note_of_meeting("set-meeting-led-on", held, actor=actor, now=now)
    return held


@transaction.atomic
def close_meeting(*, meeting: Meeting, came: Collection[Member], actor: str, now: datetime) -> Meeting:
    """It was held, and these members came. Words may still be added. Raises MeetingOver, MeetingAhead, NotAMeeting."""
    held = _locked(meeting, State.PLANNED, State.PROPOSED)
    if not has_begun(held.starts_at, now):
        raise MeetingAhead(held.starts_at, "Close it when it has been held.")
    if not came:
        raise NotAMeeting("Please tick who came. If nobody did, call the meeting off.")
    held.state, held.held_at, held.step = State.HELD, now, Step.COMMITMENTS
    _kept(held)
    Attendance.objects.bulk_create(Attendance(meeting=held, member=each) for each in came)
    note_of_meeting("set-meeting-held", held, actor=actor, now=now, came=len(came))
    return held


def _checked(times: Sequence[datetime], now: datetime) -> list[datetime]:
    wanted = sorted(set(times))
    if not wanted:
        raise NotAMeeting("Please give at least one day and time.")
    if len(wanted) > MOST_TIMES:
        raise NotAMeeting(f"Please propose {MOST_TIMES} times at most.")
    if wanted[0] <= now:
        raise NotAMeeting(PASSED)
    return wanted


def _locked(meeting: Meeting, *states: State) -> Meeting:
    """The row as it is now, held until the transaction ends. Raises MeetingOver in another state."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("learning_set__facilitator")
    held = found.get(pk=meeting.pk)
    if held.state not in states:
        raise MeetingOver
    return held


def _kept(held: Meeting) -> None:
    held.revision += 1
    held.save()


def _members(learning_set: LearningSet) -> list[User]:
    return [each.user for each in members_of(learning_set)]


def _everybody(learning_set: LearningSet) -> list[User]:
    return [learning_set.facilitator, *_members(learning_set)]
