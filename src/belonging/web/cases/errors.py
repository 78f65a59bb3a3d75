"""Refusals of case studies; each message is the sentence a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belonging.web.base.errors import Refused

if TYPE_CHECKING:
    from belonging.web.cases.models import CaseStudy


class ChangedMeanwhile(Refused):
    """Somebody else saved it after this form was opened. `theirs` is the case study as it is."""

    def __init__(self, theirs: CaseStudy) -> None:
        super().__init__("Somebody else changed this case study while you were writing. Please read it once more.")
        self.theirs = theirs


class NotReady(Refused):
    """`missing` are sentences that say what to do."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


class WrongState(Refused):
    pass


class NotAFinding(Refused):
    def __init__(self) -> None:
        super().__init__("That figure is not among your school’s released findings. Please choose one from the list.")


class TooMany(Refused):
    def __init__(self, most: int, things: str) -> None:
        super().__init__(f"There is room for {most} {things}. Please take one out first.")


class Unsaid(Refused):
    pass


class SecondPersonNeeded(Refused):
    def __init__(self) -> None:
        super().__init__("Please ask a colleague to look at it: whoever added a picture cannot confirm it.")


class ReadAgain(Refused):
    def __init__(self) -> None:
        super().__init__("The case study changed while you were reading. Please read it once more, then sign it off.")


class SignedAnew(Refused):
    def __init__(self) -> None:
        super().__init__(
            "The school changed it and signed it off anew while this page was open. Please read it once more below, "
            "then publish it."
        )


class NotAgreed(Refused):
    def __init__(self) -> None:
        super().__init__("The school has not agreed to this. Please publish it as the sign-off says.")


class NotOut(Refused):
    def __init__(self) -> None:
        super().__init__("This is not published, so there is nothing to take down.")


class AlreadyWithdrawn(Refused):
    def __init__(self) -> None:
        super().__init__("This was taken out already.")
