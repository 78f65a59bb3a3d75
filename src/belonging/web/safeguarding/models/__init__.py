"""Calls, the reading of comments, break-glass, and what is counted in public."""

from belonging.web.safeguarding.models.calls import ABOUT_WORDS, LONGEST_WORDS, Call, Origin, Outcome
from belonging.web.safeguarding.models.counts import YearInPublic
from belonging.web.safeguarding.models.glass import LONGEST_SEEN, BreakGlass, Ending, Ground
from belonging.web.safeguarding.models.reading import Backlog, Claim, NoteConfirmation, Sitting

__all__ = [
    "ABOUT_WORDS",
    "LONGEST_SEEN",
    "LONGEST_WORDS",
    "Backlog",
    "BreakGlass",
    "Call",
    "Claim",
    "Ending",
    "Ground",
    "NoteConfirmation",
    "Origin",
    "Outcome",
    "Sitting",
    "YearInPublic",
]
