"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class TrialRefused(Refused):
    """A trial that is not there as it was thought, or is written up already."""


class NotTriedYet(Refused):
    """An edition that too few children have tried, or that too many misunderstood."""
