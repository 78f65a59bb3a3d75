"""Why findings are not let out. Each says what to do next."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class PlanMissing(Refused):
    """No plan was fixed for what is to be released."""


class PlanAltered(Refused):
    """The stored plan is not the one that was signed."""


class WouldWiden(Refused):
    """A release would show an earlier wave more finely than it has been shown before."""


class NotProved(Refused):
    """A release whose certificate is not of what would be printed."""


class CannotOrder(Refused):
    """The figures of the programme's occasions cannot be released now."""


class OtherRows(Refused):
    """The sealed rows are not those that were counted before."""


class AmendedBefore(Refused):
    """A release after tables were let out that had been asked for afterwards: nothing checks the two together."""


class CannotAmend(Refused):
    """A plan that cannot be amended so, or not now."""
