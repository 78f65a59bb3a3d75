"""Who reads a report, what stands beside its figures, and the words around those of the programme's."""

from belonging.web.reports.models.notes import SchoolNote
from belonging.web.reports.models.openings import Opening, Reader
from belonging.web.reports.models.sharing import Sharing
from belonging.web.reports.models.words import ReportWords

__all__ = ["Opening", "Reader", "ReportWords", "SchoolNote", "Sharing"]
