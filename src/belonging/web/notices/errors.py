"""Refusals of the post room."""

from belonging.web.base.errors import Refused


class AddressNotUsable(Refused):
    """The address could not be written on a message."""

    def __init__(self, address: str) -> None:
        super().__init__(f"“{address}” is not an e-mail address. Please look for a missing @ or dot and try again.")


class NothingToRetry(Refused):
    """Somebody else has tried it again, or its text has been erased."""

    def __init__(self) -> None:
        super().__init__("This message cannot be sent again: it is on its way, has arrived, or its text was erased.")


class LinkNotOurs(Refused):
    """The link in the message was cut short or changed."""

    def __init__(self) -> None:
        super().__init__("This link is not complete. Please open it from the message again, or copy the whole line.")


class TrialNotSent(Refused):
    """A trial message was not taken; the sentence says why."""
