"""A school's audits: what is asked, how it was rated, what shows it, what was said about it."""

from belonging.web.audit.models.audits import MOST_OWN_STATEMENTS, AreaShare, Audit, Hidden, OwnStatement, Stage
from belonging.web.audit.models.editions import Edition
from belonging.web.audit.models.evidence import Evidence, EvidenceFile, EvidenceKind
from belonging.web.audit.models.ratings import RATING_CHOICES, Rating, RatingEntry, Remark

__all__ = [
    "MOST_OWN_STATEMENTS",
    "RATING_CHOICES",
    "AreaShare",
    "Audit",
    "Edition",
    "Evidence",
    "EvidenceFile",
    "EvidenceKind",
    "Hidden",
    "OwnStatement",
    "Rating",
    "RatingEntry",
    "Remark",
    "Stage",
]
