"""The journal of sets: which set or meeting, who, when; never a word, and not what kind of note it was."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.sets.models import LearningSet, Meeting


def note_of_set(name: str, learning_set: LearningSet, *, actor: str, now: datetime, **ids: object) -> None:
    """In the programme's chain: a set belongs to no one school. In any scope, or in none."""
    with programme_scope("journal of a learning set"):
        record_act(act=Act(name, f"set:{learning_set.pk}", ids), actor=actor, now=now)


def note_of_meeting(name: str, meeting: Meeting, *, actor: str, now: datetime, **ids: object) -> None:
    with programme_scope("journal of a learning set"):
        record_act(act=Act(name, f"set-meeting:{meeting.pk}", ids), actor=actor, now=now)
