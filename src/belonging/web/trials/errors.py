"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class TrialRefused(Refused):
    """A trial that is not there as it was thought, or is written up already."""


class NotTriedYet(Refused):
    """An edition that cannot be signed off; `reasons` say card by card what is missing."""

    def __init__(self, message: str, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reasons = reasons
