"""The programme: cohorts of schools, interest in them, and the support that schools get."""

from belonging.web.programme.models.cohorts import (
    Arm,
    Cohort,
    CohortQuestionnaire,
    CohortState,
    CohortWave,
    Enrolment,
    Entrance,
    Milestone,
    Stage,
    Wave,
    WordingPermission,
)
from belonging.web.programme.models.interest import Interest, InterestNote, InterestState
from belonging.web.programme.models.messages import AdviserMessage, MessagesRead
from belonging.web.programme.models.support import ContactBy, Nudge, SupportNote

__all__ = [
    "AdviserMessage",
    "Arm",
    "Cohort",
    "CohortQuestionnaire",
    "CohortState",
    "CohortWave",
    "ContactBy",
    "Enrolment",
    "Entrance",
    "Interest",
    "InterestNote",
    "InterestState",
    "MessagesRead",
    "Milestone",
    "Nudge",
    "Stage",
    "SupportNote",
    "Wave",
    "WordingPermission",
]
