"""What a school settles before its questionnaires open, and the translations of what families get."""

from belonging.web.enrolment.models.settled import (
    KNOWN_YEARS,
    Acceptance,
    BodyAcceptance,
    Choices,
    Contact,
    ContactKind,
    Controller,
    Duty,
    DutyDone,
    OptOuts,
    Parties,
    SchoolWave,
    Signature,
)
from belonging.web.enrolment.models.translations import Translation, TranslationReview, Verdict, WordingTried

__all__ = [
    "KNOWN_YEARS",
    "Acceptance",
    "BodyAcceptance",
    "Choices",
    "Contact",
    "ContactKind",
    "Controller",
    "Duty",
    "DutyDone",
    "OptOuts",
    "Parties",
    "SchoolWave",
    "Signature",
    "Translation",
    "TranslationReview",
    "Verdict",
    "WordingTried",
]
