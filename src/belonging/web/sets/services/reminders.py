"""Two working days before a meeting, everybody is reminded of it. A second look does nothing."""

from __future__ import annotations

from datetime import datetime

from belonging.web.sets.models import Meeting, State, in_room
from belonging.web.sets.queries.room import open_commitments_by_member
from belonging.web.sets.queries.sitting import members_of
from belonging.web.sets.rules.times import LOOKS_AHEAD, reminded_from
from belonging.web.sets.services.mails import remind


def remind_due(*, now: datetime) -> int:
    """How many mails were queued. Outside any scope."""
    near = Meeting.objects.filter(state=State.PLANNED, starts_at__gt=now, starts_at__lte=now + LOOKS_AHEAD)
    return sum(_remind(meeting, now) for meeting in near.select_related("learning_set__facilitator"))


def _remind(meeting: Meeting, now: datetime) -> int:
    if meeting.starts_at is None or now < reminded_from(meeting.starts_at):
        return 0
    with in_room(meeting.learning_set_id):
        waiting = open_commitments_by_member(meeting)
    queued = remind(meeting, meeting.learning_set.facilitator, 0, now=now)
    return queued + sum(
        remind(meeting, each.user, waiting.get(each.pk, 0), now=now) for each in members_of(meeting.learning_set)
    )
