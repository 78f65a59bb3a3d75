"""Action learning sets: who meets when, and (closed to everybody else) what they said."""

from belonging.web.sets.models.notes import KINDS, Came, Commitment, Insight, Issue, Note, Question, Reflection, Report
from belonging.web.sets.models.room import in_room
from belonging.web.sets.models.sets import (
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

__all__ = [
    "KINDS",
    "Attendance",
    "Came",
    "Commitment",
    "Insight",
    "Issue",
    "LearningSet",
    "Meeting",
    "Member",
    "Note",
    "ProposedTime",
    "Question",
    "Reflection",
    "Report",
    "State",
    "Step",
    "Suits",
    "TimeAnswer",
    "in_room",
]
