"""Refusals about outcomes. The message is the sentence a person reads."""

from belonging.web.base.errors import Refused


class ChangedMeanwhile(Refused):
    """Somebody else has kept a newer version of the term."""


class CannotBeTrue(Refused):
    """Numbers that contradict each other."""


class UnreadableFile(Refused):
    """A file that is no table of outcomes."""
