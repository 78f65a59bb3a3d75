"""A school's counts by term."""

from belonging.web.outcomes.models.outcomes import Source, TermCount, TermRecord

__all__ = ["Source", "TermCount", "TermRecord"]
