"""What answering a request refuses, in the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class StillNeeded(Refused):
    """The account cannot be erased while the service rests on it."""
