"""What answering a request refuses, in the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class NotAgreed(Refused):
    """Nobody but the team has said that the person wants this."""

    def __init__(self) -> None:
        super().__init__(
            "They have not confirmed this yet. Mail them a link first, or let another manager’s account confirm."
        )


class SecondManager(Refused):
    """One account alone is never enough."""

    def __init__(self) -> None:
        super().__init__("Your account asked for this confirmation. Another programme manager’s has to give it.")


class LinkOver(Refused):
    """The link of a mail leads nowhere any more."""

    def __init__(self) -> None:
        super().__init__("It was used, is older than three days, or a newer one was sent. Ask us for another.")


class RequestOver(Refused):
    """A closed request starts nothing."""

    def __init__(self) -> None:
        super().__init__("This request is closed. Put a new one on the list.")
