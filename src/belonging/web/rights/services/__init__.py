"""Answering an adult who asks what is held about them: a copy, a correction, an end."""

from belonging.web.rights.services.copying import note_copy
from belonging.web.rights.services.erasing import correct_adult, erase_adult
from belonging.web.rights.services.taking import take_in

__all__ = ["correct_adult", "erase_adult", "note_copy", "take_in"]
