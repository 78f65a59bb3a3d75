"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.base.errors import Refused

if TYPE_CHECKING:
    from belonging.web.sets.models import Note


class NotASet(Refused):
    """What was said cannot be stored as a set."""


class NotAMeeting(Refused):
    """What was said cannot be stored as a meeting, or as times for one."""


class NotAQuestion(Refused):
    """A statement, or advice in the clothes of a question."""


class NothingSaid(Refused):
    def __init__(self) -> None:
        super().__init__("Nothing is written yet. Please write a sentence, or go back.")


class MeetingOver(Refused):
    """It was closed as held, or called off."""

    def __init__(self) -> None:
        super().__init__("This meeting has been held or called off already, so this cannot be changed any more.")


class MeetingAhead(Refused):
    """It cannot be closed yet, nor what is said at it be written down. `then`: what comes once it has begun."""

    def __init__(self, starts_at: datetime | None, then: str) -> None:
        if starts_at is None:
            super().__init__(f"This meeting has no time yet. Choose one first. {then}")
        else:
            begins = date_format(timezone.localtime(starts_at), "l j F Y, H:i")
            super().__init__(f"This meeting begins on {begins}. {then}")


class NotThePresenter(Refused):
    def __init__(self) -> None:
        super().__init__("Only whoever presents can write the issue. The facilitator chooses who that is.")


class ChangedMeanwhile(Refused):
    """Somebody else saved it after this form was opened. `theirs` is what stands now; None if it is gone."""

    def __init__(self, theirs: Note | None) -> None:
        super().__init__(
            "Somebody else changed this while you were writing. Theirs stands above the box, yours is in it. "
            "Put together what should stay, then save."
        )
        self.theirs = theirs


class WrittenBefore(Refused):
    """What stands there was written to others, before this person sat in the set."""

    def __init__(self) -> None:
        super().__init__(
            "Something was written here before you came to this set. Ask the member whose it is to change it."
        )


class OutcomeTold(Refused):
    def __init__(self) -> None:
        super().__init__("What came of this has been said already, so it stays.")


class NotesForgotten(Refused):
    def __init__(self) -> None:
        super().__init__("This programme ended more than a year ago. Notes of its sets are not kept any longer.")
