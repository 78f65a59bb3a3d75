"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class VoiceRefused(Refused):
    """The record is not in the state for this act, or the act is not this person's."""
