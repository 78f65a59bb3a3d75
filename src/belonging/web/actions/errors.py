"""Refusals of the action plan. The message is the sentence that the person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belonging.web.base.errors import Refused

if TYPE_CHECKING:
    from belonging.web.actions.models import Action


class ChangedMeanwhile(Refused):
    """Somebody else saved the action after this form was opened. `theirs` is the action as it is now."""

    def __init__(self, theirs: Action) -> None:
        super().__init__("Somebody else changed this action while you were writing. Nothing of yours is lost.")
        self.theirs = theirs


class NotAnAction(Refused):
    """What was said cannot be stored as an action."""


class NothingSaid(Refused):
    """An update without a word, a new status or a number."""

    def __init__(self) -> None:
        super().__init__("Please write how it is going, or change the status or a number.")


class StopNeedsReason(Refused):
    def __init__(self) -> None:
        super().__init__("Please say in a sentence why this action stops. The next person will want to know.")


class OwnerUnknown(Refused):
    def __init__(self) -> None:
        super().__init__("That person cannot work on the plan of this school. Please choose somebody from the list.")


class NotAMeeting(Refused):
    """What was said cannot be stored as a meeting."""


class MeetingOver(Refused):
    def __init__(self) -> None:
        super().__init__("This meeting has been held or called off already. What was written then stays.")


class NotesTooLong(Refused):
    def __init__(self) -> None:
        super().__init__("With what stands there already these notes are too long. Please shorten yours.")


class MeetingChanged(Refused):
    """Somebody else saved the meeting after this form was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this meeting while you were writing. Yours is in the form; theirs stands above it."
        )
