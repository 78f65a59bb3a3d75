"""What sharing a report, and writing on it, refuse."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class NotItsBody(Refused):
    """The trust or local authority is not the school's."""


class SharedAlready(Refused):
    """The report is shared with them."""


class NotShared(Refused):
    """The report is not shared with them."""


class NoNoteThere(Refused):
    """The note to be taken away is gone already."""


class NothingToOpen(Refused):
    """Nothing is released that this reader could be told."""


class OpenAlready(Refused):
    """These readers can read it already."""


class StaffFirst(Refused):
    """Pupils or families would read before staff; the lead has not said that this is meant."""


class NotOpen(Refused):
    """These readers cannot read it, so nothing can be changed or closed."""


class NothingNewer(Refused):
    """The page shows the newest figures."""


class LooseFigure(Refused):
    """Words of the programme's report have a figure in them that stands in no place."""


class UnknownPlace(Refused):
    """Words of the programme's report name a place that there is not."""


class WordsChanged(Refused):
    """Somebody else has saved the same words meanwhile."""


class LookAgain(Refused):
    """The final report waits for a look at sentences whose figures have changed."""
