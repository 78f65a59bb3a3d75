"""Refusals of set-up. The message is the sentence that the person reads."""

from belonging.web.base.errors import Refused


class PartiesMissing(Refused):
    """Nobody has recorded who stands on the programme's side."""


class PartiesSigned(Refused):
    """A school or body has signed with the names as they stand."""


class AlreadyAccepted(Refused):
    """This version is on record."""


class TextChanged(Refused):
    """What is in force now is not the text that the person read."""


class NoTrust(Refused):
    """The school belongs to no trust that could be the controller."""


class NotItsSchools(Refused):
    """None of the body's schools takes part in the cohort."""


class UnknownVersion(Refused):
    """The cohort asks for a version that is not published."""


class AgreementMissing(Refused):
    """The signed version is not on record."""


class NobodyForSafeguarding(Refused):
    """Neither the safeguarding lead nor the deputy is there."""


class DeputyIsTheSame(Refused):
    """The deputy has to be another person."""


class BadSpan(Refused):
    """The days away end before they begin, or only one of them is given."""


class BadDates(Refused):
    """These days do not fit together, the calendar or the cohort."""


class NotYet(Refused):
    """A day that has not come cannot be ticked off."""


class BadCount(Refused):
    """A count that cannot be right."""


class LetterNotReady(Refused):
    """A letter lacks something that the school has not settled."""


class TranslationRefused(Refused):
    """A translation cannot be brought in, signed off or sent back like this. `faults`: each thing that is wrong."""

    def __init__(self, sentence: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.faults = faults
