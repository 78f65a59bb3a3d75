"""Refusals of the community; each message is the sentence a person reads."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from belonging.web.base.errors import Refused


class NotAPost(Refused):
    """What was said cannot be stored."""


class TooMuch(Refused):
    """More than one person may write in a time."""


class Paused(Refused):
    def __init__(self, until: date) -> None:
        day = date_format(until, "l j F Y")
        super().__init__(
            f"The programme’s team has asked you not to write here until the end of {day}. You can still read. "
            "The mail that told you says why; reply to it if you think that is wrong."
        )


class TopicLocked(Refused):
    def __init__(self) -> None:
        super().__init__("The team has closed this conversation. You can begin a new one and link to this.")


class NotShown(Refused):
    def __init__(self) -> None:
        super().__init__(
            "This is not shown any more, so nothing can be added to it. Please go back and reload the page."
        )


class NotYours(Refused):
    def __init__(self) -> None:
        super().__init__("Only whoever wrote it can do that.")


class NotForYou(Refused):
    def __init__(self) -> None:
        super().__init__(
            "Notices are for the programme’s team and for school leads. Please start a discussion instead."
        )


class ChangedMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(
            "This was changed in another window after you opened it. Your words are in the form below. Please "
            "save once more if they should replace what stands there now."
        )


class ReportedAlready(Refused):
    def __init__(self) -> None:
        super().__init__("You have told the team about this already. They will look at it.")


class NothingToDecide(Refused):
    """The post is in no state in which this can be done to it."""
