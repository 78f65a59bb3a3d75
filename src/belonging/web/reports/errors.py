"""What sharing a report refuses."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class NotItsBody(Refused):
    """The trust or local authority is not the school's."""


class SharedAlready(Refused):
    """The report is shared with them."""


class NotShared(Refused):
    """The report is not shared with them."""
