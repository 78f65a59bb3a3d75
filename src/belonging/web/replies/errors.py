"""Refusals of the pages for pupils and families. The message is the sentence that the person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belonging.web.base.errors import Refused

if TYPE_CHECKING:
    from belonging.web.replies.models import Page


class NothingReleased(Refused):
    def __init__(self) -> None:
        super().__init__(
            "No findings have been released for this yet, so there is nothing to tell. The pages are made by "
            "themselves as soon as your report is there."
        )


class ChangedMeanwhile(Refused):
    """Somebody else saved the page after this form was opened, or it was built anew. `theirs` is the page as it is."""

    def __init__(self, theirs: Page) -> None:
        super().__init__(
            "This page changed while you were writing: somebody saved it, or it was built from newer findings or a "
            "newer plan. Nothing of yours is lost: what stands there now is under each box. Press “Save” again to keep "
            "yours."
        )
        self.theirs = theirs


class NumberNotReleased(Refused):
    """`pieces` are the numbers, `instead` what may be said; empty where no number may."""

    def __init__(self, pieces: list[str], instead: str) -> None:
        said = " and ".join(f"“{piece.strip()}”" for piece in pieces)
        released = f"The findings say {instead}. Please use that" if instead else "Please take the number out"
        rest = ", or take the number out." if instead else ": only what was released can be told."
        super().__init__(f"{said} is not in the findings. {released}{rest}")
        self.pieces, self.instead = pieces, instead


class NothingToShow(Refused):
    def __init__(self) -> None:
        super().__init__("All lines are hidden. Please show at least one before the page is approved.")


class NotApproved(Refused):
    def __init__(self) -> None:
        super().__init__("Please approve the page first. Then it can be published.")


class NotChecked(Refused):
    def __init__(self) -> None:
        super().__init__(
            "Please read the words that were written in your school once more, and tick that no child can be "
            "recognised in them. Then approve the page."
        )


class NotPublished(Refused):
    def __init__(self) -> None:
        super().__init__("This page is not published, so there is nothing to take down.")


class AlreadyPublished(Refused):
    def __init__(self) -> None:
        super().__init__("This page is published already. If it has to go, please take it down.")


class ReasonNeeded(Refused):
    def __init__(self) -> None:
        super().__init__("Please say why. The programme team reads your reason.")


class DayPassed(Refused):
    def __init__(self) -> None:
        super().__init__("Please choose a day after today, or leave the day empty.")


class EmptyDiscussion(Refused):
    def __init__(self) -> None:
        super().__init__("Please write what the group said to one question at least.")


class NobodyThere(Refused):
    def __init__(self) -> None:
        super().__init__("Please say how many pupils talked: 1 or more.")
