"""Answering an adult who asks what is held about them: a copy, a correction, an end."""

from belonging.web.rights.services.agreeing import agree, agree_for_them, ask_them
from belonging.web.rights.services.copying import note_copy, note_own_copy
from belonging.web.rights.services.erasing import correct_adult, erase_adult
from belonging.web.rights.services.taking import take_in

__all__ = [
    "agree",
    "agree_for_them",
    "ask_them",
    "correct_adult",
    "erase_adult",
    "note_copy",
    "note_own_copy",
    "take_in",
]
