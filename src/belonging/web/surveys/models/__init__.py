"""Rounds, slips, and answers before and after sealing.

All are of a school, or (school empty) of an occasion, which belongs to the programme.
"""

from belonging.web.surveys.models.answers import CommentState, Response, SealedAnswers, SealedComment, Sharing
from belonging.web.surveys.models.archives import Archive, ArchivedAnswers, TracesLeft
from belonging.web.surveys.models.linking import Ending, KeptSlip, KeyEnd, LinkKey, SealedLink, TicketSalt
from belonging.web.surveys.models.rounds import Entrance, Round, State
from belonging.web.surveys.models.slips import Pack, Slip, WrongCodes

__all__ = [
    "Archive",
    "ArchivedAnswers",
    "CommentState",
    "Ending",
    "Entrance",
    "KeptSlip",
    "KeyEnd",
    "LinkKey",
    "Pack",
    "Response",
    "Round",
    "SealedAnswers",
    "SealedComment",
    "SealedLink",
    "Sharing",
    "Slip",
    "State",
    "TicketSalt",
    "TracesLeft",
    "WrongCodes",
]
