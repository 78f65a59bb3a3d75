"""What the programme refuses."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class CohortExists(Refused):
    """A cohort has this address already."""


class AlreadyEnrolled(Refused):
    """The school is in this cohort already."""


class NotTakingPart(Refused):
    """The school is not in this cohort, or has left it."""


class NotAForeignWording(Refused):
    """The wording needs nobody's permission, or no such questionnaire exists."""
