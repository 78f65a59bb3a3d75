"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class NothingToReproduce(Refused):
    """A cohort of which nothing is released."""
