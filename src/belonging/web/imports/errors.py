"""Refusals of this app; each message is the sentence a person reads."""

from belonging.web.base.errors import Refused


class ImportRefused(Refused):
    """A file, a form or a mapping that cannot be used as it is; the message says where, and what to do."""


class NotBrought(Refused):
    """Answers that may not be brought in as they stand."""
