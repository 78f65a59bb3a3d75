"""Taking questions and complaints, answering them, and minding the clock."""

from belonging.web.complaints.services.answering import add_note, answer_enquiry, close_enquiry
from belonging.web.complaints.services.clock import forget_due, remind_due
from belonging.web.complaints.services.taking import Wording, add_words, take_enquiry

__all__ = [
    "Wording",
    "add_note",
    "add_words",
    "answer_enquiry",
    "close_enquiry",
    "forget_due",
    "remind_due",
    "take_enquiry",
]
