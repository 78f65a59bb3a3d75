"""Case studies: written by schools, reviewed, signed off, published."""

from belonging.web.cases.models.beside import CaseConsent, CaseFigure, CasePicture, CaseQuote
from belonging.web.cases.models.studies import CasePublication, CaseRedaction, CaseRemark, CaseStudy
from belonging.web.cases.rules.kinds import Naming, Phase, Section, State, Treatment, Use

__all__ = [
    "CaseConsent",
    "CaseFigure",
    "CasePicture",
    "CasePublication",
    "CaseQuote",
    "CaseRedaction",
    "CaseRemark",
    "CaseStudy",
    "Naming",
    "Phase",
    "Section",
    "State",
    "Treatment",
    "Use",
]
