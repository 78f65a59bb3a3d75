"""Refusals of doing an audit. The message is the sentence that the person reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from belonging.web.base.errors import Refused

if TYPE_CHECKING:
    from belonging.web.audit.models import Rating, RatingEntry
    from belonging.web.audit.rules.editions import FrameWords, StatementWords


class CannotStart(Refused):
    """This audit cannot begin now; the sentence says what comes first."""


class AuditSignedOff(Refused):
    """`entry`: what was typed, kept beside the audit and not taken; None where nothing was typed."""

    def __init__(self, entry: RatingEntry | None = None) -> None:
        kept = " What you wrote is kept in the statement’s history, marked as not part of the audit." if entry else ""
        super().__init__(
            f"This audit has been signed off, so nothing in it changes.{kept} The school lead can reopen it."
        )
        self.entry = entry


class ChangedMeanwhile(Refused):
    """Somebody else changed the rating first. `theirs` stands; `mine` is kept and waits to be settled."""

    def __init__(self, theirs: Rating, mine: RatingEntry) -> None:
        super().__init__(
            "Somebody else changed this statement while you were writing. Nothing is lost: both versions are below. "
            "Please choose which one stands."
        )
        self.theirs = theirs
        self.mine = mine


class UnknownStatement(Refused):
    """Hidden, retired, or not of this audit. `entry`: what was typed of one that was asked, kept and not taken."""

    def __init__(self, entry: RatingEntry | None = None) -> None:
        kept = " What you wrote is kept in the statement’s history, not taken." if entry else ""
        super().__init__(f"This statement is not asked in this audit.{kept} Please go on with another one.")
        self.entry = entry


class NothingSaid(Refused):
    """Neither a rating nor a word."""

    def __init__(self) -> None:
        super().__init__(
            "Choose one of the three ratings, or write how you know. To leave this statement for later, press Skip."
        )


class TooLong(Refused):
    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what} can have {most:,} characters at most. Please shorten it.")


class AlreadySettled(Refused):
    def __init__(self) -> None:
        super().__init__("This version has been settled already. You see the statement as it stands now.")


class DayPassed(Refused):
    def __init__(self) -> None:
        super().__init__("That day has passed. Please choose today or a later day.")


class DayBeforeLast(Refused):
    """The day lies before the one on which the audit before it is due."""

    def __init__(self, last: date) -> None:
        super().__init__(f"The audit before it is due on {last:%-d %B %Y}. Please choose that day or a later one.")


class CannotShare(Refused):
    """An area given to somebody who does not work on the school's audit."""

    def __init__(self) -> None:
        super().__init__(
            "An area can go only to people of your school who may work on the audit. "
            "Invite them as a colleague under “People” first."
        )


class SharedMeanwhile(Refused):
    """Somebody else has shared these areas out first. `theirs`: the names of who has each of them now, by area."""

    def __init__(self, theirs: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(
            "Somebody else shared areas out while you were choosing, so nothing of yours is saved yet. "
            "Under each of these areas you see who has it now. Look once more, then save again."
        )
        self.theirs = theirs


class CannotReopen(Refused):
    """Not signed off, too long ago, overtaken by a later audit, or no reason given."""


class CannotTailor(Refused):
    """A statement of a school's own, or the hiding of one, that cannot be; the sentence says why."""


class CannotDraft(Refused):
    """No draft to change, or a change that would leave the audit without something it needs."""


class DraftChanged(Refused):
    """Somebody else has saved the statement first. `theirs` is what stands now; None where it was taken out."""

    def __init__(self, theirs: StatementWords | None) -> None:
        super().__init__(
            "Somebody else changed this statement while you were writing, so yours is not saved yet. "
            "What stands now is below, beside what you wrote. Bring the two together and save again."
            if theirs
            else "Somebody else has taken this statement out of the draft, so yours is not saved. What you wrote is "
            "still below. To go on, put the statement back on the page “What differs” first."
        )
        self.theirs = theirs


class FrameChanged(Refused):
    """Somebody else has saved what stands around the statements first. `theirs` is what stands now."""

    def __init__(self, theirs: FrameWords) -> None:
        super().__init__(
            "Somebody else changed this page while you were writing, so yours is not saved yet. "
            "What stands now is below, beside what you wrote. Bring the two together and save again."
        )
        self.theirs = theirs


class CannotPublish(Refused):
    """The draft is not whole, says nothing new, or has no note for schools."""
