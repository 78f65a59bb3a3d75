"""Plans, releases, the ledger of all that was let out, and amendments of plans."""

from belonging.web.findings.models.amendments import AmendedRelease, Ground, PlanAmendment
from belonging.web.findings.models.releases import FixedPlan, LedgerEntry, Release, ReleaseOrder

__all__ = ["AmendedRelease", "FixedPlan", "Ground", "LedgerEntry", "PlanAmendment", "Release", "ReleaseOrder"]
