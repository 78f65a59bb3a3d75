"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class CodebookRefused(Refused):
    """A codebook that is fixed already, is empty, or whose theme is not as it must be."""


class CodingRefused(Refused):
    """A comment that is not there to be coded, or not by this person."""


class NotReleasable(Refused):
    """Coding is not done, or the two have still to settle where they differ."""


class NotQuotable(Refused):
    """Its writer did not say that it may be printed, or it is not of this theme."""
